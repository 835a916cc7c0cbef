// The latest requests in test mode, in memory: what was asked when, and how it was answered. No header, no query, no body.

/** One request that was answered, or cut off by a fault. */
export interface BookedRequest {
  /** Counts up over all merchants, in the order in which they ended. */
  readonly sequence: number;
  /** `Request-Id` of the answer. */
  readonly id: string;
  readonly merchantId: string;
  readonly sessionId: string | null;
  readonly method: string;
  readonly path: string;
  /** The pattern of paths that it matched. */
  readonly route: string;
  /** Null where the connection was cut in place of an answer. */
  readonly status: number | null;
  /** RFC 3339, by the machine's time. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** The rules that it ran into. */
  readonly faults: readonly { readonly id: string; readonly kind: string }[];
}

export interface RequestBook {
  add(request: Omit<BookedRequest, 'sequence'>): void;
  /**
   * A merchant's, oldest first: those that ended after the one with the sequence `after`, or the latest ones.
   */
  list(merchantId: string, asked: RequestsAsked): readonly BookedRequest[];
  clear(merchantId: string): void;
}

export interface RequestsAsked {
  readonly sessionId?: string | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
}

/** A few payments with everything that their pages ask; some 300 kB. */
export const MOST_REQUESTS = 1000;

/** An empty book; the oldest goes when it is full. */
export function createRequestBook(): RequestBook {
  let kept: BookedRequest[] = [];
  let sequence = 0;
  return {
    add(request) {
      sequence += 1;
      kept.push({ sequence, ...request });
      if (kept.length > MOST_REQUESTS) kept.shift();
    },
    list(merchantId, { sessionId, after, limit }) {
      const meant = kept.filter(
        (one) => one.merchantId === merchantId && (sessionId === undefined || one.sessionId === sessionId),
      );
      if (after === undefined) return meant.slice(-limit);
      return meant.filter((one) => one.sequence > after).slice(0, limit);
    },
    clear(merchantId) {
      kept = kept.filter((one) => one.merchantId !== merchantId);
    },
  };
}
