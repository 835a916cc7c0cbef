// Which addresses are anybody's to send to: a server that posts wherever it is told must not reach into networks of its own.

import { BlockList, isIP } from 'node:net';

/**
 * Whether an IP address is one of the public Internet, by IANA's registries of special-purpose addresses (RFC 6890 and after).
 * Of IPv6 only global unicast (2000::/3) is, so that what stands for an IPv4 address (`::ffff:127.0.0.1`, `64:ff9b::`) is not.
 */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !SPECIAL.check(address, 'ipv4');
  if (family === 6) return GLOBAL.check(address, 'ipv6') && !SPECIAL.check(address, 'ipv6');
  return false;
}

/**
 * Whether the host of a URL, as the URL parser writes it, may be public: a name may, until it is resolved. The parser has made
 * `2130706433`, `0x7f.1` and `017700000001` into `127.0.0.1` by then.
 */
export function isPublicHost(hostname: string): boolean {
  const address = hostname.replace(/^\[|\]$/g, '');
  if (isIP(address) !== 0) return isPublicAddress(address);
  return !/(^|\.)(localhost|local|internal|home\.arpa)\.?$/i.test(address);
}

const SPECIAL = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  SPECIAL.addSubnet(network, bits, 'ipv4');
}
// Within 2000::/3: IETF protocol assignments with Teredo, documentation, 6to4, AS112, direct delegation.
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
] as const) {
  SPECIAL.addSubnet(network, bits, 'ipv6');
}

const GLOBAL = new BlockList();
GLOBAL.addSubnet('2000::', 3, 'ipv6');
