// The look that a host page wishes for, as it crosses the channel: nothing in it is a reason not to take a payment.

import type { Appearance, AppearanceVariables } from './appearance.ts';
import { type Check, isPlainObject, oneOf, record, text } from './checks.ts';

/** What may be a BCP 47 tag. */
export const LOCALE = text(35, /^[\w-]+$/);

/** Refuses no text: one that can be no tag is `und`, no language. A wrong one is no reason not to take a payment. */
export const WISHED_LOCALE: Check<string> = (value) =>
  typeof value === 'string' ? (LOCALE(value) ?? 'und') : undefined;

/** More and longer than any honest page sends; what is cut off here `parseAppearance` would refuse anyway. */
const MOST_VARIABLES = 20;
const LONGEST_VARIABLE = 201;

/** Takes names and values as they are, cut to a sane size: `parseAppearance`, which few checkouts load, judges them. */
const VARIABLES: Check<AppearanceVariables> = (value) => {
  if (!isPlainObject(value)) return {};
  const entries = Object.entries(value).slice(0, MOST_VARIABLES);
  return Object.fromEntries(entries.map(([name, text]) => [name, `${text}`.slice(0, LONGEST_VARIABLE)]));
};

const LOOK = record<Appearance>({}, { theme: oneOf(['light', 'dark', 'auto']), variables: VARIABLES });

/** Refuses nothing: a wrong colour, or no appearance at all, is no reason not to take a payment. */
export const APPEARANCE: Check<Appearance> = (value) => LOOK(value) ?? {};
