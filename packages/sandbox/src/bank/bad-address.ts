// Addresses that no browser may be sent to, for a bank that gives them all the same.

import type { Behavior } from './switches.ts';

/** The kind that the behaviour's name ends with: `javascript`, `own_origin`, `http` or `long`. */
export function badAddress(
  behavior: Behavior,
  origins: { readonly bankOrigin: string; readonly threedsOrigin: string },
): string {
  if (behavior.endsWith('_javascript')) return 'javascript:alert(document.domain)';
  if (behavior.endsWith('_own_origin')) return `${origins.threedsOrigin}/3ds/notify/challenge/forged`;
  if (behavior.endsWith('_http')) return 'http://bank.example.com/acs';
  return `${origins.bankOrigin}/acs?${'a'.repeat(100_000)}`;
}
