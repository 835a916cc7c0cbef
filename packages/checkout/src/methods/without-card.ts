// Who pays, in words that are about no card: the names of some fields, where another way to pay is chosen, or none.

import type { I18n, MessageKey } from '../i18n/i18n.ts';

/** Needs the texts `methods`. */
export function withoutCard(i18n: I18n): I18n {
  return { ...i18n, t: (key, values) => i18n.t(WITHOUT_CARD[key] ?? key, values) };
}

const WITHOUT_CARD: Partial<Record<MessageKey, MessageKey>> = {
  'fields.name.label': 'methods.fullName',
  'fields.name.error.empty': 'methods.fullNameEmpty',
};
