// Payments that are no card's, out of a sandbox and back in, in the middle of each.

import { expect, it } from 'vitest';
import { z } from 'zod';
import {
  answer,
  anySession,
  approvalOf,
  aToken,
  IN_THREE,
  press,
  read,
  type Till,
  TRANSFER,
  WALLET,
  withTill,
} from '../test-methods.ts';
import { aSandbox, call, type Sandbox } from '../test-sandbox.ts';

/** The test data of one sandbox in the place of another's. */
async function move(from: Sandbox, to: Sandbox): Promise<number> {
  const taken = await call(from, '/sandbox/export');
  return (await call(to, '/sandbox/import', { body: taken.json })).status;
}

it('an approval, a transfer and a spent token go on in another sandbox as if nothing had been', () =>
  withTill({}, async (till) => {
    const { sandbox } = till;
    const inParts = { sandbox, session: await anySession(sandbox) };
    const byTransfer = { sandbox, session: await anySession(sandbox) };
    const byToken = { sandbox, session: await anySession(sandbox) };
    const token = aToken();
    const [wallet, lender] = [
      approvalOf(await press(till, WALLET)),
      approvalOf(await press(inParts, IN_THREE)),
    ];
    const { instructions } = await press(byTransfer, TRANSFER);
    await press(byToken, token);

    const other = await aSandbox();
    expect(await move(sandbox, other)).toBe(200);
    const there = ({ session }: Till): Till => ({ sandbox: other, session });
    await answer(there(till), wallet, 'approve');
    await answer(there(inParts), lender, 'decline');
    expect((await read(there(till))).intent.status).toBe('succeeded');
    expect((await read(there(inParts))).intent.lastError).toEqual({ declineCode: 'method_declined' });
    expect((await read(there(byTransfer))).intent.instructions).toEqual(instructions);
    other.clock.advance(2 * 86_400_000);
    await other.server.tick();
    expect((await read(there(byTransfer))).intent.status).toBe('succeeded');
    const again = { sandbox: other, session: await anySession(other) };
    expect((await press(again, token)).status).toBe('failed');

    // And back again, with everything ended.
    expect(await move(other, sandbox)).toBe(200);
    expect(await tablesOf(sandbox)).toEqual(await tablesOf(other));
    await other.close();
  }));

const PARTS = z.object({
  tables: z.object({
    approval_orders: z.array(z.unknown()).length(2),
    spent_tokens: z.array(z.unknown()).length(1),
    authentications: z.array(z.unknown()).length(2),
    charges: z.array(z.unknown()).length(5),
  }),
});

/** What an export holds of payments that are no card's. */
async function tablesOf(sandbox: Sandbox) {
  return PARTS.parse((await call(sandbox, '/sandbox/export')).json).tables;
}
