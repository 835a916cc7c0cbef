// What the network setting means: the rule of `POST /sandbox/faults` for a session (docs/testing.md).

/** The body without its session; null for a network without a fault. */
export function faultOf(network: string): Readonly<Record<string, unknown>> | null {
  return RULES.get(network) ?? null;
}

const CONFIRM = { method: 'POST', path: '/v1/client/session/confirm' };
const ONCE = { ...CONFIRM, times: 1 };

/** What cuts or spoils an answer does so to the payment once, so that the way out of it can be seen. */
const RULES: ReadonlyMap<string, Readonly<Record<string, unknown>>> = new Map<
  string,
  Record<string, unknown>
>([
  ['slow', { kind: 'delay', ms: 1200, jitterMs: 800 }],
  ['delay', { kind: 'delay', ms: 5000, ...CONFIRM }],
  ['drop_before', { kind: 'drop_before', ...ONCE }],
  ['drop_after', { kind: 'drop_after', ...ONCE }],
  ['truncate', { kind: 'truncate', ...ONCE }],
  ['html', { kind: 'html', ...ONCE }],
  ['status', { kind: 'status', status: 503, retryAfterS: 1, ...ONCE }],
  ['in_progress', { kind: 'in_progress', ...ONCE }],
  ['duplicate', { kind: 'duplicate', ...ONCE }],
  // The stream of changes is held until the payment is through.
  ['reorder', { kind: 'reorder', path: '/v1/client/session/*' }],
  ['throttle', { kind: 'throttle', bytesPerSecond: 500 }],
  ['offline', { kind: 'offline', seconds: 20 }],
]);
