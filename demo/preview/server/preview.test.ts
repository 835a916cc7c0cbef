// Facts about the preview's server: what it says of the sandbox, who may ask it, what its documents may load, what it never gives away.

import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createPreview } from './preview.ts';
import { fakeSandbox, refusal, SESSION, SETTINGS, WEBHOOK_SECRET } from './test-sandbox.ts';

const RUN = 'run0123456789abc';
const OWN = { origin: SETTINGS.origin, 'sec-fetch-site': 'same-origin' } as const;
const NOW = Date.parse('2026-01-15T12:00:00Z');
const NOWHERE = { client: '/none', tap: '/none', pictures: '/none', docs: '/none', gallery: '/none' };

function aPreview() {
  const sandbox = fakeSandbox();
  const logs: string[] = [];
  const app = createPreview(SETTINGS, {
    fetch: sandbox.fetch,
    now: () => NOW,
    wait: (_ms, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
    log: (line) => logs.push(line),
    folders: NOWHERE,
  });
  const get = (path: string, headers: Record<string, string> = {}) =>
    app.request(SETTINGS.origin + path, { headers });
  const post = (path: string, body: object = {}, headers: Record<string, string> = OWN) =>
    app.request(SETTINGS.origin + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return { sandbox, logs, get, post };
}

type APreview = ReturnType<typeof aPreview>;

async function begin({ get, post }: APreview, query = '') {
  await get(`/stage/${RUN}/${query}`);
  return post(`/stage/${RUN}/create-session`);
}

/** What the feed tells at once, then the connection ends. */
async function told({ get }: APreview, name = 'intent'): Promise<string> {
  const answer = await get(`/api/runs/${RUN}/feed`);
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!text.includes(`event: ${name}`)) text += (await reader?.read())?.value ?? '';
  await reader?.cancel();
  return text;
}

describe('GET /api/facts', () => {
  it('says that the sandbox is there, and registers an endpoint once', async () => {
    const { sandbox, get } = aPreview();
    const [facts] = await Promise.all([(await get('/api/facts')).json(), get('/api/facts')]);
    await get('/api/facts');
    expect(facts).toMatchObject({ connected: true, reason: null, publishableKey: 'pk_test_public' });
    const made = sandbox.asked.filter(({ method }) => method === 'POST');
    expect(made).toEqual([
      expect.objectContaining({ body: expect.objectContaining({ url: 'http://localhost:5174/webhook' }) }),
    ]);
  });

  it('tells the sandbox’s clock, and none where there is no telling', async () => {
    const { sandbox, get } = aPreview();
    const clock = { now: '2026-01-15T12:00:00.000Z', frozen: true, aheadMs: -5 };
    expect(await (await get('/api/facts')).json()).toMatchObject({ connected: true, clock: null });
    sandbox.answer('GET /sandbox/clock', () => ({ body: { object: 'clock', ...clock } }));
    expect(await (await get('/api/facts')).json()).toMatchObject({ clock });
  });

  it('says that it is down, and that it is back', async () => {
    const { sandbox, get } = aPreview();
    sandbox.isDown = true;
    expect(await (await get('/api/facts')).json()).toMatchObject({ connected: false, reason: 'down' });
    sandbox.isDown = false;
    expect(await (await get('/api/facts')).json()).toMatchObject({ connected: true });
  });

  it('registers anew where the sandbox has another database', async () => {
    const { sandbox, get } = aPreview();
    await get('/api/facts');
    sandbox.restart();
    expect(await (await get('/api/facts')).json()).toMatchObject({ connected: true });
    expect(sandbox.asked.filter(({ method }) => method === 'POST')).toHaveLength(2);
  });

  it('says that its keys are not those of what answers', async () => {
    const { sandbox, get } = aPreview();
    sandbox.answer('GET /sandbox/webhook-endpoints', () => ({
      status: 401,
      body: refusal('invalid_api_key', 'No such API key.'),
    }));
    expect(await (await get('/api/facts')).json()).toMatchObject({ connected: false, reason: 'refused' });
  });
});

describe('the stage', () => {
  it('is the code of the settings, with the tap first and a nonce for what is inline', async () => {
    const { get } = aPreview();
    const answer = await get(`/stage/${RUN}/?way=tag&locale=de`);
    const html = await answer.text();
    const policy = answer.headers.get('content-security-policy') ?? '';
    const [, nonce = ''] = /'nonce-([^']+)'/.exec(policy) ?? [];
    expect(html.indexOf('/assets/tap.js')).toBeLessThan(html.indexOf('xpay.js'));
    expect(html).toContain('<xpay-checkout');
    expect(html).toContain('locale="de"');
    expect(html.match(/nonce="/g)).toHaveLength(2);
    expect(html).toContain(`nonce="${nonce}"`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'self'");
    expect(policy).not.toContain('unsafe-inline');
    expect(html + policy).not.toContain('sk_test_');
  });

  it('makes a session with the settings of its address', async () => {
    const preview = aPreview();
    const answer = await begin(preview, '?amount=1250&currency=EUR&fields=email');
    expect(await answer.json()).toEqual({ id: SESSION.id, clientSecret: SESSION.clientSecret, url: null });
    const { body } = preview.sandbox.asked.find(({ path }) => path === '/checkout/sessions') ?? {};
    expect(body).toMatchObject({
      uiMode: 'embedded',
      collect: { email: true },
      lineItems: [{ priceData: { currency: 'EUR', unitAmount: 1250 } }, {}],
    });
  });

  it('has the sandbox know its world before the session is handed out', async () => {
    const preview = aPreview();
    await begin(preview, '?network=drop_after&bank=acs_404&webhooks=duplicate');
    const told = (path: string) => preview.sandbox.asked.find((one) => one.path === path)?.body;
    expect(told('/sandbox/faults')).toMatchObject({ kind: 'drop_after', sessionId: SESSION.id });
    expect(told('/sandbox/bank')).toEqual({ sessionId: SESSION.id, behavior: 'acs_404' });
    expect(told('/sandbox/webhooks')).toEqual({ sessionId: SESSION.id, order: 'duplicate' });
  });

  it('makes what a link leads to with the document', async () => {
    const { sandbox, get } = aPreview();
    const url = 'http://localhost:4242/c/cs_test_one';
    sandbox.answer('POST /checkout/sessions', () => ({ status: 201, body: { ...SESSION, url } }));
    expect(await (await get(`/stage/${RUN}/?way=link`)).text()).toContain(`href="${url}"`);
  });

  it('tells the page where its payment link leads', async () => {
    const preview = aPreview();
    const link = { id: 'plink_one', url: 'http://localhost:4242/p/plink_one' };
    preview.sandbox.answer('POST /payment-links', () => ({ status: 201, body: link }));
    await preview.get(`/stage/${RUN}/?way=payment-link`);
    expect(await told(preview, 'payment_link')).toContain(`"data":${JSON.stringify(link)}`);
  });

  it('tells the page in the sandbox’s own words why there is no session', async () => {
    const preview = aPreview();
    preview.sandbox.answer('POST /checkout/sessions', () => ({
      status: 400,
      body: refusal('invalid_request', 'amount: too much for cs_test_one_secret_hush.'),
    }));
    const answer = await begin(preview);
    expect(answer.status).toBe(502);
    const feed = await preview.get(`/api/runs/${RUN}/feed`);
    const reader = feed.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('event: problem')) text += (await reader?.read())?.value ?? '';
    await reader?.cancel();
    expect(text).toContain('amount: too much for cs_test_…_secret_….');
  });

  it.each(['short', '../../etc/passwd', 'a'.repeat(65)])('is none for the run %s', async (run) => {
    const { get } = aPreview();
    expect((await get(`/stage/${encodeURIComponent(run)}/`)).status).toBe(404);
  });
});

describe('who may ask', () => {
  const strangers: readonly [string, Record<string, string>][] = [
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['another port', { origin: 'http://localhost:9999', 'sec-fetch-site': 'same-site' }],
    ['nobody that is known', {}],
    ['an opaque origin', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
  ];
  it.each(strangers)('refuses %s', async (_who, headers) => {
    const preview = aPreview();
    await begin(preview);
    const before = preview.sandbox.asked.length;
    for (const path of [`/api/runs/${RUN}/controls/expire`, `/stage/${RUN}/create-session`])
      expect((await preview.post(path, {}, headers)).status).toBe(403);
    expect(preview.sandbox.asked).toHaveLength(before);
  });

  it('refuses a name that was made to lead to this machine', async () => {
    const app = createPreview({ ...SETTINGS, origin: 'http://evil.example:5174' }, { folders: NOWHERE });
    expect((await app.request('http://evil.example:5174/api/facts')).status).toBe(403);
  });

  it('refuses to read a feed from another site', async () => {
    const { get } = aPreview();
    expect((await get(`/api/runs/${RUN}/feed`, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });
});

describe('the controls', () => {
  const RULES = /^\/sandbox\/(faults|bank|webhooks)$/;

  it.each<[name: string, body: object, asked: string]>([
    ['pay', { card: '4242424242424242' }, `POST /sandbox/sessions/${SESSION.id}/pay`],
    ['pay', { outcome: 'insufficient_funds' }, `POST /sandbox/sessions/${SESSION.id}/pay`],
    ['transfer', { outcome: 'received' }, `POST /sandbox/sessions/${SESSION.id}/transfer`],
    ['expire', {}, `POST /checkout/sessions/${SESSION.id}/expire`],
    ['cancel', {}, `POST /payment-intents/${SESSION.paymentIntentId}/cancel`],
    ['bank', { behavior: 'acs_404' }, 'POST /sandbox/bank'],
    ['network', { kind: 'offline' }, 'POST /sandbox/faults'],
    ['clock', { action: 'reset' }, 'POST /sandbox/clock'],
    ['webhooks', { order: 'drop' }, 'POST /sandbox/webhooks'],
  ])('%s %j asks the sandbox', async (name, body, asked) => {
    const preview = aPreview();
    await begin(preview);
    const answer = await preview.post(`/api/runs/${RUN}/controls/${name}`, body);
    expect([answer.status, preview.sandbox.paths().at(-1)]).toEqual([200, asked]);
  });

  it.each<[name: string, body: object]>([
    ['pay', { card: '4111111111111111' }],
    ['pay', { card: { number: '4242424242424242' } }],
    ['clock', { action: 'advance', ms: -1 }],
    ['clock', { action: 'set', to: '2030-01-01T00:00:00Z' }],
    ['network', { kind: 'delay', ms: 600_000 }],
    ['bank', { behavior: 'unknown' }],
    ['expire', { sessionId: 'cs_test_other' }],
    ['replay', { eventId: '../sessions' }],
  ])('%s refuses %j, and asks nobody', async (name, body) => {
    const preview = aPreview();
    await begin(preview);
    const before = preview.sandbox.asked.length;
    const answer = await preview.post(`/api/runs/${RUN}/controls/${name}`, body);
    expect([answer.status, preview.sandbox.asked.length]).toEqual([400, before]);
    expect(await answer.text()).not.toContain('4111111111111111');
  });

  it('change nothing but their own session: network, bank and webhooks name it', async () => {
    const preview = aPreview();
    await begin(preview, '?network=offline&bank=acs_404&webhooks=drop');
    await preview.post(`/api/runs/${RUN}/controls/webhooks`, { order: 'duplicate' });
    const told = preview.sandbox.asked.filter(({ method, path }) => method === 'POST' && RULES.test(path));
    expect(told.map(({ path }) => path)).toEqual([
      '/sandbox/webhooks',
      '/sandbox/bank',
      '/sandbox/faults',
      '/sandbox/webhooks',
    ]);
    for (const { body } of told) expect(body).toMatchObject({ sessionId: SESSION.id });
  });

  it('takes back the fault of before', async () => {
    const preview = aPreview();
    await begin(preview, '?network=offline');
    await preview.post(`/api/runs/${RUN}/controls/network`, { kind: 'fast' });
    expect(preview.sandbox.paths().at(-1)).toBe('DELETE /sandbox/faults/flt_1');
  });

  it('say what the sandbox said, and when there is no session or no such run', async () => {
    const preview = aPreview();
    await preview.get(`/stage/${RUN}/`);
    const early = await preview.post(`/api/runs/${RUN}/controls/expire`);
    expect([early.status, await early.json()]).toEqual([409, { message: 'There is no session yet.' }]);
    await preview.post(`/stage/${RUN}/create-session`);
    preview.sandbox.answer(`POST /checkout/sessions/${SESSION.id}/expire`, () => ({
      status: 409,
      body: refusal('invalid_state', 'The session is complete.'),
    }));
    const refused = await preview.post(`/api/runs/${RUN}/controls/expire`);
    expect([refused.status, await refused.json()]).toEqual([422, { message: 'The session is complete.' }]);
    expect((await preview.post('/api/runs/anotherrun123456/controls/expire')).status).toBe(404);
  });
});

describe('webhooks', () => {
  const event = (id = SESSION.id) =>
    JSON.stringify({
      id: 'evt_1',
      type: 'checkout.session.completed',
      data: { object: { id, clientSecret: SESSION.clientSecret } },
    });
  const sign = (body: string, secret = WEBHOOK_SECRET, at = NOW / 1000) =>
    `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`;

  const cases: readonly [string, (body: string) => string, number, string][] = [
    ['genuine', (body) => sign(body), 200, '"verified":true,"why":null'],
    ['of another secret', (body) => sign(body, 'whsec_other'), 400, '"why":"wrong_signature"'],
    ['six minutes old', (body) => sign(body, WEBHOOK_SECRET, NOW / 1000 - 360), 400, '"why":"too_old"'],
    ['without a signature', () => '', 400, '"why":"no_signature"'],
    ['with half of one', () => 't=1,v1=ab', 400, '"why":"malformed"'],
    ['changed on the way', () => sign(event('cs_test_two')), 400, '"why":"wrong_signature"'],
  ];
  it.each(cases)('shows one that is %s', async (_how, signature, status, shown) => {
    const preview = aPreview();
    await begin(preview);
    const answer = await preview.post('/webhook', JSON.parse(event()), {
      'xpay-signature': signature(event()),
    });
    expect(answer.status).toBe(status);
    expect(await toldOf(preview)).toContain(shown);
  });

  async function toldOf(preview: APreview): Promise<string> {
    const answer = await preview.get(`/api/runs/${RUN}/feed`);
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('event: webhook')) text += (await reader?.read())?.value ?? '';
    await reader?.cancel();
    return text;
  }

  it('are answered and not shown where no run is about them', async () => {
    const preview = aPreview();
    await preview.get('/api/facts');
    const body = event('cs_test_two');
    const answer = await preview.post('/webhook', JSON.parse(body), { 'xpay-signature': sign(body) });
    expect(answer.status).toBe(200);
  });

  it('give no client secret away', async () => {
    const preview = aPreview();
    await begin(preview);
    await preview.post('/webhook', JSON.parse(event()), { 'xpay-signature': sign(event()) });
    const text = (await told(preview)) + (await toldOf(preview)) + preview.logs.join();
    expect(text).toContain(SESSION.id);
    expect(text).not.toContain('secret_hush');
    expect(text).not.toContain('sk_test_');
  });
});
