import { describe, expect, it } from 'vitest';
import { clientDocument } from '../wire/browser/openapi.ts';

const schemas = clientDocument('https://api.example').components?.schemas ?? {};

/** Every list of required fields in a part of the document. */
function requiredIn(part: unknown): readonly string[] {
  if (typeof part !== 'object' || part === null) return [];
  const own = 'required' in part && Array.isArray(part.required) ? part.required : [];
  return [...own, ...Object.values(part).flatMap(requiredIn)];
}

const NEEDED: Readonly<Record<string, string>> = {
  PublicSession: 'paymentMethodTypes',
  ConfirmRequest: 'expectedAmount',
  PostalAddress: 'country',
};

describe('fields that may be left out', () => {
  it.each([
    ['PublicSession', ['faults', 'customFields', 'discounts', 'adjustable', 'method', 'instructions']],
    ['ConfirmRequest', ['browser', 'returnUrl', 'save', 'postalCode']],
    ['PostalAddress', ['line1', 'city', 'postalCode']],
  ])('are not required by %s', (name, leftOut) => {
    const required = requiredIn(schemas[name]);
    expect(required.filter((field) => leftOut.includes(field))).toEqual([]);
    expect(required).toContain(NEEDED[name]);
  });

  it('leave those required that are', () => {
    expect(requiredIn(schemas['PublicSession'])).toEqual(
      expect.arrayContaining(['amountTotal', 'intent', 'nextAction', 'unitAmount']),
    );
    expect(requiredIn(schemas['ConfirmRequest'])).toEqual(
      expect.arrayContaining(['paymentMethod', 'type', 'card', 'number', 'planId', 'token']),
    );
  });
});
