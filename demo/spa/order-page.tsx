// What the shop's server knows of an order; when it learns more, so does this page.

import { type ReactNode, useEffect } from 'react';
import { Link, redirect, useLoaderData, useRevalidator } from 'react-router';
import { Lines } from './pieces.tsx';
import { findOrder, type Order, readOrder } from './server.ts';
import { useShop } from './shop-context.ts';

type Params = { readonly params: { readonly id?: string }; readonly request: Request };

/** From a session to its order. */
export async function loadThanks({ request }: Params): Promise<Response> {
  const { id } = await findOrder(new URL(request.url).searchParams.get('session') ?? '');
  return redirect(`/orders/${id}`);
}

export function loadOrder({ params }: Params): Promise<Order> {
  return readOrder(params.id ?? '');
}

export function OrderPage(): ReactNode {
  const order = useLoaderData<Order>();
  const { t, day } = useShop().words;
  const { status, number, createdAt, delivery } = order;
  useNews(order);
  return (
    <div className="narrow">
      <div className="status" role="status" data-status={status}>
        <p className="badge">{t(`order.${status}.badge`)}</p>
        <h1>{t(`order.${status}.title`)}</h1>
        <p>{t(`order.${status}.text`)}</p>
      </div>
      <p className="small">
        {t('order.number', { number })} · {t('order.placed', { date: day(createdAt) })}
      </p>
      {delivery !== null && (
        <p>
          {t('spa.deliverTo')}{' '}
          <bdi>{`${delivery.name}, ${delivery.street}, ${delivery.postalCode} ${delivery.city}`}</bdi>
        </p>
      )}
      <h2>{t('order.pieces')}</h2>
      <Lines lines={order.lines} currency={order.currency} />
      <p>
        <Link className="quiet" to="/">
          {t('order.back')}
        </Link>
      </p>
    </div>
  );
}

/** Reads a pending order again when the server says that it changed. */
function useNews({ id, status }: Order): void {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    if (status !== 'pending') return;
    const events = new EventSource(`/orders/${id}/events`);
    events.addEventListener('message', ({ data }) => data !== status && revalidate());
    return () => events.close();
  }, [id, status, revalidate]);
}
