// Facts about the list of requests: the newest first, each with how it ended, of one session where it is named.

import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type LoggedRequest, mode } from '../api.ts';
import { language } from '../texts/texts.ts';
import { Requests } from './requests.tsx';

const request = (sequence: number, rest: Partial<LoggedRequest> = {}): LoggedRequest => ({
  id: `req_${sequence}`,
  sequence,
  sessionId: 'cs_test_one',
  method: 'GET',
  path: '/v1/client/session',
  status: 200,
  startedAt: '2026-01-15T12:00:00.000Z',
  durationMs: 12,
  faults: [],
  ...rest,
});

let asked: string[];
let answer: { data: readonly LoggedRequest[]; hasMore: boolean };

beforeEach(() => {
  asked = [];
  answer = { data: [], hasMore: false };
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    return Response.json(answer);
  });
  language.value = 'en';
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  mode.value = 'test';
});

const wordsOf = (element: Element) => element.textContent?.replaceAll(/\s+/g, ' ');
async function rows(): Promise<readonly HTMLElement[]> {
  const table = await screen.findByRole('region', { name: 'Requests' });
  return within(table).getAllByRole('row').slice(1);
}

it('has the newest first, with how each ended and what it ran into', async () => {
  answer.data = [
    request(1, { method: 'POST', path: '/checkout/sessions', status: 201, sessionId: null }),
    request(2, { status: 409 }),
    request(3, { status: null, faults: [{ id: 'flt_1', kind: 'drop_after' }] }),
  ];
  render(<Requests />);
  const [cut, refused, made] = await rows();
  if (cut === undefined || refused === undefined || made === undefined) throw new Error('Rows are missing.');
  expect(wordsOf(cut)).toContain('GET /v1/client/sessiondrop_afterCut12 ms');
  expect(wordsOf(made)).toContain('POST /checkout/sessions20112 ms–Jan 15');
  expect(
    [cut, refused, made].map((row) => row.querySelector('td:nth-child(2) .d-status')?.className),
  ).toEqual(['d-status d-status--bad', 'd-status d-status--bad', 'd-status d-status--good']);
  expect(within(cut).getByRole('link').getAttribute('href')).toBe('/dashboard/payments/cs_test_one');
  expect(asked).toEqual(['/dashboard/api/test/sandbox/requests?limit=50']);
});

it('asks for those of one session, and says when there are none', async () => {
  render(<Requests />);
  expect(await screen.findByText('Nothing has been asked yet.')).toBeTruthy();
  fireEvent.input(screen.getByRole('searchbox', { name: /^Session/ }), {
    target: { value: ' cs_test_two ' },
  });
  expect(await screen.findByText('Nothing was asked about this session lately.')).toBeTruthy();
  expect(asked.at(-1)).toBe('/dashboard/api/test/sandbox/requests?limit=50&sessionId=cs_test_two');
});

it('has more where there are more', async () => {
  answer = { data: [request(1)], hasMore: true };
  render(<Requests />);
  fireEvent.click(await screen.findByRole('button', { name: 'More' }));
  await expect.poll(() => asked.at(-1)).toContain('limit=100');
});

it('is of test mode alone', () => {
  mode.value = 'live';
  render(<Requests />);
  expect(screen.getByText('Requests are kept in test mode only.')).toBeTruthy();
  act(() => {
    language.value = 'ar';
  });
  expect(screen.getByRole('heading').textContent).toBe('الطلبات');
  expect(asked).toEqual([]);
});
