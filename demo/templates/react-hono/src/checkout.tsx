// One order: the checkout, and what the shop's server knows of it.

import { EmbeddedCheckout, XPayProvider } from '@xpay/react';
import type { loadXPay } from '@xpay/xpay-js';
import { useEffect, useState } from 'react';
import { ask } from './server.ts';

interface CheckoutProps {
  readonly xpay: ReturnType<typeof loadXPay>;
}

export function Checkout({ xpay }: CheckoutProps) {
  const [orderId] = useState(() => crypto.randomUUID());
  const [isComplete, setComplete] = useState(false);
  const isPaid = usePaid(orderId, isComplete);
  return (
    <XPayProvider xpay={xpay}>
      <h1 aria-live="polite">{isPaid ? 'Paid. Thank you!' : isComplete ? 'One moment…' : 'Your order'}</h1>
      <EmbeddedCheckout
        fetchClientSecret={async () => {
          const { clientSecret } = await ask<{ clientSecret: string }>(`/orders/${orderId}/session`, 'POST');
          return clientSecret;
        }}
        onComplete={() => setComplete(true)}
      />
    </XPayProvider>
  );
}

/** Whether the webhook has come, asked each second once it is on its way. */
function usePaid(orderId: string, isComplete: boolean): boolean {
  const [isPaid, setPaid] = useState(false);
  useEffect(() => {
    if (!isComplete || isPaid) return;
    const look = () => ask<{ isPaid: boolean }>(`/orders/${orderId}`).then((order) => setPaid(order.isPaid));
    void look();
    const timer = setInterval(look, 1000);
    return () => clearInterval(timer);
  }, [orderId, isComplete, isPaid]);
  return isPaid;
}
