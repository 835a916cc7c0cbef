// The table of codes is whole, and an XPayError says all that the table knows of its code.
import { describe, expect, it } from 'vitest';
import { ERROR_TABLE } from './error-table.ts';
import { createError, type ErrorCode, errorTypeOf, isErrorCode, isRetryable } from './error-types.ts';
import { XPayError } from './errors.ts';

const CODES = Object.keys(ERROR_TABLE).filter(isErrorCode);

describe('the table', () => {
  it('has only codes that an error can have', () => {
    expect(CODES).toEqual(Object.keys(ERROR_TABLE));
    expect(CODES.length).toBeGreaterThan(25);
  });

  it.each(CODES)('says in sentences what %s means and how to cure it', (code) => {
    const { cause, cure } = ERROR_TABLE[code];
    expect(cause).toMatch(/^(\w+\(\)|fetchClientSecret|xpay\.js|[A-Z])[^\n]{10,}\.$/);
    expect(cure).toMatch(/^[A-Z][^\n]{5,}\.$/);
  });

  it.each(CODES)('spells %s as a word that a URL can end in', (code) => {
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
  });
});

describe('an XPayError', () => {
  it.each(CODES)('gives %s its type and its page', (code) => {
    const error = createError(code, 'Something is wrong.');
    expect(error).toBeInstanceOf(XPayError);
    expect([error.type, error.retryable]).toEqual([errorTypeOf(code), isRetryable(code)]);
    expect(error.docsUrl).toMatch(new RegExp(`^https://.*#${code}$`));
  });

  it('is an Error with the details it is given', () => {
    const cause = new Error('ECONNRESET');
    const details = { declineCode: 'insufficient_funds', param: 'card.number', requestId: 'req_1', cause };
    const error = createError('card_declined', 'Your card was declined.', details);
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).toBe('XPayError: Your card was declined.');
    expect(error).toMatchObject({ code: 'card_declined', type: 'card', retryable: false, ...details });
  });

  it('has no details and no cause when none are given', () => {
    const error = createError('api_error', 'The server failed.');
    expect([error.declineCode, error.param, error.requestId]).toEqual([undefined, undefined, undefined]);
    expect(Object.hasOwn(error, 'cause')).toBe(false);
  });

  it.each<[ErrorCode, boolean]>([
    ['connection_failed', true],
    ['rate_limited', true],
    ['api_error', true],
    ['frame_unreachable', true],
    ['script_load_failed', true],
    ['amount_changed', true],
    ['card_declined', false],
    ['invalid_option', false],
    ['session_expired', false],
    ['session_complete', false],
    ['secret_key_in_browser', false],
  ])('of %s is retryable: %s', (code, retryable) => {
    expect(createError(code, 'Something is wrong.').retryable).toBe(retryable);
  });
});

it("is the page's fault, and no use to try again, unless something else is said", () => {
  expect(new XPayError('destroyed', 'x')).toMatchObject({ type: 'integration', retryable: false });
});

describe('isErrorCode', () => {
  it.each(['', 'CARD_DECLINED', 'toString', '__proto__', 'constructor', null, undefined, 7, ['api_error']])(
    'refuses %j',
    (value) => expect(isErrorCode(value)).toBe(false),
  );
});
