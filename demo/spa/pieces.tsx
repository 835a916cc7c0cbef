// What several pages of the React shop show: a picture, an amount, the rows of an order, a problem.

import type { ReactNode } from 'react';
import type { Product } from './server.ts';
import { useShop } from './shop-context.ts';

export interface PictureProps {
  readonly of: Product['id'];
  /** Without one it is decoration beside the product's name. */
  readonly description?: string;
}

export function Picture({ of, description }: PictureProps): ReactNode {
  const picture = <use href={`#${of}`} />;
  if (description === undefined)
    return (
      <svg className="picture" viewBox="0 0 320 320" aria-hidden="true">
        {picture}
      </svg>
    );
  return (
    <svg className="picture" viewBox="0 0 320 320" role="img" aria-label={description}>
      {picture}
    </svg>
  );
}

/** For a sentence of any direction that is no markup (Unicode UAX 9, isolates). */
export function isolate(amount: string): string {
  return `\u2066${amount}\u2069`;
}

/** Kept in one piece and one direction inside a sentence of any direction. */
export function Amount({ children }: { readonly children: string }): ReactNode {
  return <bdi dir="ltr">{children}</bdi>;
}

export interface Line {
  readonly productId: Product['id'];
  readonly name: string;
  readonly quantity: number;
  readonly unitAmount: number;
}

/** Rows of things and what they cost, and the sum of it. */
export function Lines({
  lines,
  currency,
}: {
  readonly lines: readonly Line[];
  readonly currency: string;
}): ReactNode {
  const { t, money } = useShop().words;
  const total = lines.reduce((sum, { unitAmount, quantity }) => sum + unitAmount * quantity, 0);
  return (
    <>
      <ul className="lines">
        {lines.map(({ productId, name, quantity, unitAmount }) => (
          <li className="line" data-product={productId} key={productId}>
            <span className="thumb">
              <Picture of={productId} />
            </span>
            <div className="line-name">
              <h3>{name}</h3>
              <p>
                <Amount>{`${quantity} × ${money(unitAmount, currency)}`}</Amount>
              </p>
            </div>
            <p className="line-amount">
              <Amount>{money(unitAmount * quantity, currency)}</Amount>
            </p>
          </li>
        ))}
      </ul>
      <p className="total">
        <span>{t('basket.total')}</span>{' '}
        <strong>
          <Amount>{money(total, currency)}</Amount>
        </strong>
      </p>
    </>
  );
}

/** A sentence about what went wrong; nothing while there is none. */
export function Problem({ children }: { readonly children: string }): ReactNode {
  return <div role="alert">{children !== '' && <p className="problem">{children}</p>}</div>;
}
