// Facts about the bank's pages: what they ask and show, what they post where, and what they make of hostile requests.

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { cresSchema, decodeMessage, encodeMessage, erroSchema } from '../threeds/messages.ts';
import type { Behavior } from './switches.ts';
import {
  anAReq,
  answer,
  authenticate,
  begin,
  CHALLENGED,
  creqFields,
  formOf,
  NOTIFICATION_URL,
  post,
  tell,
  withBank,
} from './test-sandbox-bank.ts';

const METHOD_URL = 'https://3ds.example/3ds/notify/method/auth_1';
const TRANSACTION = '8a880dc0-d2d2-4067-bcb1-b08d1690b26e';
const methodData = (url = METHOD_URL) => ({
  threeDSMethodData: encodeMessage({
    threeDSServerTransID: TRANSACTION,
    threeDSMethodNotificationURL: url,
  }),
});

function directive(response: Response, name: string): string | undefined {
  const policy = response.headers.get('content-security-policy') ?? '';
  return policy.split('; ').find((text) => text.startsWith(`${name} `));
}

describe('the method page', () => {
  it('posts the transaction, and nothing else, back', () =>
    withBank(async (bank) => {
      const response = await post(bank, '/method', methodData());
      const html = await response.text();
      const { action, fields } = formOf(html);
      expect(action).toBe(METHOD_URL);
      expect(Object.keys(fields)).toEqual(['threeDSMethodData']);
      expect(decodeMessage(fields['threeDSMethodData'] ?? '')).toEqual({ threeDSServerTransID: TRANSACTION });
      expect(html).toContain('>document.forms[0].submit();</script>');
    }));

  it.each([
    ['method_late', 'setTimeout(() => document.forms[0].submit(), 12000)'],
    ['method_twice', "form.target = 'twice'"],
    ['forged_done', 'target.postMessage(message'],
  ])('does as told: %s', (behavior, script) =>
    withBank(async (bank) => {
      const html = await (await post(bank, `/method?behavior=${behavior}`, methodData())).text();
      expect(html).toContain(script);
      expect(formOf(html).action).toBe(METHOD_URL);
    }),
  );

  it('is silent when told', () =>
    withBank(async (bank) => {
      const html = await (await post(bank, '/method?behavior=method_silent', methodData())).text();
      expect(html).not.toMatch(/<form|<script/);
    }));

  it('posts what is no message when told', () =>
    withBank(async (bank) => {
      const html = await (await post(bank, '/method?behavior=method_broken', methodData())).text();
      expect(decodeMessage(formOf(html).fields['threeDSMethodData'] ?? '')).toBeNull();
    }));

  it.each([
    ['no data', {}],
    ['no message', { threeDSMethodData: 'x' }],
    ['a script for an address', methodData('javascript:alert(1)')],
    ['a data address', methodData('data:text/html,x')],
    ['no address', methodData('3ds.example')],
  ])('refuses %s', (_what, fields) =>
    withBank(async (bank) => {
      const response = await post(bank, '/method', fields);
      expect(response.status).toBe(400);
      expect(await response.text()).not.toMatch(/<form|<script|javascript:|data:/);
    }),
  );
});

