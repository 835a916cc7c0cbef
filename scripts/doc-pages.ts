// `pnpm docs:pages`: writes every page of the documentation that is made from the code. Tests compare them.

import { writeFileSync } from 'node:fs';
import { changelogPage } from './changelog-doc.ts';
import { errorsPage } from './errors-doc.ts';
import { eventsPage } from './events-doc.ts';
import { namesPage } from './names-doc.ts';
import { ROOT } from './run.ts';

const made = {
  'accessible-names': namesPage(),
  changelog: changelogPage(),
  errors: await errorsPage(),
  events: eventsPage(),
};

for (const [name, text] of Object.entries(made)) writeFileSync(`${ROOT}docs/${name}.md`, text);
