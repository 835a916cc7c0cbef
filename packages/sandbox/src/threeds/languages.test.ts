// The languages of a payment's pages: what the checkout speaks when Pay is pressed is what the bank and our own pages speak.

import { SHIPPED_LOCALES } from '@xpay/protocol/locales';
import type { ChallengeAction } from '@xpay/protocol/next-action';
import { describe, expect, it } from 'vitest';
import { aBank } from '../test-bank.ts';
import { aSandbox, create, type Sandbox } from '../test-sandbox.ts';
import { act, BROWSER, press, type Scene } from './test-verification.ts';

const CARD = '4000002760003184';
const RETURN = { returnUrl: 'https://shop.example/back' };

async function withShop(
  session: Readonly<Record<string, unknown>>,
  test: (scene: Scene) => Promise<void>,
): Promise<void> {
  const sandbox = await aSandbox();
  await test({ sandbox, bank: aBank(), session: await create(sandbox, session) });
  await sandbox.close();
}

/** Presses Pay in a language; without one, the browser says nothing of itself. */
async function challenge(scene: Scene, language: string | null): Promise<ChallengeAction> {
  const browser = language === null ? null : { ...BROWSER, language };
  const { intent } = await press(scene, crypto.randomUUID(), CARD, browser);
  if (intent.nextAction?.type !== 'three_ds_challenge') throw new Error('No challenge.');
  return intent.nextAction;
}

/** The languages of the bank's page, of the same after a wrong code, and of the page that it comes back to. */
async function spoken({ server }: Sandbox, action: ChallengeAction, accepted = 'ja'): Promise<string[]> {
  const headers = { 'Accept-Language': accepted, 'Sec-Fetch-Dest': 'iframe' };
  const post = (app: Sandbox['server']['bank'], url: string, fields: Record<string, string>) =>
    Promise.resolve(app.request(url, { method: 'POST', headers, body: new URLSearchParams(fields) }));
  const languageOf = async (response: Response) => {
    const [, lang = '', dir = ''] = /<html lang="([^"]+)" dir="(\w+)"/.exec(await response.text()) ?? [];
    expect(response.headers.get('content-language')).toBe(lang);
    expect(dir).toBe(/^(ar|fa|he)$/.test(lang) ? 'rtl' : 'ltr');
    return lang;
  };
  const form = { creq: action.creq ?? '', threeDSSessionData: action.sessionData };
  const first = await languageOf(await post(server.bank, action.acsUrl, form));
  const again = await languageOf(await post(server.bank, action.acsUrl, form));
  const notified = await post(server.threeds, `https://3ds.example/3ds/notify/challenge/${action.id}`, {});
  return [first, again, await languageOf(notified)];
}

describe('the pages of a payment', () => {
  it.each([...SHIPPED_LOCALES.map((tag) => [tag, tag])])('made in %s speak it', (told, lang) =>
    withShop({ locale: 'de' }, async (scene) => {
      const action = await challenge(scene, told);
      expect(await spoken(scene.sandbox, action)).toEqual([lang, lang, lang]);
    }),
  );

  it.each([
    ['zh-TW', 'zh-Hant'],
    ['zh-Hant-TW', 'zh-Hant'],
    ['zh-Hant-HK', 'zh-HK'],
    ['zh-MO', 'zh-HK'],
    ['zh-CN', 'zh-Hans'],
    ['zh-Hans-SG', 'zh-Hans'],
    ['zh-Hans-HK', 'zh-Hans'],
    ['pt-PT', 'pt'],
    ['pt-BR', 'pt-BR'],
    ['fr-CA', 'fr-CA'],
    ['fr-BE', 'fr'],
    ['de-AT', 'de'],
    ['iw', 'he'],
    ['tl', 'fil'],
    ['no', 'nb'],
    ['EN-gb', 'en-GB'],
  ])('made in %s speak %s', (told, lang) =>
    withShop({}, async (scene) => {
      const action = await challenge(scene, told);
      const [bank, , ours] = await spoken(scene.sandbox, action);
      expect(bank).toBe(lang);
      // Our own server was told the whole tag, the bank eight characters of it.
      expect(ours).toBe(lang);
    }),
  );

  it('made in a language that nobody has are in English at the bank, and here in one that the browser has', () =>
    withShop({}, async (scene) => {
      const action = await challenge(scene, 'xx-YY');
      expect(await spoken(scene.sandbox, action)).toEqual(['en', 'en', 'ja']);
    }));

  it('follow the checkout to another language with the next attempt', () =>
    withShop({}, async (scene) => {
      const first = await challenge(scene, 'de');
      expect(await spoken(scene.sandbox, first)).toEqual(['de', 'de', 'de']);
      const browser = { ...BROWSER, language: 'ar' };
      const { intent } = await act(scene, 'restart_action', { id: first.id, browser });
      if (intent.nextAction?.type !== 'three_ds_challenge') throw new Error('No challenge.');
      expect(await spoken(scene.sandbox, intent.nextAction)).toEqual(['ar', 'ar', 'ar']);
    }));

  it('are in the session’s language where the browser says nothing of itself', () =>
    withShop({ locale: 'pt-BR' }, async (scene) => {
      expect(await spoken(scene.sandbox, await challenge(scene, null))).toEqual(['pt-BR', 'pt-BR', 'pt-BR']);
    }));

  it('on the way to the bank’s own page speak it too, or the one that its address names', () =>
    withShop(RETURN, async (scene) => {
      const action = await challenge(scene, 'fa');
      const visit = async (query: string) => {
        const headers = { 'Sec-Fetch-Dest': 'document', 'Accept-Language': 'ja' };
        const response = await scene.sandbox.server.threeds.request(`${action.redirectUrl}${query}`, {
          headers,
        });
        return response.headers.get('content-language');
      };
      expect([await visit(''), await visit('?locale=ka'), await visit('?locale=../../x')]).toEqual([
        'fa',
        'ka',
        'fa',
      ]);
    }));
});
