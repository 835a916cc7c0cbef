// For the tests of the locale files: what a language rightly says as English does.

import type { SameAsEnglish } from '@xpay/protocol/translations';

const OWN_WORD = 'It is the word of the language, too.';
const ON_FORMS = 'It is what the forms of the banks there say.';

export const SAME_AS_ENGLISH: readonly SameAsEnglish[] = [
  { key: 'summary.total', tags: ['es', 'es-419', 'fr', 'fr-CA', 'id', 'pt', 'pt-BR', 'ro'], why: OWN_WORD },
  { key: 'summary.subtotal', tags: ['da', 'es', 'es-419', 'fil', 'id', 'pt', 'pt-BR', 'ro'], why: OWN_WORD },
  { key: 'summary.items_one', tags: ['fil', 'pt-BR'], why: OWN_WORD },
  { key: 'outcome.reference', tags: ['da'], why: OWN_WORD },
  { key: 'outcome.card', tags: ['fil', 'ro'], why: OWN_WORD },
  { key: 'pay.book', tags: ['da'], why: '“Book for” is Danish letter by letter.' },
  { key: 'fields.email.label', tags: ['el', 'fil', 'id', 'vi'], why: ON_FORMS },
  { key: 'card.expiry.hint', tags: ['fil', 'hi', 'lt'], why: ON_FORMS },
  { key: 'card.securityCode.label', tags: ['fil'], why: ON_FORMS },
  { key: 'testMode.badge', tags: ['fil'], why: 'Developers there say it in English.' },
];
