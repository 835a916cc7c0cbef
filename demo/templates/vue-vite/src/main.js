// Defines the tag, and starts the page with the shop's settings.

import { defineXPayCheckout } from '@xpay/xpay-js/element';
import { createApp } from 'vue';
import Checkout from './checkout.vue';

const { publishableKey, origin } = await fetch('/settings').then((response) => response.json());
defineXPayCheckout({ origin });
createApp(Checkout, { publishableKey }).mount('#app');
