// What the bridge and a bank's page do in a browser, by the requests that they send: nobody draws, nobody types.

import type { Payment } from '../../packages/checkout/src/payment/payment.ts';
import type { State } from '../../packages/checkout/src/payment/state.ts';
import type { AtBank } from './plan.ts';
import type { Fetch } from './tab.ts';

export interface Visitor {
  readonly payment: Payment;
  readonly fetch: Fetch;
  readonly atBank: AtBank;
  /** Resolves after so many milliseconds of this tab's time. */
  readonly pause: (ms: number) => Promise<void>;
}

const RIGHT_CODE = '123456';
const WRONG_CODE = '000000';
/** A buyer reads the bank's message first. */
const THINKS_MS = 400;
const WRONG_CODES = 3;
/** Nobody looks at a browser's error for longer. */
const BROKEN_PAGE_MS = 2_000;

/** Follows the states of a tab: where the bank has something to do in it, that is done, once for each step. */
export function createBankVisits(visitor: Visitor): (state: State) => void {
  const visited = new Set<string>();
  return (state) => {
    if (state.name !== 'acting' || !('action' in state.step)) return;
    const { kind, action } = state.step;
    const step = `${kind} ${action.id}`;
    if (visited.has(step)) return;
    visited.add(step);
    if (kind === 'method') void quietly(() => visitMethod(visitor, action));
    if (kind === 'challenge')
      void quietly(() => visitChallenge(visitor, action)).then((hasCome) =>
        hasCome ? undefined : leave(action.id),
      );
  };

  /** Where the bank's page should be, the browser says that it could not be had. */
  async function leave(id: string): Promise<void> {
    await visitor.pause(BROKEN_PAGE_MS);
    const state = visitor.payment.state.peek();
    if (state.name === 'acting' && state.step.kind === 'challenge' && state.step.action.id === id)
      visitor.payment.cancelAction();
  }
}

/** False where the network has cut it off: the checkout has to do without. */
function quietly(visit: () => Promise<void>): Promise<boolean> {
  return visit().then(
    () => true,
    () => false,
  );
}

interface MethodStep {
  readonly id: string;
  readonly methodUrl: string;
  readonly methodData: string;
}

async function visitMethod(
  { payment, fetch }: Visitor,
  { id, methodUrl, methodData }: MethodStep,
): Promise<void> {
  payment.bankAsked(id);
  const page = await postForm(fetch, methodUrl, { threeDSMethodData: methodData });
  await sendOn(fetch, page);
  payment.bankSaid({ type: 'method_done', id });
}

interface ChallengeStep {
  readonly id: string;
  readonly acsUrl: string;
  readonly creq: string;
  readonly sessionData: string;
}

async function visitChallenge(
  visitor: Visitor,
  { id, acsUrl, creq, sessionData }: ChallengeStep,
): Promise<void> {
  const { payment, fetch } = visitor;
  payment.bankAsked(id);
  const page = await postForm(fetch, acsUrl, { creq, threeDSSessionData: sessionData });
  payment.bankSaid({ type: 'bank_shown', id });
  const last = await answerBank(visitor, page, 'iframe');
  if (last === null) return;
  await sendOn(fetch, last);
  payment.bankSaid({ type: 'look_again', id });
}

/** The way through the bank's own page, and back to the shop's address; resolves where the browser would stand again. */
export async function visitAlone(visitor: Visitor, url: string): Promise<void> {
  const { fetch } = visitor;
  const hop = await read(
    await fetch(url, { headers: { 'Sec-Fetch-Dest': 'document' }, redirect: 'manual' }),
    url,
  );
  const page = await sendOn(fetch, hop, 'document');
  const last = await answerBank(visitor, page, 'document');
  if (last !== null) await sendOn(fetch, last, 'document');
}

/** What the buyer does on the bank's page; the page that leads back, or null where they stay. */
async function answerBank(visitor: Visitor, page: Page, destination: string): Promise<Page | null> {
  const { fetch, atBank, pause } = visitor;
  if (atBank === 'leave') return null;
  const form = formOf(page);
  const press = (fields: Readonly<Record<string, string>>) =>
    postForm(fetch, form.action, fields, destination);
  await pause(THINKS_MS);
  if (atBank === 'cancel') return press({ press: 'cancel' });
  if (atBank === 'approve') return press({ press: 'confirm', code: RIGHT_CODE });
  let last = page;
  for (let tries = 0; tries < WRONG_CODES; tries += 1) {
    last = await press({ press: 'confirm', code: WRONG_CODE });
  }
  return last;
}

interface Page {
  readonly url: string;
  readonly html: string;
}

/** Sends the one form of a page to where it goes by itself. */
function sendOn(fetch: Fetch, page: Page, destination = 'iframe'): Promise<Page> {
  const { action, fields } = formOf(page);
  return postForm(fetch, action, fields, destination);
}

async function postForm(
  fetch: Fetch,
  url: string,
  fields: Readonly<Record<string, string>>,
  destination = 'iframe',
): Promise<Page> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Dest': destination },
    body: new URLSearchParams(fields).toString(),
    redirect: 'manual',
  });
  const to = answer.headers.get('Location');
  if (to === null) return read(answer, url);
  const next = new URL(to, url).href;
  // Back at the shop, which is none of ours.
  if (next.startsWith(SHOP)) return { url: next, html: '' };
  return read(await fetch(next, { headers: { 'Sec-Fetch-Dest': destination } }), next);
}

/** Where a bank's own page leads back to. */
export const SHOP = 'http://localhost:5999/';

async function read(answer: Response, url: string): Promise<Page> {
  return { url, html: await answer.text() };
}

function formOf({ url, html }: Page): { readonly action: string; readonly fields: Record<string, string> } {
  const [, action] = /<form method="post" action="([^"]*)"/.exec(html) ?? [];
  if (action === undefined) throw new Error('The page has no form.');
  const inputs = html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g);
  return {
    action: new URL(unescapeHtml(action), url).href,
    fields: Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, unescapeHtml(value)])),
  };
}

function unescapeHtml(text: string): string {
  const names: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => names[name] ?? '');
}
