// WebKit, of which Safari is made, as Debian builds it: its WebDriver server over HTTP, a small browser, and a screen in memory.

import { existsSync, readdirSync } from 'node:fs';
import { freePort } from '../servers/service.ts';
import { startProgram, until } from './program.ts';
import { COMMANDS, ELEMENT, type WebDriver, WebDriverError } from './webdriver.ts';

/** What a page threw; what it says in the console is its own affair. */
const COMPLAINT = /CONSOLE JS ERROR/;

export interface WebKitPaths {
  readonly driver: string;
  readonly browser: string;
  /** Xvfb. */
  readonly screen: string;
}

/** Debian's WebKitGTK, if all of it is here. */
export function findWebKit(): WebKitPaths | null {
  const folders = existsSync('/usr/lib') ? readdirSync('/usr/lib') : [];
  const browser = folders
    .flatMap((folder) =>
      ['4.1', '4.0'].map((version) => `/usr/lib/${folder}/webkit2gtk-${version}/MiniBrowser`),
    )
    .find((path) => existsSync(path));
  const driver = '/usr/bin/WebKitWebDriver';
  const screen = '/usr/bin/Xvfb';
  if (browser === undefined || !existsSync(driver) || !existsSync(screen)) return null;
  return { driver, browser, screen };
}

/** Starts it on a screen of its own. @throws Error when it does not answer within 30 s. */
export async function startWebKit(paths: WebKitPaths): Promise<WebDriver> {
  // Xvfb takes a free display and tells its number.
  const screen = startProgram(paths.screen, [
    '-displayfd',
    '1',
    '-screen',
    '0',
    '1280x1000x24',
    '-nolisten',
    'tcp',
  ]);
  const display = await until('screen', async () => screen.lines.find((line) => /^\d+$/.test(line)));
  const port = await freePort();
  const program = startProgram(paths.driver, [`--port=${port}`], {
    DISPLAY: `:${display}`,
    GDK_BACKEND: 'x11',
    NO_AT_BRIDGE: '1',
    LIBGL_ALWAYS_SOFTWARE: '1',
  });
  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const { value } = (await response.json()) as { readonly value: { error: string; message: string } };
    if (!response.ok) throw new WebDriverError(value.error, value.message);
    return value;
  };
  const close = async () => {
    await program.stop();
    await screen.stop();
  };
  const options = {
    binary: paths.browser,
    args: ['--automation', '--enable-write-console-messages-to-stdout=true'],
  };
  const wished = { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } } };
  try {
    await until('WebDriver', () => ask('GET', '/status'));
    const { sessionId, capabilities } = (await ask('POST', '/session', wished)) as {
      readonly sessionId: string;
      readonly capabilities: { readonly browserVersion: string };
    };
    return {
      name: `WebKitGTK ${capabilities.browserVersion}`,
      send: (command, { id, element, ...parameters } = {}) => {
        const [, method, path] = COMMANDS[command];
        const address = `/session/${sessionId}${path.replace('$id', String(id))}`;
        const frame = typeof element === 'string' ? { [ELEMENT]: element } : null;
        const body = command === 'frame' ? { id: frame } : parameters;
        return ask(method, address, method === 'GET' ? undefined : body);
      },
      complaints: () => program.said(COMPLAINT),
      close: async () => {
        await ask('DELETE', `/session/${sessionId}`).catch(() => {});
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
