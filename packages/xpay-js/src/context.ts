// What the parts of a client get from it: whose it is, and what makes forms.

import type { createForm, Form } from './embedded-checkout.ts';
import type { Peer } from './handshake.ts';
import type { Look } from './look.ts';

export interface Context {
  readonly peer: Peer & { readonly key: string };
  readonly look: Look;
  /** Of every elements object how to find its form, if there is one now. */
  readonly elements: WeakMap<object, () => Form | undefined>;
  readonly createForm: typeof createForm;
}
