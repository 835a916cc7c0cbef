// Starts the page with the shop's settings.

import { loadXPay } from '@xpay/xpay-js';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Checkout } from './checkout.tsx';
import { ask } from './server.ts';

const { publishableKey, origin } = await ask<{ publishableKey: string; origin: string }>('/settings');
const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <Checkout xpay={loadXPay(publishableKey, { origin })} />
    </StrictMode>,
  );
}
