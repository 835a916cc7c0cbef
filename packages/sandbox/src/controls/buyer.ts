// A buyer without a browser: pays one session by the very requests that the checkout and the bank's page would send.

import type { ConfirmRequest, PublicSession } from '@xpay/protocol/api';
import type { ShippingInput } from '@xpay/protocol/contact';
import { isErrorCode } from '@xpay/protocol/error-types';
import type { ApprovalAction, ChallengeAction } from '@xpay/protocol/next-action';
import type { PaymentMethodInput } from '@xpay/protocol/payment-methods';
import type { Session } from '../domain/session.ts';
import { ApiError } from '../http/problem.ts';
import { creqSchema, decodeMessage } from '../threeds/messages.ts';
import { clientProblem, publicSession } from '../wire/browser/schemas.ts';

export interface BuyerDeps {
  /** The browser API; no fault is for these requests. */
  readonly api: (request: Request) => Promise<Response>;
  /** The bank's origin. */
  readonly bank: (request: Request) => Promise<Response>;
  readonly apiOrigin: string;
  readonly bankOrigin: string;
}

/** What opens the session. */
export interface Opening {
  readonly session: Session;
  readonly publishableKey: string;
  readonly clientSecret: string;
}

/** What is paid with, what the buyer says when they are asked, and the key of the attempt. */
export interface Purchase {
  readonly means: PaymentMethodInput;
  readonly answer: Answer;
  readonly attempt: string;
}

export type Answer = 'approve' | 'decline' | 'cancel' | 'ignore';

/** More steps than any verification has. */
const MOST_STEPS = 4;
/** What a bank of the sandbox takes for right; it gives up after three wrong ones. */
const RIGHT = '123456';
const WRONG = '000000';

/**
 * Pays, and does on the bank's page what is wanted. What a bank does by itself, outside the browser, is not waited for.
 *
 * @throws ApiError as the browser API refused.
 */
export async function payAsBuyer(
  deps: BuyerDeps,
  opening: Opening,
  { means, answer, attempt }: Purchase,
): Promise<void> {
  const client = createClient(deps, opening, attempt);
  let current = await client('POST', '/confirm', toConfirm(opening.session, means));
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const action = current.intent.nextAction;
    if (action?.type === 'three_ds_method') {
      // No browser, so that the bank's look at it cannot have come to an end.
      current = await client('POST', '/authenticate', { id: action.id, methodCompletion: 'N' });
    } else if (action?.type === 'three_ds_challenge' && answer !== 'ignore') {
      await answerChallenge(deps, action, answer);
      current = await client('GET', '');
    } else if (action?.type === 'approval' && answer !== 'ignore') {
      await answerApproval(deps, action, answer);
      current = await client('GET', '');
    } else return;
  }
}

type Client = (method: 'GET' | 'POST', path: string, body?: object) => Promise<PublicSession>;

function createClient({ api, apiOrigin }: BuyerDeps, opening: Opening, attempt: string): Client {
  return async (method, path, body) => {
    const response = await api(
      new Request(`${apiOrigin}/v1/client/session${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${opening.publishableKey}`,
          'X-Client-Secret': opening.clientSecret,
          'Content-Type': 'application/json',
          'Idempotency-Key': attempt,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    const said: unknown = await response.json();
    if (response.ok) return publicSession.parse(said);
    const { code, detail, param } = clientProblem.parse(said);
    throw new ApiError(isErrorCode(code) ? code : 'api_error', detail, { param });
  };
}

const HOME = { country: 'DE', line1: 'Teststraße 1', city: 'Berlin', postalCode: '10115' } as const;

/** Home, or a place in a country that the shop sends to. */
function toShipping(countries: readonly string[] | null): ShippingInput {
  const [country = HOME.country] = countries === null || countries.includes(HOME.country) ? [] : countries;
  return { name: 'Test Buyer', address: { ...HOME, country } };
}

/** What a buyer would type, where the session asks for it. */
function toConfirm({ amountTotal, collect }: Session, means: PaymentMethodInput): ConfirmRequest {
  return {
    expectedAmount: amountTotal,
    paymentMethod: {
      ...(amountTotal === 0 ? ({ type: 'none' } as const) : means),
      billing: {
        ...(collect.name ? { name: 'Test Buyer' } : {}),
        ...(collect.email ? { email: 'buyer@example.com' } : {}),
        ...(collect.postalCode ? { postalCode: '10115' } : {}),
        ...(collect.phone ? { phone: '+493012345678' } : {}),
        ...(collect.billingAddress ? { address: HOME } : {}),
      },
    },
    ...(collect.shippingAddress ? { shipping: toShipping(collect.shippingCountries) } : {}),
  };
}

/** Answers the provider on its page, agreeing to whatever is to be agreed to. */
async function answerApproval(
  { bank }: BuyerDeps,
  { url }: ApprovalAction,
  press: Exclude<Answer, 'ignore'>,
): Promise<void> {
  await bank(new Request(url, { method: 'POST', body: new URLSearchParams({ press, agree: 'yes' }) }));
}

/** Opens the bank's page as a page of its own, and answers it; one that misbehaves may be in the way. */
async function answerChallenge(
  { bank, bankOrigin }: BuyerDeps,
  { creq, sessionData }: ChallengeAction,
  answer: Exclude<Answer, 'ignore'>,
): Promise<void> {
  const message = creqSchema.safeParse(decodeMessage(creq ?? ''));
  // It is handed out once: somebody else has it, and is at the bank with it.
  if (creq === null || !message.success) return;
  const post = (path: string, form: Readonly<Record<string, string>>) =>
    bank(
      new Request(bankOrigin + path, {
        method: 'POST',
        headers: { 'Sec-Fetch-Dest': 'document' },
        body: new URLSearchParams(form),
      }),
    );
  await post('/challenge', { creq, threeDSSessionData: sessionData });
  const page = `/challenge/${message.data.acsTransID}`;
  if (answer === 'cancel') await post(page, { press: 'cancel' });
  else if (answer === 'approve') await post(page, { press: 'confirm', code: RIGHT });
  else for (let tries = 0; tries < 3; tries += 1) await post(page, { press: 'confirm', code: WRONG });
}
