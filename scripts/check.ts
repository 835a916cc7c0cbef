// `pnpm check`: format, lint, dependency direction and types.

import { run } from './run.ts';

const lint = await run('biome', ['check', '--error-on-warnings', '.']);
const types = await run('tsc', ['-p', '.']);
process.exit(lint || types);
