// From a product to a session, and from a session that is paid to its order: the same on every page that sells.

import type { SecretRequest, SessionSummary } from '@xpay/xpay-js';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { createSession, type Product, ServerProblem } from './server.ts';
import { useShop } from './shop-context.ts';

/** "Payment complete" stays for a moment. */
const STAY_MS = 5_000;

export interface Sale {
  /** What the visitor has to be told; empty while there is nothing. */
  readonly problem: string;
  /** The session that is paid, once one is. */
  readonly paid: string | undefined;
  /** For `fetchClientSecret`. */
  readonly fetchClientSecret: (request: SecretRequest) => Promise<string>;
  /** For `onComplete` and `onProcessing`: the order page opens in a moment. */
  readonly complete: (event: { readonly session: Pick<SessionSummary, 'id'> }) => void;
  /** For `onError`. Every other failure is told inside the form, with a way to try again. */
  readonly fail: (event: { readonly error: { readonly code: string } }) => void;
  /** Opens the order page, if the session is paid. */
  readonly leave: () => void;
}

export function useSale(productId: Product['id']): Sale {
  const { t } = useShop().words;
  const navigate = useNavigate();
  const [problem, setProblem] = useState('');
  const [paid, setPaid] = useState<string>();

  useEffect(() => {
    if (paid === undefined) return;
    const timer = setTimeout(() => navigate(toThanks(paid)), STAY_MS);
    return () => clearTimeout(timer);
  }, [paid, navigate]);

  return {
    problem,
    paid,
    async fetchClientSecret({ sessionId }) {
      try {
        setProblem('');
        return await createSession({ productId, sessionId });
      } catch (error) {
        if (error instanceof ServerProblem) {
          setProblem(error.message || t('spa.failed'));
          // Paid already, in another tab perhaps.
          if (error.orderUrl !== undefined) navigate(error.orderUrl);
        }
        throw error;
      }
    },
    complete: ({ session }) => setPaid(session.id),
    fail: ({ error }) => error.code === 'frame_unreachable' && setProblem(t('checkout.unavailable')),
    leave: () => paid !== undefined && navigate(toThanks(paid)),
  };
}

export function toThanks(sessionId: string): string {
  return `/thanks?${new URLSearchParams({ session: sessionId })}`;
}
