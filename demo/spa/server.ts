// What the shop's own server is asked. It alone knows prices, and which order a session pays for.

/** An answer that is no success, in the visitor's words. */
export class ServerProblem extends Error {
  override readonly name = 'ServerProblem';
  /** Paid already: where the order is. */
  readonly orderUrl: string | undefined;
  /** The visitor has no such thing. */
  readonly isMissing: boolean;

  constructor(message: string, { orderUrl, isMissing = false }: { orderUrl?: string; isMissing?: boolean }) {
    super(message);
    this.orderUrl = orderUrl;
    this.isMissing = isMissing;
  }
}

export interface Product {
  readonly id: 'cup' | 'dripper' | 'teapot';
  /** Minor units. */
  readonly unitAmount: number;
}

export interface ShopFacts {
  readonly publishableKey: string;
  readonly checkoutOrigin: string;
  readonly currency: string;
  readonly products: readonly Product[];
}

export interface Delivery {
  readonly name: string;
  readonly email: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
}

export interface Order {
  readonly id: string;
  readonly number: string;
  readonly status: 'pending' | 'paid' | 'closed';
  readonly lines: readonly {
    readonly productId: Product['id'];
    readonly name: string;
    readonly quantity: number;
    readonly unitAmount: number;
  }[];
  readonly amount: number;
  readonly currency: string;
  readonly createdAt: string;
  readonly delivery: Delivery | null;
}

export interface Wish {
  readonly productId: Product['id'];
  readonly way?: 'own_form';
  /** Of a buyer who is back from their bank's page. */
  readonly sessionId?: string | undefined;
}

/** @param locale Remembered for the next visit. */
export function readShop(locale?: string): Promise<ShopFacts> {
  return ask('GET', locale === undefined ? '/spa/api/shop' : `/spa/api/shop?locale=${locale}`);
}

/**
 * The client secret of a session for one product: the same one while it can still be paid. A bank's own page leads back
 * to the page with the whole checkout, which shows what became of the payment.
 */
export async function createSession({ productId, ...wish }: Wish): Promise<string> {
  const page = `/spa/products/${productId}/checkout`;
  const { clientSecret } = await ask<{ clientSecret: string }>('POST', '/create-session', {
    productId,
    page,
    ...wish,
  });
  return clientSecret;
}

export async function saveDelivery(sessionId: string, delivery: Delivery): Promise<void> {
  await ask('PUT', '/spa/api/delivery', { sessionId, delivery });
}

export function readOrder(id: string): Promise<Order> {
  return ask('GET', `/spa/api/orders/${encodeURIComponent(id)}`);
}

export function findOrder(sessionId: string): Promise<Order> {
  return ask('GET', `/spa/api/orders?${new URLSearchParams({ session: sessionId })}`);
}

/** @throws ServerProblem with the server's sentence, or with none when it could not be reached. */
async function ask<Answer>(method: string, url: string, body?: object): Promise<Answer> {
  const response = await fetch(url, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  }).catch(() => undefined);
  const answer: unknown = await response?.json().catch(() => null);
  if (response?.ok) return answer as Answer;
  const { error, orderUrl } = Object(answer);
  const isMissing = response?.status === 404;
  throw new ServerProblem(typeof error === 'string' ? error : '', { orderUrl, isMissing });
}
