// `pnpm check`: format, lint, dependency direction and types.

import { run } from './run.ts';

/** What is React has a JSX of its own. */
const PROJECTS = ['.', 'packages/react', 'demo/spa', 'demo/templates/react-hono'];

const codes = [await run('biome', ['check', '--error-on-warnings', '.'])];
for (const project of PROJECTS) codes.push(await run('tsc', ['-p', project]));
process.exit(codes.find((code) => code !== 0) ?? 0);