describe('the challenge page', () => {
  it('names bank, shop, amount and card, and asks for the code', () =>
    withBank(async (bank) => {
      const html = await begin(bank, await authenticate(bank));
      expect(html).toContain('<html lang="en" dir="ltr">');
      expect(html).toContain('<h1>Sandbox Bank</h1>');
      expect(html).toContain('<bdi>Moss &amp; Fern</bdi>');
      expect(html).toContain('<bdi>$49.00</bdi>');
      expect(html).toContain('<bdi dir="ltr">•••• 3184</bdi>');
      expect(html).toContain('<label for="code">One-time code</label>');
      expect(html).toMatch(/<input id="code" name="code" [^>]*autocomplete="one-time-code"/);
      expect(html).toContain('>Confirm</button>');
      expect(html).toContain('formnovalidate>Cancel payment</button>');
      expect(html).not.toContain('<script');
    }));

  it.each([
    ['de', 'ltr', 'Einmalcode', '49,00'],
    ['ja-JP', 'ltr', 'ワンタイムコード', '$49.00'],
    ['ar', 'rtl', 'رمز لمرة واحدة', '49.00'],
    ['zh-TW', 'ltr', '一次性驗證碼', '$49.00'],
    ['zh-Hans', 'ltr', '一次性验证码', '$49.00'],
    ['zh-CN', 'ltr', '一次性验证码', '$49.00'],
    ['zh', 'ltr', '一次性验证码', '$49.00'],
    ['fa-IR', 'rtl', 'رمز یک‌بارمصرف', '49.00'],
    ['iw', 'rtl', 'קוד חד־פעמי', '49.00'],
    ['pt-AO', 'ltr', 'Código de utilização única', '49,00'],
    ['es-MX', 'ltr', 'Código de un solo uso', '49'],
    ['no', 'ltr', 'Engangskode', '49,00'],
    ['und', 'ltr', 'One-time code', '$49.00'],
    ['xx', 'ltr', 'One-time code', '$49.00'],
  ])('speaks the language of the checkout: %s', (browserLanguage, direction, label, amount) =>
    withBank(async (bank) => {
      const html = await begin(bank, await authenticate(bank, anAReq(CHALLENGED, { browserLanguage })));
      expect(html).toContain(`dir="${direction}">`);
      expect(html).toContain(`>${label}</label>`);
      expect(html).toMatch(/id="hint">[^<{]*123456/);
      expect(
        html.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) % 16)).replace('٫', '.'),
      ).toContain(amount);
    }),
  );

  it('shows a merchant’s name as text, whatever is in it', () =>
    withBank(async (bank) => {
      const merchantName = '<script>alert(1)</script>"\'><img src=x>';
      const html = await begin(bank, await authenticate(bank, anAReq(CHALLENGED, { merchantName })));
      expect(html).not.toMatch(/<script|<img/);
      expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    }));

  it('says how often the code may be tried again', () =>
    withBank(async (bank) => {
      const ares = await authenticate(bank);
      await begin(bank, ares);
      const second = await answer(bank, ares, { code: '0' });
      expect(second).toContain('role="alert">That code is wrong. You can try two more times.</p>');
      expect(second).toContain('aria-invalid="true"');
      expect(await answer(bank, ares, { code: '1' })).toContain('You can try one more time.');
      expect(await answer(bank, ares, { code: '2' })).toContain('name="cres"');
    }));

  it('is shown again by a reload, and counts nothing twice', () =>
    withBank(async (bank) => {
      const ares = await authenticate(bank);
      const first = await begin(bank, ares);
      await answer(bank, ares, { code: '0' });
      const reload = async () => (await bank.pages.request(`/challenge/${ares.acsTransID}`)).text();
      expect(await reload()).toContain('two more times');
      expect(await reload()).toContain('two more times');
      expect(first).toContain('One-time code');
      expect(await begin(bank, ares)).toContain('two more times');
    }));

  it('takes a padded CReq', () =>
    withBank(async (bank) => {
      const { creq } = creqFields(await authenticate(bank));
      const padded = creq + '='.repeat((4 - (creq.length % 4)) % 4);
      const response = await post(bank, '/challenge', { creq: padded });
      expect(await response.text()).toContain('One-time code');
    }));

  it('admits its own style and no script, any frame around it, and any https address after it', () =>
    withBank(async (bank) => {
      const response = await post(bank, '/challenge', creqFields(await authenticate(bank)));
      const [, style = ''] = /<style>([\s\S]*)<\/style>/.exec(await response.text()) ?? [];
      const hash = createHash('sha256').update(style).digest('base64');
      expect(directive(response, 'default-src')).toBe("default-src 'none'");
      expect(directive(response, 'style-src')).toBe(`style-src 'sha256-${hash}'`);
      expect(directive(response, 'script-src')).toBe("script-src 'none'");
      expect(directive(response, 'form-action')).toBe("form-action 'self' https:");
      expect(directive(response, 'frame-ancestors')).toBe('frame-ancestors *');
      expect(response.headers.get('referrer-policy')).toBe('strict-origin');
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('set-cookie')).toBeNull();
    }));

  it.each([
    ['breakout_target', "form.target = '_top'"],
    ['breakout_location', 'top.location.href ='],
    ['popup', "window.open('/popup'"],
    ['forged_done', '"type":"look_again","id":"auth_1"'],
  ] as const)('does as told, under its own policy: %s', (behavior, script) =>
    withBank(async (bank) => {
      await tell(bank, behavior);
      const response = await post(bank, '/challenge', creqFields(await authenticate(bank)));
      const html = await response.text();
      const [, nonce = 'none'] = /<script nonce="([^"]+)">/.exec(html) ?? [];
      expect(directive(response, 'script-src')).toBe(`script-src 'nonce-${nonce}'`);
      expect(html).toContain(script);
      expect(html).toContain('One-time code');
    }),
  );

  it.each([
    ['acs_404', 404, /cannot be shown/],
    ['acs_blank', 200, /^$/],
    ['acs_slow', 200, /One-time code/],
  ] as const)('misbehaves in a frame only: %s', (behavior, status, expected) =>
    withBank(async (bank) => {
      await tell(bank, behavior);
      const ares = await authenticate(bank);
      const nested = await post(bank, '/challenge', creqFields(ares));
      expect(nested.status).toBe(status);
      expect(await nested.text()).toMatch(expected);
      expect(bank.waits).toEqual(behavior === 'acs_slow' ? [12_000] : []);
      expect(await begin(bank, ares, 'document')).toContain('One-time code');
    }),
  );
});

