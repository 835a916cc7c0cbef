// The client behind the provider's `xpay`, which may come later, or be refused.

import type { XPayClient } from '@xpay/xpay-js';
import { useEffect, useState } from 'react';
import { refuse } from './context.ts';
import { useRaise } from './use-raise.ts';

/** What `loadXPay()` returned, or what it resolved with. */
export type ClientSource = XPayClient | Promise<XPayClient | null> | null;

/**
 * Null at first, so that a browser draws what the server has drawn. Another promise for the same client changes nothing.
 * Thrown for an error boundary: what the promise rejects with, and `invalid_option` for what is no client.
 */
export function useClient(xpay: ClientSource): XPayClient | null {
  const [client, setClient] = useState<XPayClient | null>(null);
  const raise = useRaise();
  useEffect(() => {
    let isOver = false;
    const wait = async () => {
      const made = await xpay;
      if (made !== null && !made?.elements)
        throw refuse('Give the <XPayProvider> an xpay that loadXPay() returned.');
      if (!isOver) setClient(made);
    };
    wait().catch((refusal) => isOver || raise(refusal));
    return () => {
      isOver = true;
    };
  }, [xpay]);
  return client;
}
