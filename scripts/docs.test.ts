// Holds the documentation to the code: the error page is the table, every TypeScript block compiles, every link resolves.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorsPage } from './errors-doc.ts';
import { ROOT } from './run.ts';

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(`${ROOT}docs`)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

function read(page: string): string {
  return readFileSync(ROOT + page, 'utf8');
}

describe('documentation', () => {
  it('lists every error code as the table has it', () => {
    expect(read('docs/errors.md')).toBe(errorsPage());
  });

  it('embeds in the README as the guide does, whose page a browser test runs', () => {
    const block = /^```html\n.*?^```/ms;
    expect(read('README.md').match(block)?.[0]).toBe(read('docs/integrate.md').match(block)?.[0]);
  });

  it('shows TypeScript that compiles', () => {
    const folder = `${ROOT}scripts/.snippets`;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    try {
      for (const page of PAGES) {
        const blocks = [...read(page).matchAll(/^```ts\n(.*?)^```/gms)];
        blocks.forEach((block, index) => {
          writeFileSync(join(folder, `${page.replace(/\W/g, '-')}-${index}.ts`), block[1] ?? '');
        });
      }
      expect(readdirSync(folder).length).toBeGreaterThan(0);
      const config = {
        extends: '../../tsconfig.json',
        include: ['*.ts'],
        compilerOptions: { noUnusedLocals: false },
      };
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
      const tsc = spawnSync(`${ROOT}node_modules/.bin/tsc`, ['-p', folder], { encoding: 'utf8' });
      expect(tsc.stdout).toBe('');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 60_000);

  it.each(PAGES)('has no dead link within the repository in %s', (page) => {
    const targets = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)].map(
      (link) => link[1] ?? '',
    );
    expect(targets.filter((target) => !existsSync(join(ROOT, dirname(page), target)))).toEqual([]);
  });
});
