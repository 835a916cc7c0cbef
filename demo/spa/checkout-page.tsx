// The checkout as a page of the shop: the order at its start, the form at its end.

import { EmbeddedCheckout } from '@xpay/react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Problem } from './pieces.tsx';
import { toThanks, useSale } from './session.ts';
import { useProduct, useShop } from './shop-context.ts';
import { Summary } from './summary.tsx';

export function CheckoutPage(): ReactNode {
  const { t } = useShop().words;
  const { id } = useProduct();
  const { problem, paid, fetchClientSecret, complete, fail } = useSale(id);
  return (
    <div className="checkout">
      <Summary title={t('checkout.title')} />
      <section aria-labelledby="payment-title">
        <h2 id="payment-title" className="hidden">
          {t('checkout.payment')}
        </h2>
        <Problem>{problem}</Problem>
        <EmbeddedCheckout
          fetchClientSecret={fetchClientSecret}
          onComplete={complete}
          onProcessing={complete}
          onError={fail}
        />
        <div className="done" role="status">
          {paid !== undefined && (
            <>
              <p>{t('checkout.done')}</p>
              <Link className="quiet" to={toThanks(paid)}>
                {t('checkout.orderPage')}
              </Link>
            </>
          )}
        </div>
      </section>
    </div>
  );
}
