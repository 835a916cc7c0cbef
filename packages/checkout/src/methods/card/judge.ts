// What is wrong with a field of the card form, as the text that says how to mend it.

import type { MessageKey } from '../../i18n/i18n.ts';
import type { Brand } from './brand.ts';
import { judgeExpiry } from './expiry.ts';
import { digitsOf, judgeNumber } from './number.ts';

export type FieldName = 'number' | 'expiry' | 'securityCode' | 'name' | 'email' | 'postalCode';

/** Something, an at sign, something with a dot: what really exists only a letter can tell. */
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Null when the field is right. `brand` decides the length of the security code, `now` whether the card expired. */
export function judgeField(
  name: FieldName,
  value: string,
  brand: Brand | null,
  now: Date,
): MessageKey | null {
  switch (name) {
    case 'number': {
      const fault = judgeNumber(digitsOf(value));
      return fault && `card.number.error.${fault}`;
    }
    case 'expiry': {
      const fault = judgeExpiry(value, now);
      return fault && `card.expiry.error.${fault}`;
    }
    case 'securityCode':
      return judgeSecurityCode(value, brand);
    case 'email':
      if (value.trim() === '') return 'fields.email.error.empty';
      return EMAIL.test(value.trim()) ? null : 'fields.email.error.invalid';
    default:
      return value.trim() === '' ? `fields.${name}.error.empty` : null;
  }
}

function judgeSecurityCode(value: string, brand: Brand | null): MessageKey | null {
  if (value === '') return 'card.securityCode.error.empty';
  // While the brand is unknown, the number is what is wrong; either length may turn out right.
  const right = brand ? value.length === brand.securityCodeLength : value.length >= 3;
  if (right) return null;
  return `card.securityCode.error.${brand?.securityCodeLength === 4 ? 'fourDigits' : 'threeDigits'}`;
}
