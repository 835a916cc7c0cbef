// What our middlewares leave in a request's context for those after them.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from 'hono';
import type { Hit } from '../faults/book.ts';
import type { Principal } from '../store/merchants.ts';

export interface Env {
  Bindings: {
    /** The connection, where a server took the request. */
    incoming?: IncomingMessage;
    outgoing?: ServerResponse;
    /** A request of the sandbox's own: no fault is for it. */
    isFaultless?: true;
  };
  Variables: {
    requestId: string;
    /** Set by auth.ts; absent where a route asks for no key. */
    principal: Principal;
    /** The faults that the request runs into; absent where there are none. */
    hits: readonly Hit[];
    /** The session that the request has made, if it has made one. */
    madeSessionId: string;
  };
}

export type ApiContext = Context<Env>;
