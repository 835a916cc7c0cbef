// What every page of the React shop knows: the shop's facts and the visitor's words.

import { createContext, useContext } from 'react';
import { useParams } from 'react-router';
import type { Product, ShopFacts } from './server.ts';
import type { Words } from './words.ts';

export interface Shop extends ShopFacts {
  readonly words: Words;
}

export const ShopContext = createContext<Shop | null>(null);

export function useShop(): Shop {
  const shop = useContext(ShopContext);
  if (shop === null) throw new Error('useShop() is for what stands inside the layout.');
  return shop;
}

/** The product that the address names, with its words. Throws 404 for one that the shop does not sell. */
export function useProduct(): Product & { readonly name: string; readonly price: string } {
  const { products, currency, words } = useShop();
  const { id } = useParams();
  const product = products.find((candidate) => candidate.id === id);
  if (product === undefined) throw new Response(null, { status: 404 });
  return {
    ...product,
    name: words.t(`products.${product.id}.name`),
    price: words.money(product.unitAmount, currency),
  };
}
