// Why the domain refuses: a value, never an exception, and nothing was changed.

export interface Problem {
  readonly code:
    | 'invalid_request'
    | 'invalid_state'
    | 'amount_changed'
    | 'session_expired'
    | 'session_complete'
    | 'session_canceled';
  /** What was got, what was expected, what to do. */
  readonly message: string;
  /** Path of the offending field. */
  readonly param?: string;
}
