// Why the domain refuses: a value, never an exception, and nothing was changed.

export interface Problem {
  readonly code:
    | 'invalid_request'
    | 'invalid_state'
    | 'amount_changed'
    | 'session_expired'
    | 'session_complete'
    | 'session_canceled'
    | 'contact_required'
    | 'external_id_in_use'
    | 'product_in_use'
    | 'price_in_use'
    | 'currency_mismatch'
    | 'coupon_not_applicable'
    | 'code_in_use'
    | 'charge_not_refundable'
    | 'refund_too_large';
  /** What was got, what was expected, what to do. */
  readonly message: string;
  /** Path of the offending field. */
  readonly param?: string;
}
