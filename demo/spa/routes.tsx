// The routes of the React shop.

import { createBrowserRouter } from 'react-router';
import { CheckoutPage } from './checkout-page.tsx';
import { HomePage } from './home-page.tsx';
import { Layout, loadLayout } from './layout.tsx';
import { loadOrder, loadThanks, OrderPage } from './order-page.tsx';
import { loadPayPage, PayPage } from './pay-page.tsx';
import { ProblemPage } from './problem-page.tsx';
import { ProductPage } from './product-page.tsx';

const ErrorBoundary = ProblemPage;

export function createRouter() {
  const pages = [
    { index: true, Component: HomePage },
    { path: 'products/:id', Component: ProductPage },
    { path: 'products/:id/checkout', Component: CheckoutPage },
    { path: 'products/:id/pay', loader: loadPayPage, Component: PayPage },
    { path: 'orders/:id', loader: loadOrder, Component: OrderPage },
    { path: 'thanks', loader: loadThanks },
    {
      path: '*',
      loader: () => {
        throw new Response(null, { status: 404 });
      },
    },
  ];
  return createBrowserRouter(
    [
      {
        path: '/',
        loader: loadLayout,
        // The facts of the shop stay the same.
        shouldRevalidate: () => false,
        Component: Layout,
        ErrorBoundary,
        HydrateFallback: () => null,
        children: [{ ErrorBoundary, children: pages }],
      },
    ],
    { basename: '/spa' },
  );
}
