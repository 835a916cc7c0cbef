// Facts about what the instruments show: every row, what is kept out of it, and what can be done with a log.

import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTapMessage } from '../tap/messages.ts';
import { aPreview, BEGAN, SESSION, type TestPreview } from '../test-preview.ts';
import { language } from '../texts/texts.ts';
import { Instruments } from './instruments-view.tsx';

let test: TestPreview;
let copied: string[];

beforeEach(() => {
  test = aPreview();
  copied = [];
  const copy = async (text: string) => void copied.push(text);
  render(<Instruments model={test.preview.instruments} copy={copy} />);
});

afterEach(() => {
  cleanup();
  language.value = 'en';
});

const open = (name: string) => fireEvent.click(screen.getByRole('tab', { name: new RegExp(`^${name}`) }));
const panel = () => screen.getByRole('tabpanel');
const rows = () => within(panel()).queryAllByRole('listitem');
const wordsOf = (element: Element | undefined) => element?.textContent?.replaceAll(/\s+/g, ' ');
const tell: TestPreview['tell'] = (...told) => act(() => test.tell(...told));
const hear = (message: object) => {
  const read = readTapMessage({ pv: 1, ...message });
  if (read !== null) act(() => test.preview.instruments.take(read));
};
const event = (name: string, detail: unknown, at: number) =>
  hear({ kind: 'event', name, detail, at: BEGAN + at });

describe('events and channel', () => {
  it('tell when something happened, what, and the rest where it is unfolded', () => {
    event('change', { complete: true, brand: 'visa' }, 1234);
    event('ready', null, 1500);
    const [change, ready] = rows();
    expect(wordsOf(change?.querySelector('summary') ?? undefined)).toBe(
      '+1.234change{"complete":true,"brand":"visa"}',
    );
    expect(change?.querySelector('pre')?.textContent).toBe('{\n  "complete": true,\n  "brand": "visa"\n}');
    expect(wordsOf(ready)).toBe('+1.500ready');
    expect(ready?.querySelector('details')).toBeNull();
  });

  it('say which side a message comes from, and let no client secret out', () => {
    const body = { type: 'session', clientSecret: 'cs_test_01ABC_secret_hushhush' };
    hear({ kind: 'message', direction: 'out', type: 'session', body, at: BEGAN });
    hear({ kind: 'message', direction: 'in', type: 'ready', body: { type: 'ready' }, at: BEGAN });
    open('Channel');
    expect(rows().map((row) => row.querySelector('.pv-hidden')?.textContent)).toEqual([
      'To the frame',
      'From the frame',
    ]);
    expect(wordsOf(rows()[0])).toContain('"clientSecret": "cs_test_…_secret_…"');
    expect(document.body.innerHTML).not.toContain('hush');
  });
});

describe('requests', () => {
  const request = {
    id: 'req_1',
    sessionId: SESSION.id,
    method: 'POST',
    path: '/v1/client/session/confirm',
    route: '/v1/client/session/confirm',
    status: 200,
    startedAt: '',
    durationMs: 30,
    fault: null,
  };

  it('have a line each, with a bar where and as long as they were', () => {
    tell('request', { ...request, durationMs: 10 }, 100);
    tell('request', { ...request, id: 'req_2', status: null, fault: 'drop_after' }, 110);
    open('Requests');
    const [, first, second] = within(panel()).getAllByRole('row');
    expect(wordsOf(first)).toBe('+0.100POST /v1/client/session/confirm20010 ms');
    expect(wordsOf(second)).toBe('+0.110POST /v1/client/session/confirmdrop_afterCut30 ms');
    const bars = [...panel().querySelectorAll<HTMLElement>('.pv-requests__bar')];
    expect(bars.map(({ style }) => [style.insetInlineStart, style.inlineSize])).toEqual([
      ['0%', '25%'],
      ['25%', '75%'],
    ]);
    expect(bars.map(({ className }) => className.includes('--bad'))).toEqual([false, true]);
  });
});

