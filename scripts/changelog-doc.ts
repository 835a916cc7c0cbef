// Makes docs/changelog.md from the packages' changelogs and what waits in .changeset: `tsx scripts/changelog-doc.ts` writes it.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { ROOT } from './run.ts';

interface Release {
  readonly version: string;
  /** Text of each package that changed, by its name. */
  readonly changes: Map<string, string>;
}

/** The sections of each package's CHANGELOG.md, gathered by version, in the order in which the files have them. */
function releases(): readonly Release[] {
  const found = new Map<string, Map<string, string>>();
  for (const folder of readdirSync(`${ROOT}packages`)) {
    const file = `${ROOT}packages/${folder}/CHANGELOG.md`;
    if (!existsSync(file)) continue;
    const [name = '', ...sections] = readFileSync(file, 'utf8').split(/^## /m);
    for (const section of sections) {
      const [version = '', ...lines] = section.split('\n');
      const changes = found.get(version.trim()) ?? new Map<string, string>();
      changes.set(name.replace('#', '').trim(), deeper(lines.join('\n')));
      found.set(version.trim(), changes);
    }
  }
  return [...found].map(([version, changes]) => ({ version, changes }));
}

/** What is written down for the next release: the packages that it touches, and what it says. */
function waiting(): readonly string[] {
  return readdirSync(`${ROOT}.changeset`)
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .sort()
    .map((name) => {
      const text = readFileSync(`${ROOT}.changeset/${name}`, 'utf8');
      const [, head = '', body = ''] = /^---\n(.*?)---\n(.*)$/s.exec(text) ?? [];
      const packages = [...head.matchAll(/"(@[^"]+)"/g)].map(([, one]) => `\`${one}\``);
      return `${body.trim()}\n\n<small>${packages.join(', ')}</small>`;
    });
}

/** Headings below those of this page. */
function deeper(text: string): string {
  return text.trim().replaceAll(/^### /gm, '#### ');
}

/** The whole page as Markdown. */
export function changelogPage(): string {
  const next = waiting();
  const parts = [
    ...(next.length === 0 ? [] : [`## Next\n\n${next.join('\n\n---\n\n')}`]),
    ...releases().map(({ version, changes }) =>
      [`## ${version}`, ...[...changes].map(([name, text]) => `### ${name}\n\n${text}`)].join('\n\n'),
    ),
  ];
  return `# Changelog

What a user of the packages notices, version by version.

${parts.join('\n\n')}
`;
}

if (process.argv[1]?.endsWith('changelog-doc.ts')) writeFileSync(`${ROOT}docs/changelog.md`, changelogPage());
