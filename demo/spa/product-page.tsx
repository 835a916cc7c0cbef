// One product, and the ways to buy it: two pages of their own, and an overlay right here.

import { EmbeddedCheckout } from '@xpay/react';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { Amount, Picture, Problem } from './pieces.tsx';
import { useSale } from './session.ts';
import { useProduct, useShop } from './shop-context.ts';

export function ProductPage(): ReactNode {
  const { t } = useShop().words;
  const { id, name, price } = useProduct();
  const [isOpen, setOpen] = useState(false);
  const sale = useSale(id);
  return (
    <div className="product" data-product={id}>
      <div className="stage">
        <Picture of={id} description={t(`products.${id}.picture`)} />
      </div>
      <div className="product-words">
        <p>
          <Link className="quiet" to="/">
            {t('spa.back')}
          </Link>
        </p>
        <h1>{name}</h1>
        <p className="price">
          <Amount>{price}</Amount>
        </p>
        <p>{t(`products.${id}.description`)}</p>
        <p className="small">{t('basket.included')}</p>
        <h2>{t('spa.choose')}</h2>
        <Problem>{sale.problem}</Problem>
        <div className="choices">
          <button type="button" className="button" onClick={() => setOpen(true)}>
            {t('spa.overlay')}
          </button>
          <Link className="button plain" to="checkout">
            {t('spa.checkout')}
          </Link>
          <Link className="button plain" to="pay">
            {t('spa.own')}
          </Link>
        </div>
        <EmbeddedCheckout
          mode="overlay"
          open={isOpen}
          fetchClientSecret={sale.fetchClientSecret}
          onComplete={sale.complete}
          onProcessing={sale.complete}
          onError={sale.fail}
          onClose={() => {
            setOpen(false);
            sale.leave();
          }}
        />
      </div>
    </div>
  );
}
