// Which requests a merchant's fault rule is for.

import { isApiPath, matchesPattern } from './pattern.ts';
import type { FaultRule } from './rule.ts';

/** What a request is, as far as rules ask. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  /** Null where no key is asked for and none was told: a file of the checkout. */
  readonly merchantId: string | null;
  readonly sessionId: string | null;
}

/** Whether a request is one that the rule is for. */
export function isMeant(
  { merchantId, rule }: { readonly merchantId: string; readonly rule: FaultRule },
  asked: Asked,
): boolean {
  if (asked.merchantId !== null && asked.merchantId !== merchantId) return false;
  if (rule.sessionId !== undefined && rule.sessionId !== asked.sessionId) return false;
  if (rule.method !== undefined && rule.method !== asked.method) return false;
  // Without a path the APIs are meant, and those know whose request it is.
  if (rule.path === undefined) return asked.merchantId !== null && isApiPath(asked.path);
  return matchesPattern(rule.path, asked.path);
}