describe('the way back', () => {
  async function returned(behavior: Behavior, press = 'confirm') {
    let html = '';
    let told: readonly object[] = [];
    let ids = {};
    await withBank(async (bank) => {
      await tell(bank, behavior);
      const ares = await authenticate(bank);
      await begin(bank, ares);
      html = await answer(bank, ares, { code: '123456', press });
      told = bank.told;
      ids = { threeDSServerTransID: ares.threeDSServerTransID, acsTransID: ares.acsTransID };
    });
    return { html, told, ids, ...formOf(html) };
  }

  it('posts a CRes that was told before, with the session data unchanged', async () => {
    const { action, fields, told, ids, html } = await returned('none');
    expect(told).toMatchObject([{ transStatus: 'Y' }]);
    expect(action).toBe(NOTIFICATION_URL);
    expect(fields['threeDSSessionData']).toBe('c2Vzc2lvbg');
    expect(fields['cres']).not.toContain('=');
    expect(cresSchema.parse(decodeMessage(fields['cres'] ?? ''))).toEqual({
      messageType: 'CRes',
      messageVersion: '2.2.0',
      ...ids,
      transStatus: 'Y',
    });
    expect(html).toContain('<button class="xp-go">Continue</button>');
    expect(html).toMatch(/<script nonce="[^"]+">document\.forms\[0\]\.submit\(\);<\/script>/);
  });

  it.each([
    ['none', 'confirm', 'Y', 'Y'],
    ['none', 'cancel', 'N', 'N'],
    ['cres_padded', 'confirm', 'Y', 'Y'],
    ['cres_twice', 'confirm', 'Y', 'Y'],
    ['cres_forged_yes', 'confirm', 'Y', 'N'],
    ['cres_forged_yes', 'cancel', 'Y', 'N'],
    ['cres_wrong_no', 'confirm', 'N', 'Y'],
    ['notification_blocked', 'confirm', 'Y', 'Y'],
    ['rreq_lost', 'confirm', 'Y', undefined],
    ['rreq_late', 'confirm', 'Y', undefined],
  ] as const)('with %s, after %s, the CRes says %s and the RReq %s', async (behavior, press, cres, rreq) => {
    const { fields, told } = await returned(behavior, press);
    expect(decodeMessage(fields['cres'] ?? '')).toMatchObject({ transStatus: cres });
    expect(told).toMatchObject(rreq === undefined ? [] : [{ transStatus: rreq }]);
  });

  it('pads, breaks, errs and mistakes when told, and tells the truth beside it', async () => {
    expect((await returned('cres_padded')).fields['cres']).toMatch(/=$/);
    const broken = await returned('cres_bad_base64');
    expect(decodeMessage(broken.fields['cres'] ?? '')).toBeNull();
    const erro = await returned('cres_error');
    expect(erroSchema.safeParse(decodeMessage(erro.fields['erro'] ?? '')).success).toBe(true);
    expect(erro.fields['cres']).toBeUndefined();
    const other = await returned('cres_other_transaction');
    expect(decodeMessage(other.fields['cres'] ?? '')).not.toMatchObject(other.ids);
    expect((await returned('cres_twice')).html).toContain("form.target = 'twice'");
    for (const { told } of [broken, erro, other]) expect(told).toMatchObject([{ transStatus: 'Y' }]);
  });

  it('stays on the bank when told', async () => {
    const { html, told } = await returned('cres_lost');
    expect(html).not.toMatch(/<form|<script/);
    expect(html).toContain('You can leave this page');
    expect(told).toMatchObject([{ transStatus: 'Y' }]);
  });

  it('says that it took too long, and posts an Erro', () =>
    withBank(async (bank) => {
      const ares = await authenticate(bank);
      bank.clock.advance(30_000);
      await bank.sweep();
      const html = await begin(bank, ares);
      expect(html).toContain('This took too long');
      const { action, fields } = formOf(html);
      expect(action).toBe(NOTIFICATION_URL);
      expect(decodeMessage(fields['erro'] ?? '')).toMatchObject({ messageType: 'Erro', errorCode: '402' });
    }));
});

