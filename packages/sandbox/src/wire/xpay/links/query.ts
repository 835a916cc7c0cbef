// The query of payment links: amounts and dates by operator, `amount[gt]=1000`, `date[last]=7d`.

import { z } from '@hono/zod-openapi';
import { type Instant, later } from '../../../domain/clock.ts';
import type { Bound, LinkFilter } from '../../../store/links.ts';
import { listQuery, queryFlag, querySearch } from '../list.ts';

const DAY_MS = 86_400_000;
const PERIODS = { h: 3_600_000, d: DAY_MS, w: 7 * DAY_MS } as const;

const minor = z
  .string()
  .refine((value) => /^\d{1,11}$/.test(value), { error: 'is no amount in minor units, such as 4900.' })
  .transform(Number)
  .openapi({ type: 'integer' });

const minorRange = z
  .string()
  .refine((value) => /^\d{1,11},\d{1,11}$/.test(value), {
    error: 'is no range. Send two amounts, such as 1000,4900.',
  })
  .transform((value) => value.split(',').map(Number))
  .openapi({ type: 'string', example: '1000,4900' });

const moment = z
  .string()
  .refine(isMoment, { error: 'is no date. Send 2026-01-15, or RFC 3339 such as 2026-01-15T12:00:00Z.' })
  .openapi({ description: 'A day, or a moment, in UTC unless it says otherwise.', example: '2026-01-15' });

/** Query of `GET /payment-links`. */
export const linksQuery = listQuery({
  search: querySearch
    .optional()
    .openapi({ description: 'In id, and in the name, description and unitLabel of what it sells.' }),
  active: queryFlag.optional(),
  'amount[eq]': minor.optional(),
  'amount[gt]': minor.optional(),
  'amount[lt]': minor.optional(),
  'amount[between]': minorRange.optional().openapi({ description: 'Both ends included.' }),
  'date[last]': z
    .string()
    .refine((value) => /^[1-9]\d{0,3}[hdw]$/.test(value), {
      error: 'is no period. Send hours, days or weeks, such as 24h, 7d or 4w.',
    })
    .optional()
    .openapi({ description: 'Created in the last 24h, 7d, 4w, …', example: '7d' }),
  'date[eq]': moment.optional().openapi({ description: 'Created on this day, or at this moment.' }),
  'date[after]': moment.optional().openapi({ description: 'Created later than this day, or this moment.' }),
  'date[before]': moment.optional().openapi({ description: 'Created before.' }),
  'date[between]': z
    .string()
    .refine((value) => value.split(',').length === 2 && value.split(',').every(isMoment), {
      error: 'is no range. Send two dates, such as 2026-01-01,2026-01-31.',
    })
    .optional()
    .openapi({ description: 'Both ends included, days to their ends.', example: '2026-01-01,2026-01-31' }),
});

/** What a query asks for. */
export function toFilter(query: z.output<typeof linksQuery>, now: Instant): LinkFilter {
  const { search = null, active = null } = query;
  return { search, active, amount: amountOf(query), created: createdOf(query, now) };
}

function amountOf(query: z.output<typeof linksQuery>): readonly Bound<number>[] {
  const { 'amount[eq]': eq, 'amount[gt]': gt, 'amount[lt]': lt, 'amount[between]': between } = query;
  const [from, to] = between ?? [];
  return [...bound('=', eq), ...bound('>', gt), ...bound('<', lt), ...bound('>=', from), ...bound('<=', to)];
}

function createdOf(query: z.output<typeof linksQuery>, now: Instant): readonly Bound<string>[] {
  const { 'date[last]': last, 'date[eq]': eq, 'date[after]': after, 'date[before]': before } = query;
  const [from, to] = query['date[between]']?.split(',') ?? [];
  return [
    ...bound('>=', last === undefined ? undefined : since(last, now)),
    ...(eq === undefined ? [] : [...bound('>=', startOf(eq)), ...bound('<=', endOf(eq))]),
    ...bound('>', after === undefined ? undefined : endOf(after)),
    ...bound('<', before === undefined ? undefined : startOf(before)),
    ...bound('>=', from === undefined ? undefined : startOf(from)),
    ...bound('<=', to === undefined ? undefined : endOf(to)),
  ];
}

function bound<Value>(is: Bound<Value>['is'], value: Value | undefined): readonly Bound<Value>[] {
  return value === undefined ? [] : [{ is, value }];
}

function since(period: string, now: Instant): string {
  const unit = period.endsWith('h') ? 'h' : period.endsWith('w') ? 'w' : 'd';
  return later(now, -Number(period.slice(0, -1)) * PERIODS[unit]);
}

function startOf(text: string): string {
  return new Date(text).toISOString();
}

/** The last moment of a day; a moment is its own. */
function endOf(text: string): string {
  return text.length === 10 ? later(new Date(text), DAY_MS - 1) : startOf(text);
}

function isMoment(text: string): boolean {
  const isDay = z.iso.date().safeParse(text).success;
  return isDay || z.iso.datetime({ offset: true }).safeParse(text).success;
}
