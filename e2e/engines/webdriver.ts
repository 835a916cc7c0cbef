// The commands of W3C WebDriver that the journeys need, over whichever wire an engine listens to: HTTP, or Firefox's Marionette.

/** A command: its name in Marionette, and its method and path in HTTP, where `$id` stands for an element. */
export const COMMANDS = {
  navigate: ['WebDriver:Navigate', 'POST', '/url'],
  back: ['WebDriver:Back', 'POST', '/back'],
  refresh: ['WebDriver:Refresh', 'POST', '/refresh'],
  click: ['WebDriver:ElementClick', 'POST', '/element/$id/click'],
  actions: ['WebDriver:PerformActions', 'POST', '/actions'],
  execute: ['WebDriver:ExecuteScript', 'POST', '/execute/sync'],
  frame: ['WebDriver:SwitchToFrame', 'POST', '/frame'],
  screenshot: ['WebDriver:TakeScreenshot', 'GET', '/screenshot'],
} as const satisfies Readonly<Record<string, readonly [string, 'GET' | 'POST', string]>>;

export type Command = keyof typeof COMMANDS;
export type Parameters = Readonly<Record<string, unknown>>;

/** One browser that does as it is told. */
export interface WebDriver {
  /** As the engine calls itself: `Firefox 153.7.0`. */
  readonly name: string;
  /** Resolves with the value of the answer. @throws WebDriverError with WebDriver's own code. */
  readonly send: (command: Command, parameters?: Parameters) => Promise<unknown>;
  /** Errors that pages had since the last call, in the browser's words. */
  readonly complaints: () => readonly string[];
  /** Ends the browser and what was started for it. */
  readonly close: () => Promise<void>;
}

/** What the browser answered in place of doing it. */
export class WebDriverError extends Error {
  /** For instance `stale element reference`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.name = 'WebDriverError';
    this.code = code;
  }
}

/** The property under which WebDriver hands out an element (W3C WebDriver, 12.3). */
export const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** The id of an element in an answer. @throws WebDriverError when the answer is none. */
export function elementId(value: unknown): string {
  if (typeof value === 'object' && value !== null && ELEMENT in value) return String(value[ELEMENT]);
  throw new WebDriverError('no such element', `The browser answered ${JSON.stringify(value) ?? 'nothing'}.`);
}
