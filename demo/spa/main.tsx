// Starts the React shop: the same shop as the one beside it, with routes in the browser.

import '../shop/base.css';
import '../shop/shop.css';
import '../shop/collection.css';
import '../shop/orders.css';
import './spa.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { createRouter } from './routes.tsx';

const root = document.querySelector('#root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <RouterProvider router={createRouter()} />
    </StrictMode>,
  );
}
