// Which frames may keep a connection open: a browser has six of HTTP/1.1 to an origin, and ten checkouts on a page must pay.

/** So many frames of one origin hold a stream or a long poll; half of the connections stay free. */
const MOST = 3;

/** What is taken of the Web Locks API; absent in old browsers and where a document has no origin. */
export type Locks = Pick<LockManager, 'request'>;

/** A place among those who may keep a connection open, to be given back; null when all are taken, or nobody can tell. */
export async function takeSlot(locks: Locks | undefined): Promise<(() => void) | null> {
  for (let place = 0; locks !== undefined && place < MOST; place += 1) {
    const release = await lockNow(locks, `xpay.live.${place}`);
    if (release !== null) return release;
  }
  return null;
}

function lockNow(locks: Locks, name: string): Promise<(() => void) | null> {
  return new Promise((answer) => {
    const hold = (lock: Lock | null) =>
      lock === null ? answer(null) : new Promise<void>((release) => answer(release));
    locks.request(name, { ifAvailable: true }, hold).catch(() => answer(null));
  });
}
