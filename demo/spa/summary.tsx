// What is about to be bought, beside the form that pays for it.

import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Lines } from './pieces.tsx';
import { useProduct, useShop } from './shop-context.ts';

// No-break spaces: the number stays on one line.
const TEST_CARD = '4242\u00a04242\u00a04242\u00a04242';
const BANK_CARD = '4000\u00a00025\u00a00000\u00a03155';

/** @param title What the page is called, for those who do not see it. */
export function Summary({ title }: { readonly title: string }): ReactNode {
  const { words, currency, publishableKey } = useShop();
  const { t } = words;
  const { id, name, unitAmount } = useProduct();
  return (
    <section className="summary" aria-labelledby="order-title">
      <h1 className="hidden">{title}</h1>
      <h2 id="order-title">{t('checkout.order')}</h2>
      <Lines lines={[{ productId: id, name, quantity: 1, unitAmount }]} currency={currency} />
      <p className="small">{t('basket.included')}</p>
      <p>
        <Link className="quiet" to={`/products/${id}`}>
          {t('spa.toPiece')}
        </Link>
      </p>
      {publishableKey.startsWith('pk_test_') && (
        <p className="note">
          {t('checkout.testCard', { card: TEST_CARD })}{' '}
          {t('checkout.bankCard', { card: BANK_CARD, code: '123456' })}
        </p>
      )}
    </section>
  );
}