describe('hostile requests', () => {
  it('get a page and an Erro when the transaction is known but the CReq is not valid', () =>
    withBank(async (bank) => {
      const ares = await authenticate(bank);
      const creq = encodeMessage({ messageType: 'CReq', acsTransID: ares.acsTransID });
      const response = await post(bank, '/challenge', { creq });
      const { action, fields } = formOf(await response.text());
      expect(response.status).toBe(400);
      expect(action).toBe(NOTIFICATION_URL);
      expect(decodeMessage(fields['erro'] ?? '')).toMatchObject({ errorCode: '203' });
    }));

  it.each([
    ['no CReq', {}],
    ['no message', { creq: '<script>' }],
    ['null', { creq: encodeMessage([null]) }],
    ['an id that is no text', { creq: encodeMessage({ acsTransID: { $ne: 1 } }) }],
    ['an unknown id', { creq: encodeMessage({ acsTransID: TRANSACTION }) }],
    ['an id in SQL', { creq: encodeMessage({ acsTransID: "' or 1=1 --" }) }],
  ])('get a page that says nothing: %s', (_what, fields) =>
    withBank(async (bank) => {
      await authenticate(bank);
      const response = await post(bank, '/challenge', fields);
      const html = await response.text();
      expect(response.status).toBe(400);
      expect(html).toContain('This page cannot be shown');
      expect(html).not.toMatch(/<form|<script|Moss/);
    }),
  );

  it('begin nothing with another transaction’s id', () =>
    withBank(async (bank) => {
      const [ares, other] = [await authenticate(bank), await authenticate(bank)];
      const { creq } = creqFields({ ...ares, threeDSServerTransID: other.threeDSServerTransID });
      expect((await post(bank, '/challenge', { creq })).status).toBe(400);
      expect((await bank.pages.request(`/challenge/${ares.acsTransID}`)).status).toBe(404);
    }));

  it('cannot put markup into the session data', () =>
    withBank(async (bank) => {
      const { creq } = creqFields(await authenticate(bank));
      for (const threeDSSessionData of ['"><script>alert(1)</script>', 'a'.repeat(1025)]) {
        const response = await post(bank, '/challenge', { creq, threeDSSessionData });
        expect(response.status).toBe(400);
        expect(await response.text()).not.toContain(threeDSSessionData);
      }
    }));

  it.each(['/challenge', '/method', `/challenge/${TRANSACTION}`])('may not send a megabyte to %s', (path) =>
    withBank(async (bank) => {
      const response = await post(bank, path, `creq=${'a'.repeat(1_000_000)}`);
      expect(response.status).toBe(413);
      expect(await response.text()).toContain('This page cannot be shown');
    }),
  );

  it.each(['/challenge/x', `/challenge/${TRANSACTION}`, '/challenge/..%2f', '/challenge/%00', '/nothing'])(
    'find nothing at %s',
    (path) =>
      withBank(async (bank) => {
        expect((await bank.pages.request(path)).status).toBe(404);
        expect((await post(bank, path, { press: 'confirm', code: '123456' })).status).toBe(404);
      }),
  );

  it('see nothing of a challenge that no browser has begun', () =>
    withBank(async (bank) => {
      const { acsTransID } = await authenticate(bank);
      const response = await bank.pages.request(`/challenge/${acsTransID}`);
      expect(response.status).toBe(404);
      expect(await response.text()).not.toContain('Moss');
    }));

  it('see nothing of a verification that asks no browser', () =>
    withBank(async (bank) => {
      const ares = await authenticate(bank, anAReq('4000000000003071'));
      const html = await begin(bank, ares);
      expect(html).toContain('This page cannot be shown');
      expect(bank.told).toEqual([]);
    }));
});

it('gives the bank a health check, and a designed page for everything else', () =>
  withBank(async (bank) => {
    expect(await (await bank.pages.request('/health')).json()).toEqual({ status: 'ok' });
    const response = await bank.pages.request('/nothing', { headers: { 'accept-language': 'ja' } });
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('<html lang="ja"');
    expect(directive(response, 'default-src')).toBe("default-src 'none'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  }));
