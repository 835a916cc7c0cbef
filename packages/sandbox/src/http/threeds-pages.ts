// The pages of the 3-D Secure origin: what a bank's answer leads to, and the way to a bank's page in a window of its own.

import { randomBytes } from 'node:crypto';
import type { Notified } from '@xpay/protocol/bridge-messages';
import type { RedirectFacts, VerificationFacts } from '../threeds/three-ds-server.ts';
import {
  type Besides,
  escapeHtml,
  htmlHeaders,
  type PageName,
  plainDocument,
  STYLE_HASH,
} from './plain-page.ts';
import { postForm, SUBMIT_FORM } from './post-form.ts';
import { notificationHeaders, redirectHeaders } from './threeds-headers.ts';

export interface Origins {
  readonly threedsOrigin: string;
  readonly checkoutOrigin: string;
}

/** The languages that a page is asked for in, best first. */
export interface Asked {
  readonly requested: readonly string[];
}

export interface Notification {
  readonly facts: VerificationFacts & Asked;
  readonly notified: Notified;
  /** Whether it is known to be in a frame: if not, its script finds out, and leads back to the shop. */
  readonly isFramed: boolean;
  readonly isBlocked: boolean;
}

/**
 * Tells the bridge around it that the bank has answered, and nothing of what. What the bank has posted is not on it.
 */
export function notificationPage(
  origins: Origins,
  { facts, notified, isFramed, isBlocked }: Notification,
): Response {
  const nonce = newNonce();
  const tell = `parent.postMessage(${inScript(notified)}, location.origin);`;
  const returnUrl = isFramed ? null : facts.returnUrl;
  const script =
    returnUrl === null
      ? `if (parent !== self) ${tell}`
      : `if (parent !== self) ${tell}\nelse location.replace(${inScript(returnUrl)});`;
  const policy = { ...origins, allowedParents: facts.allowedParents };
  return respond(
    'bankAnswer',
    facts,
    { script: element(script, nonce) },
    notificationHeaders(policy, { nonce, styles: [STYLE_HASH], isBlocked }),
  );
}

/** Takes the window to the bank's page, by itself or by its button. */
export function toBankPage(
  threedsOrigin: string,
  facts: RedirectFacts & Asked & { readonly creq: string },
): Response {
  const nonce = newNonce();
  const fields = { creq: facts.creq, threeDSSessionData: facts.sessionData };
  return respond(
    'toBank',
    facts,
    {
      facts: `<p class="xp-name"><bdi>${escapeHtml(facts.merchantName)}</bdi></p>`,
      control: (title) => `${postForm(facts.acsUrl, fields, title)}\n`,
      script: element(SUBMIT_FORM, nonce),
    },
    redirectHeaders(threedsOrigin, { nonce, styles: [STYLE_HASH] }),
  );
}

/** Leads back to the shop, since a CReq is not posted twice. */
export function toShopPage(threedsOrigin: string, facts: VerificationFacts & Asked): Response {
  const { returnUrl } = facts;
  const control =
    returnUrl === null
      ? {}
      : {
          control: (title: string) =>
            `<a class="xp-go" href="${escapeHtml(returnUrl)}">${escapeHtml(title)}</a>\n`,
        };
  const nonce = newNonce();
  return respond('toShop', facts, control, redirectHeaders(threedsOrigin, { nonce, styles: [STYLE_HASH] }));
}

function respond(
  name: PageName,
  { requested }: Asked,
  besides: Besides,
  headers: Readonly<Record<string, string>>,
): Response {
  const { locale, html } = plainDocument(requested, name, besides);
  return new Response(html, { headers: { ...headers, ...htmlHeaders(locale) } });
}

function newNonce(): string {
  return randomBytes(16).toString('base64');
}

function element(script: string, nonce: string): string {
  return `<script nonce="${nonce}">${script}</script>\n`;
}

/** In a script element only `<` can end the text or open a comment. */
function inScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
