// Every OpenAPI document of this server, in the order in which the viewer lists them.

import { sandboxDocument } from '../controls/openapi.ts';
import { clientDocument } from '../wire/browser/openapi.ts';
import { cxpayDocument } from '../wire/cxpay/openapi.ts';
import { maxfiDocument } from '../wire/maxfi/openapi.ts';
import { paymentRequestDocument } from '../wire/payment-request/openapi.ts';
import { xpayDocument } from '../wire/xpay/openapi.ts';
import type { ApiDocument } from './openapi.ts';

export const DOCUMENTS: readonly ApiDocument[] = [
  { name: 'xpay', title: 'XPay', make: xpayDocument },
  { name: 'cxpay', title: 'CX Pay', make: cxpayDocument },
  { name: 'maxfi', title: 'MaxFi', make: maxfiDocument },
  { name: 'payment-request', title: 'Payment requests', make: paymentRequestDocument },
  { name: 'client', title: 'Browser', make: clientDocument },
  { name: 'sandbox', title: 'Sandbox', make: sandboxDocument },
];
