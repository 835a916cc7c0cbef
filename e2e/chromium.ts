// The switches every Chromium of the tests and the benchmark starts with.

/** `*.test` resolves to this machine, so that one server answers under several sites: shop.test, stranger.test. */
export const CHROMIUM_FLAGS: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP *.test 127.0.0.1',
];
