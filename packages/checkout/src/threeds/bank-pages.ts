// Puts a bank's page into the bridge document: checks the address, posts the form, and hears when the page has come back.
// A wallet's or a lender's page, on which the buyer approves, is treated alike, but for the form: it is just gone to.
//
// What a bank's page says is never listened to. Heard is only the document of ours at the notification address, in the
// frame that was made for this step; and that it was reached is all that it says.

import {
  type BridgeMessage,
  type BridgeOrder,
  isBankUrl,
  parseNotified,
} from '@xpay/protocol/bridge-messages';
import { createNonce } from '@xpay/protocol/nonce';

export interface BankPagesDeps {
  /** The bridge's window. */
  readonly self: Window;
  /** The bridge's own first: no bank's page may be on any of them. */
  readonly ownOrigins: readonly string[];
  readonly submit: (form: HTMLFormElement) => void;
  readonly visit: (frame: HTMLIFrameElement, url: string) => void;
  readonly tell: (message: BridgeMessage) => void;
}

/** Everything that a bank's page may need but to navigate the pages around it. */
const SHOWN_SANDBOX =
  'allow-scripts allow-forms allow-same-origin allow-popups allow-popups-to-escape-sandbox';
/** What nobody sees has nothing to open. */
const METHOD_SANDBOX = 'allow-scripts allow-forms allow-same-origin';
/** To whichever origin the form leads: without the stars a frame with no `src` passes nothing on. */
const ALLOW = 'payment *; publickey-credentials-get *; otp-credentials *';

type BankOrder = Exclude<BridgeOrder, { readonly type: 'language' }>;

type PostedOrder = Exclude<BankOrder, { readonly type: 'approval' }>;

type Present = {
  readonly order: BankOrder;
  readonly frame: HTMLIFrameElement;
  /** Null where nothing is posted. */
  readonly form: HTMLFormElement | null;
  hasNotified: boolean;
};

/** What obeys the frame's orders. Each step of a verification is done once: a CReq must not be posted twice (EMV 3DS 2.2). */
export function createBankPages({ self, ownOrigins, submit, visit, tell }: BankPagesDeps) {
  const { document } = self;
  const seen = new Set<string>();
  let present: Present | null = null;

  self.addEventListener('message', ({ data, origin, source }) => {
    if (present === null || present.hasNotified) return;
    if (source === null || source !== present.frame.contentWindow || origin !== self.origin) return;
    const { order, frame } = present;
    if (!isAbout(parseNotified(data), order)) return;
    present.hasNotified = true;
    if (order.type === 'method') {
      frame.remove();
      tell({ type: 'method_done', id: order.id });
    } else {
      document.body.dataset['waiting'] = 'over';
      tell({ type: 'look_again', id: order.id });
    }
  });

  function show(frame: HTMLIFrameElement, order: Exclude<BankOrder, { type: 'method' }>): void {
    document.body.dataset['waiting'] = 'first';
    nameFrame(frame, order);
    frame.allow = ALLOW;
    frame.addEventListener('load', () => {
      if (isStillEmpty(frame)) return;
      if (present?.hasNotified !== true) delete document.body.dataset['waiting'];
      tell({ type: 'bank_shown', id: order.id });
    });
  }

  function open(order: BankOrder): void {
    present?.frame.remove();
    present?.form?.remove();
    const frame = frameFor(document, order);
    if (order.type !== 'method') show(frame, order);
    const form = order.type === 'approval' ? null : formFor(document, order, frame.name);
    present = { order, frame, form, hasNotified: false };
    if (form === null) visit(frame, order.url);
    document.body.append(frame, ...(form === null ? [] : [form]));
    if (form !== null) submit(form);
  }

  return (order: BridgeOrder): void => {
    if (order.type === 'language') {
      if (present !== null && present.order.type !== 'method' && present.order.id === order.id)
        nameFrame(present.frame, order);
      return;
    }
    const step = `${order.type} ${order.id}`;
    if (seen.has(step)) return;
    seen.add(step);
    if (isBankUrl(order.url, ownOrigins)) open(order);
    else tell({ type: 'refused', id: order.id });
  };
}

function frameFor(document: Document, { type }: BankOrder): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  // Random, since every page that is ever shown in the frame can read it.
  frame.name = createNonce();
  frame.setAttribute('sandbox', type === 'method' ? METHOD_SANDBOX : SHOWN_SANDBOX);
  frame.hidden = type === 'method';
  return frame;
}

/** There are two such addresses: what the buyer sees comes back to one, what nobody sees to the other. */
function isAbout(notified: ReturnType<typeof parseNotified>, { id, type }: BankOrder): boolean {
  return notified?.id === id && notified.step === (type === 'method' ? 'method' : 'challenge');
}

function nameFrame(
  frame: HTMLIFrameElement,
  { title, locale }: Exclude<BridgeOrder, { readonly type: 'method' }>,
): void {
  frame.ownerDocument.documentElement.lang = locale;
  frame.title = title;
}

/** Some browsers tell of the load of the empty document that a frame begins with. */
function isStillEmpty({ contentWindow }: HTMLIFrameElement): boolean {
  try {
    return contentWindow?.location.href === 'about:blank';
  } catch {
    return false; // Another origin's document: the bank's.
  }
}

function formFor(document: Document, order: PostedOrder, target: string): HTMLFormElement {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = order.url;
  form.target = target;
  form.hidden = true;
  const fields =
    order.type === 'method'
      ? { threeDSMethodData: order.data }
      : { creq: order.creq, threeDSSessionData: order.sessionData };
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement('input');
    input.type = 'hidden';
    input.name = name;
    input.value = value;
    form.append(input);
  }
  return form;
}
