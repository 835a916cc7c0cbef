// The shop's own button: has the form judged, pays with it, and says what came of it.

import { XPayError } from '@xpay/protocol/errors';
import type { HostMessage } from '@xpay/protocol/messages';
import { type Answer, type PaymentIntentResult, toAnswer, toIntent } from './answer.ts';
import type { Context } from './context.ts';
import { toUrl } from './credentials.ts';
import type { Form } from './embedded-checkout.ts';
import { describe, pick, refuse, takeOwn } from './refusal.ts';

/** As long as a message to the frame may have it. */
const LONGEST_URL = 2000;

/** Checks what the buyer typed. Never rejects. */
export async function submit(form: Form | undefined): Promise<{ readonly error?: XPayError }> {
  const { error } = await ask(form, { type: 'validate' });
  return error === undefined ? {} : { error };
}

const paying = new WeakMap<Form, Promise<Answer>>();

/**
 * Pays, and goes to the return address after a success, if the shop wants that always.
 * @throws XPayError `invalid_option`.
 */
export async function confirmPayment(
  options: unknown,
  { elements: known }: Context,
): Promise<PaymentIntentResult> {
  const names = ['elements', 'returnUrl', 'redirect'];
  const { elements, returnUrl, redirect = 'if_required' } = takeOwn('confirmPayment()', options, names);
  const find = known.get(Object(elements));
  if (find === undefined)
    throw refuse('elements', describe(elements), 'what elements() of the same client returned');
  const isAlways = pick('redirect', redirect, ['if_required', 'always']) === 'always';
  const url = returnUrl === undefined && !isAlways ? undefined : toReturnUrl(returnUrl);
  const answer = await pay(find(), url?.href);
  if (isAlways && url !== undefined && answer.session !== undefined) {
    url.searchParams.set('xpay_session', answer.session.id);
    location.assign(url);
  }
  return toIntent(answer);
}

/** A second call joins the first: nobody pays twice. */
function pay(form: Form | undefined, returnUrl: string | undefined): Promise<Answer> {
  const question = { type: 'confirm', ...(returnUrl !== undefined && { returnUrl }) } as const;
  if (form === undefined) return ask(form, question);
  const answer = paying.get(form) ?? ask(form, question).finally(() => paying.delete(form));
  paying.set(form, answer);
  return answer;
}

/** Read from the page's address, as `<base href>` is for the page's own links. */
function toReturnUrl(returnUrl: unknown): URL {
  const url = typeof returnUrl === 'string' ? toUrl(returnUrl, location.href) : undefined;
  if (url !== undefined && /^https?:/.test(url.href) && url.href.length <= LONGEST_URL) return url;
  throw refuse('returnUrl', describe(returnUrl), 'an http(s) address such as "/thanks"');
}

type Question = Extract<HostMessage, { readonly type: 'validate' | 'confirm' }>;

const ANSWERS = { validate: 'validated', confirm: 'confirmed' } as const;

/** Asks the frame, at once or as soon as it listens. Never rejects: a frame that goes is an answer too. */
function ask(form: Form | undefined, question: Question): Promise<Answer> {
  const frame = form?.frame();
  if (form === undefined || frame === undefined) return Promise.resolve({ error: notMounted() });
  return new Promise((resolve) => {
    const off = [
      form.events.on('line', ({ line, error = notMounted() }) => {
        if (line === undefined) settle({ error });
        else line.send(question);
      }),
      form.events.on(ANSWERS[question.type], (answer) => settle(toAnswer(answer))),
    ];
    frame.line()?.send(question);

    function settle(answer: Answer): void {
      for (const stop of off) stop();
      resolve(answer);
    }
  });
}

function notMounted(): XPayError {
  return new XPayError(
    'not_mounted',
    'The payment element is not on the page. Call mount(), and keep it there.',
  );
}
