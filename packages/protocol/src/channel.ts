// One guarded conversation over one MessagePort: each side hears only messages that its guard admits.

/** The part of a MessagePort that a channel uses, so that a test can pass its own. */
export interface Port {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: unknown): void;
  close(): void;
}

export interface Channel<Out> {
  /**
   * Posts a message; after `close()` does nothing.
   * @throws DOMException `DataCloneError` when the message holds a function or another value that cannot be cloned.
   */
  send(message: Out): void;
  /** Ends the conversation for good: nothing is sent or received afterwards. May be called again. */
  close(): void;
}

/**
 * Messages admitted in any one second; what exceeds it is dropped before it is looked at.
 * An honest peer sends one `resize` per 100 ms, one `change` per key press and the odd event: 50 is several times
 * what that adds up to, and few enough that a flood cannot keep the main thread busy.
 */
export const MESSAGES_PER_SECOND = 50;

/**
 * Takes over a port: whatever handled its messages before is replaced, so that no message is heard twice.
 * An arrival that `parse` answers with null is ignored in silence: a reply would tell an attacker what passes.
 *
 * @param parse Admits a message by copying it, or answers null. Must not throw.
 * @param receive Called with each admitted message, never after `close()`.
 */
export function openChannel<In, Out>(
  port: Port,
  parse: (data: unknown) => In | null,
  receive: (message: In) => void,
): Channel<Out> {
  let open = true;
  port.onmessage = ({ data }) => {
    const message = open ? parse(data) : null;
    if (message !== null) receive(message);
  };
  return {
    send(message) {
      if (open) port.postMessage(message);
    },
    close() {
      open = false;
      port.close();
    },
  };
}

/**
 * The guard of a channel whose other side may be anybody: it drops what exceeds the limit before it looks at it. A page
 * that embeds the checkout has no use for it, as it trusts the checkout's origin with more than its time.
 *
 * @param now A clock in milliseconds that never goes back.
 */
export function withoutFloods<In>(
  parse: (data: unknown) => In | null,
  now: () => number = () => performance.now(),
): (data: unknown) => In | null {
  const isFlood = createFloodGate(now);
  return (data) => (isFlood() ? null : parse(data));
}

/** Says of each arrival whether it exceeds the limit, over a sliding second: bursts at its border do not slip by. */
function createFloodGate(now: () => number): () => boolean {
  // When the latest were admitted, the one to be forgotten next at `oldest`.
  const admitted = new Float64Array(MESSAGES_PER_SECOND).fill(Number.NEGATIVE_INFINITY);
  let oldest = 0;
  return () => {
    const time = now();
    const isFlood = time - (admitted[oldest] ?? 0) < 1000;
    if (!isFlood) {
      admitted[oldest] = time;
      oldest = (oldest + 1) % MESSAGES_PER_SECOND;
    }
    return isFlood;
  };
}
