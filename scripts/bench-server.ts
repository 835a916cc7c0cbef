// `pnpm bench:server`: how many sessions and payments a second the sandbox does, beside a bare route with one insert.

import { run } from './run.ts';

process.exit(await run('tsx', ['packages/sandbox/bench/run.ts', ...process.argv.slice(2)]));
