// The APIs that a payment can be created through: which one it was decides the words that are used of it, never a rule.

export const APIS = ['xpay', 'cxpay', 'maxfi', 'payment_request'] as const;

export type Api = (typeof APIS)[number];
