// What the stage and the page around it tell each other, by `postMessage` to their own origin and no other.

import type { Appearance } from '@xpay/protocol/appearance';

/** Marks our messages among those of extensions and of the checkout's frame. */
const MARK = 1;

/** What is only shown: client secrets are taken out before it leaves the stage. */
export type Shown = string | number | boolean | null | readonly Shown[] | { readonly [name: string]: Shown };

/** Stage → page. `at`: milliseconds since 1970, with fractions. */
export type TapMessage =
  | { readonly kind: 'alive'; readonly at: number }
  /** An event of the checkout, as the shop's page hears it. */
  | { readonly kind: 'event'; readonly name: string; readonly detail: Shown; readonly at: number }
  /** A message between xpay.js and the frame; `in` comes from the frame. */
  | {
      readonly kind: 'message';
      readonly direction: 'in' | 'out';
      readonly type: string;
      readonly body: Shown;
      readonly at: number;
    };

/** Page → stage: changes what is mounted, and nothing that was typed is lost. */
export interface UpdateMessage {
  readonly kind: 'update';
  readonly locale: string;
  readonly appearance: Appearance;
}

/** A message as it travels. */
export function marked<Message extends object>(message: Message): Message & { readonly pv: number } {
  return { pv: MARK, ...message };
}

/** A message of the tap, or null. Who sent it is checked by whoever received it. */
export function readTapMessage(data: unknown): TapMessage | null {
  if (!isMarked(data)) return null;
  const { kind, at } = data;
  if (typeof at !== 'number') return null;
  if (kind === 'alive') return { kind, at };
  if (kind === 'event' && typeof data['name'] === 'string')
    return { kind, name: data['name'], detail: toShown(data['detail']), at };
  const { direction, type } = data;
  if (kind !== 'message' || typeof type !== 'string') return null;
  if (direction !== 'in' && direction !== 'out') return null;
  return { kind, direction, type, body: toShown(data['body']), at };
}

/** An update, or null; the checkout judges what is in it. */
export function readUpdate(data: unknown): UpdateMessage | null {
  if (!isMarked(data)) return null;
  const { kind, locale, appearance } = data;
  if (kind !== 'update' || typeof locale !== 'string') return null;
  return { kind, locale, appearance: isRecord(appearance) ? appearance : {} };
}

const SECRET = /(cs_(?:test|live))_[\w-]+?_secret_[\w-]+/g;
/** Nothing that is shown is nested deeper. */
const DEEPEST = 6;

/** A copy that can be shown: plain values, errors by their fields, client secrets as `cs_test_…_secret_…`. */
export function toShown(value: unknown, depth = 0): Shown {
  if (typeof value === 'string') return value.replace(SECRET, '$1_…_secret_…');
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return null;
  if (Array.isArray(value)) return value.map((one) => toShown(one, depth + 1));
  const own = value instanceof Error ? { ...value, message: value.message } : value;
  return Object.fromEntries(
    Object.entries(own)
      .filter(([, one]) => one !== undefined && typeof one !== 'function')
      .map(([name, one]) => [name, toShown(one, depth + 1)]),
  );
}

function isMarked(data: unknown): data is Readonly<Record<string, unknown>> {
  return isRecord(data) && data['pv'] === MARK;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
