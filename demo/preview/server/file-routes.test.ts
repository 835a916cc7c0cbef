// Facts about the built files: none is asked for in vain, neither before a site is there nor while it is built anew.

import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileRoutes } from './file-routes.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xpay-files-'));
});

afterEach(() => rm(folder, { recursive: true }));

function routes() {
  const at = (name: string) => join(folder, name);
  const pictures = join(import.meta.dirname, 'pictures');
  const app = createFileRoutes({
    client: at('client'),
    tap: at('tap'),
    pictures,
    docs: at('docs'),
    gallery: at('gallery'),
  });
  return (path: string) => app.request(`http://localhost:5174${path}`);
}

async function build(name: string, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(join(folder, name, 'assets'), { recursive: true });
  for (const [path, text] of Object.entries(files)) await writeFile(join(folder, name, path), text);
}

it.each(['/favicon.svg', '/favicon.ico'])(
  'has the picture that browsers ask for by themselves: %s',
  async (path) => {
    const answer = await routes()(path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
  },
);

describe.each(['docs', 'gallery'])('/%s/', (site) => {
  it('says that it is being built, comes again by itself, and is no error in a console', async () => {
    const ask = routes();
    for (const path of [`/${site}/`, `/${site}/anything`]) {
      const answer = await ask(path);
      expect([answer.status, answer.headers.get('refresh')]).toEqual([202, '2']);
      const html = await answer.text();
      expect(html).toContain('This page is being built.');
      // Without one the browser would ask for another.
      expect(html).toContain('<link rel="icon" href="/favicon.svg"');
    }
    await build(site, { 'index.html': 'there' });
    expect(await (await ask(`/${site}/`)).text()).toBe('there');
  });

  it('still has the files of the build before for pages that were opened then, and no page of it', async () => {
    const ask = routes();
    const [before, now] = ['assets/page.AbCd1234.js', 'assets/page.EfGh5678.js'] as const;
    await build(site, { 'index.html': 'before', 'gone.html': 'gone', [before]: '1', 'data.json': '{}' });
    expect((await ask(`/${site}/${before}`)).status).toBe(200);
    await rename(join(folder, site), join(folder, `${site}.old`));
    await build(site, { 'index.html': 'now', '404.html': 'nowhere', [now]: '2' });
    const asked = [before, now, 'index.html', 'gone', 'data.json', 'assets/none.AbCd1234.js'];
    const answers = await Promise.all(asked.map(async (path) => (await ask(`/${site}/${path}`)).status));
    expect(answers).toEqual([200, 200, 200, 404, 404, 404]);
  });
});
