// What the pictures show, in words, in the order in which a buyer would meet them.

export interface CatalogGroup {
  readonly title: string;
  /** Picture → what it shows. */
  readonly states: Readonly<Record<string, string>>;
}

export const CATALOG: readonly CatalogGroup[] = [
  {
    title: 'Card form',
    states: {
      loading: 'Loading',
      ready: 'Ready',
      typing: 'A number is being typed',
      filled: 'Filled in',
      amex: 'Four digits on the front',
      mistakes: 'Mistakes in every field',
      empty: 'Nothing filled in',
      everything: 'A long order, live mode',
      subscribe: 'A subscription in yen',
      savedOffer: 'An offer to save the card',
    },
  },
  {
    title: 'Saved cards',
    states: {
      saved: 'Two saved cards',
      savedPressed: 'The security code is missing',
      savedExpired: 'One has expired',
      savedAnother: 'Another card',
    },
  },
  {
    title: 'Ways to pay',
    states: {
      methods: 'Card, wallet, in parts, transfer',
      methods_live: 'All of them, live mode',
      methods_wallet: 'Wallet, something missing',
      methods_plans: 'Plans of a lender',
      methods_plan: 'A plan is chosen',
      methods_transfer: 'Bank transfer',
      methods_one: 'Wallet alone',
      methods_declined: 'Wallet, declined',
      methods_element: 'In the payment element',
      transfer: 'Where the transfer goes',
    },
  },
  {
    title: 'Order and address',
    states: {
      order: 'Quantities and codes',
      questions: 'The shop’s own questions',
      questionsPressed: 'Questions left open',
      contact: 'Phone and addresses',
      contactPressed: 'United States, left open',
      contactJapan: 'Japan',
      contactEmirates: 'United Arab Emirates',
      contactIreland: 'Ireland',
    },
  },
  {
    title: 'Paying',
    states: {
      confirming: 'Paying',
      checking: 'Asking what became of it',
      unconfirmed: 'Still not known',
      declined: 'Declined',
      unauthenticated: 'The bank has said no',
      error: 'No connection',
    },
  },
  {
    title: 'The bank asks',
    states: {
      method: 'The bank looks at the browser',
      authenticating: 'The bank is asked',
      challenge: 'The bank’s page',
      silent: 'The bank’s page stays silent',
      redirect: 'Only on the bank’s own page',
      decoupled: 'Approve in the app',
      urgent: 'Approve in the app, time runs out',
      interrupted: 'Interrupted',
      canceling: 'Stopping the check',
      approval: 'A wallet asks',
      approval_silent: 'A wallet stays silent',
      approval_redirect: 'A wallet’s own page',
      approval_interrupted: 'A wallet, interrupted',
    },
  },
  {
    title: 'Ends',
    states: {
      succeeded: 'Paid',
      processing: 'Being settled',
      expired: 'Expired',
      canceled: 'Cancelled',
      unreachable: 'Cannot load',
      offline: 'Offline',
      refused: 'Refused',
    },
  },
  {
    title: 'Hosted page',
    states: {
      page_loading: 'Loading',
      page: 'Ready',
      page_returning: 'Paid, about to return',
      page_receipt: 'Paid, with a receipt',
      page_expired: 'Expired, about to return',
      page_unreachable: 'Cannot load',
    },
  },
  {
    title: 'Payment element, overlay',
    states: {
      element_loading: 'Element, loading',
      element: 'Element',
      element_live: 'Element, live mode',
      element_declined: 'Element, declined',
      element_confirming: 'Element, paying',
      element_unconfirmed: 'Element, still not known',
      element_succeeded: 'Element, paid',
      element_expired: 'Element, expired',
      overlay: 'Overlay',
    },
  },
];

/** The groups with the pictures whose words, name or group hold each of the words asked for; without empty groups. */
export function search(words: string): readonly CatalogGroup[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return CATALOG.flatMap(({ title, states }) => {
    const found = Object.entries(states).filter(([name, tells]) => {
      const text = `${title} ${name} ${tells}`.toLowerCase();
      return wanted.every((word) => text.includes(word));
    });
    return found.length === 0 ? [] : [{ title, states: Object.fromEntries(found) }];
  });
}
