// `xpay-sandbox`: the server, and the commands that drive a running one.

import { runCommand } from './commands/run-command.ts';

const [name = 'serve', ...argv] = process.argv.slice(2).filter((word) => word !== '--');

if (name === 'serve' || (name.startsWith('-') && name !== '--help' && name !== '-h')) {
  // It reads the options itself.
  if (name === 'serve') process.argv.splice(process.argv.indexOf('serve'), 1);
  await import('./cli.ts');
} else {
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  process.exitCode = await runCommand(name.startsWith('-') ? 'help' : name, argv, {
    env: process.env,
    fetch,
    print: (line) => process.stdout.write(`${line}\n`),
    complain: (line) => process.stderr.write(`${line}\n`),
    hasColours: process.stdout.isTTY === true && !process.env['NO_COLOR'],
    stopped,
  });
}
