// For tests: any settings there may be, and texts that try to end the place they are written to.

import fc from 'fast-check';
import {
  CAPTURES,
  DIRECTIONS,
  FIELDS,
  LIMITS,
  METHODS,
  PAGE_LANGUAGES,
  SUBMITS,
  THEMES,
  VARIABLE_NAMES,
  WAYS,
} from '../settings/choices.ts';
import { DEFAULTS, type Settings } from '../settings/settings.ts';
import type { Facts } from './page.ts';

export const FACTS: Facts = {
  checkout: 'https://pay.example',
  publishableKey: 'pk_test_code',
  sessionUrl: '/create-session',
};

const ATTACKS = [
  '</script><script>alert(1)</script>',
  '<!--<script>',
  '"><img src=x onerror=alert(1)>',
  "'; alert(1); '",
  `$\{alert(1)}\``,
  '\\',
  "\\'",
  '\u2028\u2029\r\n\t\0',
  '\'"`$(id)',
  '&quot;&#39;&lt;',
  ']]>',
  '*/ alert(1) /*',
] as const;

/** Texts of which many are attacks. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(...ATTACKS),
  fc.array(fc.constantFrom(...ATTACKS), { minLength: 2, maxLength: 3 }).map((parts) => parts.join('')),
);

const flags = { quantities: fc.boolean(), promotion: fc.boolean(), returning: fc.boolean() };

/** Settings with every choice, and hostile texts wherever a setting is a text. */
export function anySettings(text: fc.Arbitrary<string> = anyText): fc.Arbitrary<Settings> {
  const number = ([min, max]: readonly [number, number]) => fc.integer({ min, max });
  const session = fc.record({
    ...flags,
    items: number(LIMITS.items),
    amount: number([100, 1_000_000]),
    currency: fc.constantFrom('USD', 'EGP', 'JPY', 'KWD'),
    methods: fc.subarray([...METHODS]),
    fields: fc.subarray([...FIELDS]),
    discount: number(LIMITS.discount),
    submit: fc.constantFrom(...SUBMITS),
    capture: fc.constantFrom(...CAPTURES),
    expires: number(LIMITS.expires),
  });
  const variables = fc.record(
    Object.fromEntries(VARIABLE_NAMES.map((name) => [name, text])) as Record<
      (typeof VARIABLE_NAMES)[number],
      fc.Arbitrary<string>
    >,
    { requiredKeys: [] },
  );
  return fc.record({
    way: fc.constantFrom(...WAYS),
    session,
    look: fc.record({ locale: text, theme: fc.constantFrom(...THEMES), variables }),
    frame: fc.constantFrom(...DIRECTIONS).map((direction) => ({ ...DEFAULTS.frame, direction })),
    world: fc.constant(DEFAULTS.world),
    page: fc.constantFrom(...PAGE_LANGUAGES).map((lang) => ({ ...DEFAULTS.page, lang })),
  });
}
