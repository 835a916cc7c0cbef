// The collection, as React draws it.

import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Amount, Picture } from './pieces.tsx';
import { useShop } from './shop-context.ts';

export function HomePage(): ReactNode {
  const { products, currency, words } = useShop();
  const { t, money } = words;
  return (
    <section className="collection" aria-labelledby="collection-title">
      <h1 id="collection-title">{t('home.products')}</h1>
      <ul className="products">
        {products.map(({ id, unitAmount }) => {
          const name = t(`products.${id}.name`);
          return (
            <li className="card" data-product={id} key={id}>
              <div className="stage">
                <Picture of={id} description={t(`products.${id}.picture`)} />
              </div>
              <div className="card-head">
                <h2>{name}</h2>
                <p className="price">
                  <Amount>{money(unitAmount, currency)}</Amount>
                </p>
              </div>
              <p className="card-text">{t(`products.${id}.description`)}</p>
              <div className="card-acts">
                <Link className="button" to={`/products/${id}`} aria-label={t('spa.lookLabel', { name })}>
                  {t('spa.look')}
                </Link>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
