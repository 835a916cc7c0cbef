// What the sandbox can be told about a session, in the words of docs/testing.md: cards, networks, banks, orders of webhooks.

/** Test cards as docs/testing.md has them, by what becomes of them. */
export const CARDS = {
  succeeds: [
    '4242424242424242',
    '5555555555554444',
    '378282246310005',
    '6011111111111117',
    '3056930009020004',
    '3566002020360505',
    '6200000000000005',
    '6759649826438453',
    '6362970000457013',
    '2200000000000004',
    '6062821086773091',
    '9792000000000003',
  ],
  declined: [
    '4000000000000002',
    '4000000000009995',
    '4000000000009987',
    '4000000000009979',
    '4000000000000069',
    '4000000000000127',
    '4000000000000119',
    '4000000000000341',
    '4242424242424241',
  ],
  later: ['4000000000005126'],
  asked: [
    '4000002500003155',
    '4000000000003220',
    '4000002760003184',
    '4000000000003063',
    '4000008400001629',
    '4000008260003178',
    '4000000000003071',
  ],
  checked: [
    '4000000000003055',
    '4000000000003014',
    '4000000000003048',
    '4000000000003089',
    '4000000000003022',
    '4000000000003030',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** What can be wished for in place of a card: `outcome` of `POST /sandbox/sessions/:id/pay`. */
export const OUTCOMES = [
  'succeeded',
  'processing',
  'generic_decline',
  'insufficient_funds',
  'lost_card',
  'stolen_card',
  'expired_card',
  'incorrect_cvc',
  'processing_error',
] as const;

/** Kinds of `POST /sandbox/faults`. */
export const FAULTS = [
  'delay',
  'drop_before',
  'drop_after',
  'truncate',
  'html',
  'status',
  'in_progress',
  'duplicate',
  'reorder',
  'throttle',
  'offline',
] as const;

/** `fast` is without a rule, `slow` is a slow connection for everything. */
export const NETWORKS = ['fast', 'slow', ...FAULTS] as const;

/** Behaviours of `POST /sandbox/bank`, by the part of the check that they disturb. */
export const BANKS = {
  well: ['none'],
  method: [
    'method_absent',
    'method_silent',
    'method_late',
    'method_twice',
    'method_broken',
    'method_url_javascript',
    'method_url_own_origin',
    'method_url_long',
    'method_url_http',
  ],
  question: ['areq_slow', 'areq_lost', 'areq_broken', 'cardholder_info'],
  page: [
    'acs_404',
    'acs_blank',
    'acs_slow',
    'acs_url_javascript',
    'acs_url_own_origin',
    'acs_url_long',
    'acs_url_http',
    'breakout_target',
    'breakout_location',
    'popup',
    'forged_done',
  ],
  result: [
    'cres_bad_base64',
    'cres_padded',
    'cres_error',
    'cres_other_transaction',
    'cres_twice',
    'cres_forged_yes',
    'cres_wrong_no',
    'cres_lost',
    'rreq_late',
    'rreq_lost',
    'notification_blocked',
  ],
  app: ['decoupled_refused', 'decoupled_silent'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Orders of `POST /sandbox/webhooks`. */
export const WEBHOOK_ORDERS = [
  'normal',
  'webhook_first',
  'redirect_first',
  'duplicate',
  'out_of_order',
  'drop',
] as const;
