// A buyer at a browser: looks for things by what they are called, and works them with the mouse and the keyboard.

import { until } from './program.ts';
import { elementId, type WebDriver, WebDriverError } from './webdriver.ts';

export interface Buyer {
  readonly open: (url: string) => Promise<void>;
  /** Goes into the document of a frame in a frame, each by a selector, from the window; without one, to the window itself. */
  readonly into: (...frames: readonly string[]) => void;
  /** Clicks the field with this label, and types with a key for each character. */
  readonly type: (label: string, text: string) => Promise<void>;
  /** Presses keys where the focus is: characters, or names of `KEYS`. */
  readonly keys: (...keys: readonly string[]) => Promise<void>;
  /** Clicks the button or link with this name, or one that begins with it where it ends in `…`. */
  readonly press: (name: string) => Promise<void>;
  /** Clicks the element of a selector. */
  readonly point: (selector: string) => Promise<void>;
  /** Clicks a button or link as `press` does, if it is there now. */
  readonly pressIfThere: (name: string) => Promise<void>;
  /** The browser's own button. */
  readonly back: () => Promise<void>;
  readonly reload: () => Promise<void>;
  /** Has the page where the buyer is run a statement. */
  readonly run: (statement: string) => Promise<void>;
  /** Resolves when the text is on the page where the buyer is. */
  readonly see: (text: string) => Promise<void>;
  /** Resolves when an expression is true in the page. */
  readonly holds: (what: string, expression: string) => Promise<void>;
  /** A PNG of the window. */
  readonly picture: () => Promise<Buffer>;
}

/** The keys that have no character (W3C WebDriver, 17.4.2). */
export const KEYS = {
  Enter: '\uE007',
  Escape: '\uE00C',
  Tab: '\uE004',
  Backspace: '\uE003',
  End: '\uE010',
  Left: '\uE012',
  Up: '\uE013',
  Right: '\uE014',
  Shift: '\uE008',
} as const;

/** Also one that stands in a shadow tree. */
const FRAME = `
  const seek = (root) => root.querySelector(arguments[0])
    ?? [...root.querySelectorAll('*')].reduce((found, one) => found ?? (one.shadowRoot && seek(one.shadowRoot)), null);
  return seek(document);`;

const FIELD = `
  const label = [...document.querySelectorAll('label')].find((one) => one.control && one.textContent.trim() === arguments[0]);
  return label?.control.checkVisibility() ? label.control : null;`;

const BUTTON = `
  const [name] = arguments;
  const nameOf = (one) => {
    const copy = one.cloneNode(true);
    for (const sign of copy.querySelectorAll('[aria-hidden=true]')) sign.remove();
    return (one.ariaLabel ?? copy.textContent).trim();
  };
  const isIt = (text) => (name.endsWith('…') ? text.startsWith(name.slice(0, -1)) : text === name);
  return [...document.querySelectorAll('button, a')].find((one) =>
    one.checkVisibility() && !one.disabled && isIt(nameOf(one))) ?? null;`;

const TEXT = `
  const seen = document.body.innerText.replaceAll(/\\s+/g, ' ');
  return seen.includes(arguments[0]);`;

/** A buyer at a browser that is open. */
export function buyerAt(driver: WebDriver): Buyer {
  let frames: readonly string[] = [];
  const execute = (script: string, args: readonly unknown[]) => driver.send('execute', { script, args });

  /** From the window on each time: a frame may have been replaced by another since. */
  async function enter(): Promise<void> {
    await driver.send('frame', { element: null });
    for (const selector of frames) {
      const found = await execute(FRAME, [selector]);
      await driver.send('frame', { element: elementId(found) });
    }
  }

  async function ask(what: string, body: string, ...args: readonly unknown[]): Promise<void> {
    await until(what, async () => {
      await enter();
      return (await execute(body, args)) === true ? true : undefined;
    });
  }

  async function clickNow(body: string, name: string): Promise<true> {
    await enter();
    const id = elementId(await execute(body, [name]));
    await last(driver.send('click', { id }));
    return true;
  }

  async function click(what: string, body: string, name: string): Promise<void> {
    await until(what, () => clickNow(body, name));
  }

  /** From the window on: WebDriver refuses in a frame that is gone. */
  async function browse(command: 'back' | 'refresh'): Promise<void> {
    frames = [];
    await enter();
    await driver.send(command);
  }

  async function keys(...wished: readonly string[]): Promise<void> {
    const actions = wished.flatMap((key) => {
      const value = (KEYS as Readonly<Record<string, string>>)[key] ?? key;
      return [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ];
    });
    await last(driver.send('actions', { actions: [{ type: 'key', id: 'keyboard', actions }] }));
  }

  return {
    open: async (url) => {
      frames = [];
      await enter();
      await driver.send('navigate', { url });
    },
    into: (...path) => {
      frames = path;
    },
    type: async (label, text) => {
      await click(`field “${label}”`, FIELD, label);
      await keys(...text);
    },
    keys,
    press: (name) => click(`button “${name}”`, BUTTON, name),
    point: (selector) =>
      click(`element ${selector}`, 'return document.querySelector(arguments[0])', selector),
    pressIfThere: async (name) => {
      await clickNow(BUTTON, name).catch((error: unknown) => {
        if (!(error instanceof WebDriverError)) throw error;
      });
    },
    back: () => browse('back'),
    reload: () => browse('refresh'),
    run: async (statement) => {
      await enter();
      await execute(statement, []);
    },
    see: (text) => ask(`text “${text}”`, TEXT, text),
    holds: (what, expression) => ask(what, `return Boolean(${expression})`),
    picture: async () => {
      await driver.send('frame', { element: null });
      const data = await driver.send('screenshot');
      return Buffer.from(String(data), 'base64');
    },
  };
}

/** Of a press that may take its own frame away before the browser has told of it: then it has done what it should. */
async function last(press: Promise<unknown>): Promise<void> {
  try {
    await press;
  } catch (error) {
    if (!(error instanceof WebDriverError && error.code === 'no such window')) throw error;
  }
}
