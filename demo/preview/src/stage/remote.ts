// What the controls ask of the sandbox for the present run, by way of the preview's server, which has the secret key.

import type { ClockState } from '../instruments/feed.ts';

/** What each control takes; server/control-bodies.ts checks it. */
export interface Bodies {
  readonly network: { readonly kind: string };
  readonly bank: { readonly behavior: string };
  readonly webhooks: { readonly order: string };
  readonly clock:
    | { readonly action: 'advance'; readonly ms: number }
    | { readonly action: 'freeze' | 'resume' | 'reset' };
  readonly pay: { readonly card: string } | { readonly outcome: string };
  readonly transfer: { readonly outcome: 'received' | 'missing' };
  readonly expire: Readonly<Record<never, never>>;
  readonly cancel: Readonly<Record<never, never>>;
}

export type ControlName = keyof Bodies;

/** What came of it: the answer, or a sentence that says why not; null where nobody answered at all. */
export type Told =
  | { readonly ok: true; readonly answer: unknown }
  | { readonly ok: false; readonly message: string | null };

export type Control = <Name extends ControlName>(
  run: string,
  name: Name,
  body: Bodies[Name],
) => Promise<Told>;

/** Never throws. What one control asks is asked in turn, so that of two choices the later is the one that stays. */
export function createControl(ask: typeof fetch): Control {
  const latest = new Map<ControlName, Promise<unknown>>();
  const send: Control = async (run, name, body) => {
    try {
      const response = await ask(`/api/runs/${run}/controls/${name}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
      const answer: unknown = await response.json();
      return response.ok ? { ok: true, answer } : { ok: false, message: textOf(answer, 'message') };
    } catch {
      return { ok: false, message: null };
    }
  };
  return async (run, name, body) => {
    const told = Promise.resolve(latest.get(name)).then(() => send(run, name, body));
    latest.set(name, told);
    return told;
  };
}

/** The clock in an answer, or null where there is none. */
export function clockIn(answer: unknown): ClockState | null {
  const now = textOf(answer, 'now');
  if (now === null) return null;
  const { frozen, aheadMs } = Object(answer);
  return { now, frozen: frozen === true, aheadMs: typeof aheadMs === 'number' ? aheadMs : 0 };
}

function textOf(answer: unknown, name: string): string | null {
  const text: unknown = Object(answer)[name];
  return typeof text === 'string' ? text : null;
}
