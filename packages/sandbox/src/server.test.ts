// Facts about the whole server: that its parts are reachable where the documentation says.

import { describe, expect, it } from 'vitest';
import { call, create, pay, withSandbox } from './test-sandbox.ts';

describe('createServer', () => {
  it('shows in the delivery log what a payment sent', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      await pay(sandbox, session);
      await sandbox.server.tick();
      const { status, json } = await call(sandbox, `/sandbox/deliveries?objectId=${session.id}`);
      expect(status).toBe(200);
      expect(json['data']).toMatchObject([{ eventType: 'checkout.session.completed', state: 'delivered' }]);
    }));
});
