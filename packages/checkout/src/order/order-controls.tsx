// What a buyer may change about the order where it is summed up: how many of each, and promotion codes.

import type { ErrorCode } from '@xpay/protocol/errors';
import type { ExtrasDeps, OrderControls } from '../form/extras.ts';
import { adoptSheet } from '../ui/adopt-sheet.ts';
import { createChanges } from './changes.ts';
import { CodeEntry } from './code-entry.tsx';
import { createCodes } from './codes.ts';
import { DiscountRows } from './discount-rows.tsx';
import styles from './order-controls.css?inline';
import { createSaid } from './said.ts';
import { Stepper } from './stepper.tsx';

adoptSheet(styles);

/**
 * Makes the controls of one checkout's summary. Totals are only ever the server's.
 * @param pressPay Presses Pay for the buyer, who has pressed it while the total was being computed.
 */
export function createOrderControls(deps: ExtrasDeps, pressPay: () => void = submitForm): OrderControls {
  const { session, i18n, clock } = deps;
  const said = createSaid(session, i18n);
  const choose = async (request: Parameters<typeof deps.choose>[0]): Promise<ErrorCode | null> => {
    const before = session.peek();
    const code = await deps.choose(request);
    if (code === null) said.changed(request, before);
    return code;
  };
  const changes = createChanges({ choose, clock });
  const codes = createCodes(changes);
  let isWaiting = false;

  async function payWhenSettled(shown: number): Promise<void> {
    isWaiting = true;
    said.say({ key: 'order.updating' });
    await changes.settle();
    isWaiting = false;
    const isRefused = session.peek().lineItems.some(({ id }) => changes.refusalOf(id) !== null);
    // Nobody pays a total that they have not seen: another one has been said, and is for them to press.
    if (session.peek().amountTotal === shown && !isRefused) pressPay();
  }

  return {
    Quantity: ({ item, readOnly = false }) => <Stepper {...{ item, readOnly, changes, i18n }} />,
    Discounts: ({ readOnly = false }) => (
      <DiscountRows {...{ session: session.value, readOnly, codes, i18n }} />
    ),
    Entry: ({ readOnly = false }) => (
      <CodeEntry
        {...{ session: session.value, isPending: changes.isPending.value, readOnly, codes, said, i18n }}
      />
    ),
    validate() {
      if (!changes.isPending.peek()) return null;
      if (!isWaiting) void payWhenSettled(session.peek().amountTotal);
      return () => {};
    },
  };
}

function submitForm(): void {
  document.querySelector<HTMLFormElement>('.xp-checkout__form')?.requestSubmit();
}