describe('webhooks', () => {
  const webhook = { sessionId: SESSION.id, verified: true, why: null, body: '{"id":"evt_1"}' };

  it('say whether they are believed, and why not', () => {
    tell('webhook', { ...webhook, eventId: 'evt_1', type: 'charge.succeeded' }, 5);
    for (const why of ['no_signature', 'malformed', 'wrong_signature', 'too_old', 'no_secret'])
      tell('webhook', { ...webhook, eventId: 'evt_2', type: 'x', verified: false, why }, 6);
    open('Webhooks');
    expect(rows().map((row) => row.querySelector('.pv-badge')?.textContent)).toEqual([
      'Verified',
      'No signature',
      'Malformed signature',
      'Wrong signature',
      'Too old',
      'Secret not known yet',
    ]);
    expect(rows()[0]?.querySelector('pre')?.textContent).toContain('"id": "evt_1"');
  });

  it('are sent once more when asked, and a refusal is told', async () => {
    tell('webhook', { ...webhook, eventId: 'evt_1', type: 'charge.succeeded', body: 'no JSON' });
    open('Webhooks');
    fireEvent.click(screen.getByRole('button', { name: 'Replay charge.succeeded' }));
    expect((await screen.findByRole('alert')).textContent).toBe('The sandbox has forgotten it.');
    expect(test.posted).toEqual([['/api/runs/run1/controls/replay', { eventId: 'evt_1' }]]);
  });
});

describe('a log', () => {
  it('is filtered, copied as far as it is shown, and cleared by itself', () => {
    event('change', { brand: 'visa' }, 1);
    event('ready', null, 2);
    hear({ kind: 'message', direction: 'in', type: 'ready', body: {}, at: BEGAN });
    const filter = screen.getByRole('searchbox', { name: 'Filter' });
    fireEvent.input(filter, { target: { value: 'VISA' } });
    expect(rows().map((row) => row.querySelector('.pv-log__name')?.textContent)).toEqual(['change']);
    fireEvent.click(screen.getByRole('button', { name: 'Copy' }));
    expect(JSON.parse(copied[0] ?? '')).toEqual([
      { at: '2026-01-15T12:00:00.001Z', name: 'change', detail: { brand: 'visa' } },
    ]);
    fireEvent.input(filter, { target: { value: '' } });
    expect(rows()).toHaveLength(2);
    fireEvent.click(screen.getByRole('button', { name: 'Clear' }));
    expect(panel().textContent).toBe('What your page hears from the checkout appears here.');
    expect(wordsOf(screen.getByRole('tab', { name: /^Channel/ }))).toBe('Channel1');
  });

  it('is chosen by arrow keys, in the direction of reading', () => {
    const chosen = () => screen.getByRole('tab', { selected: true }).textContent;
    const press = (key: string) => fireEvent.keyDown(screen.getByRole('tab', { selected: true }), { key });
    press('ArrowRight');
    expect(chosen()).toMatch(/^Channel/);
    press('End');
    expect(chosen()).toMatch(/^Webhooks/);
    act(() => {
      language.value = 'ar';
    });
    press('Home');
    press('ArrowLeft');
    expect(chosen()).toMatch(/^القناة/);
  });
});

describe('the state', () => {
  const step = (status: string, declineCode: string | null = null) =>
    tell('intent', { id: 'pi_one', sessionId: SESSION.id, status, declineCode });

  it('is drawn for the eye, and said in words', () => {
    tell('session', SESSION);
    step('requires_payment_method');
    step('failed', 'insufficient_funds');
    open('State');
    expect(panel().querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
    expect(panel().querySelector('.pv-machine__state--now')?.textContent).toBe('failed');
    expect(panel().querySelectorAll('.pv-machine__line--taken')).toHaveLength(2);
    expect(wordsOf(panel().querySelector('p') ?? undefined)).toBe(
      'Now: failed – Refused (insufficient_funds)',
    );
    expect(rows().map((row) => [row.textContent, row.getAttribute('aria-current')])).toEqual([
      ['requires_payment_method', null],
      ['processing', null],
      ['failed', 'step'],
    ]);
    expect(screen.queryByRole('searchbox')).toBeNull();
    expect(screen.getByRole('status').textContent).toBe('Refused');
  });

  it('has not begun without a session, and waits for a visitor of a payment link', () => {
    expect(document.body.textContent).toContain('No session yet');
    tell('payment_link', { id: 'plink_one', url: 'http://checkout.example/p/plink_one' });
    expect(document.body.textContent).toContain('plink_one');
    expect(screen.getByRole('status').textContent).toBe('Waits for a visitor');
    tell('session', SESSION);
    step('requires_payment_method');
    expect(screen.getByRole('status').textContent).toBe('Waits for the buyer');
    open('State');
    expect(rows()).toHaveLength(1);
  });
});
