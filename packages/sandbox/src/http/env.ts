// What our middlewares leave in a request's context for those after them.

import type { Context } from 'hono';
import type { Principal } from '../store/merchants.ts';

export interface Env {
  Variables: {
    requestId: string;
    /** Set by auth.ts; absent where a route asks for no key. */
    principal: Principal;
  };
}

export type ApiContext = Context<Env>;
