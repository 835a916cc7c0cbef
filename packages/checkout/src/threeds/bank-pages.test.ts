// What the bridge does with an order, and with messages from everybody who can send one: each attack beside the honest one.

import type { BridgeMessage, BridgeOrder } from '@xpay/protocol/bridge-messages';
import { beforeEach, describe, expect, it } from 'vitest';
import { createBankPages } from './bank-pages.ts';

const OWN = 'https://3ds.example';
const BANK = 'https://bank.example/acs';

let self: Window & EventTarget;
let told: BridgeMessage[];
let submitted: { readonly fields: Record<string, string>; readonly frame: HTMLIFrameElement | null }[];
let visited: (readonly [frame: HTMLIFrameElement, url: string])[];
let obey: (order: BridgeOrder) => void;

const aMethod = (id = 'm1', url = BANK): BridgeOrder => ({ type: 'method', id, url, data: 'bWV0aG9k' });
const aChallenge = (id = 'c1', url = BANK): BridgeOrder => ({
  type: 'challenge',
  id,
  url,
  creq: 'Y3JlcQ',
  sessionData: 'c2Vzc2lvbg',
  title: 'Seite Ihrer Bank',
  locale: 'de',
});

const frames = () => [...document.querySelectorAll('iframe')];
const onlyFrame = (): HTMLIFrameElement => {
  const [frame, ...others] = frames();
  if (frame === undefined || others.length > 0) throw new Error(`There are ${frames().length} frames.`);
  return frame;
};

/** A notification document's message, with what an attacker changes. */
function say(data: unknown, changes: Record<string, unknown> = {}): void {
  const source = frames()[0]?.contentWindow ?? null;
  self.dispatchEvent(Object.assign(new Event('message'), { source, origin: OWN, data }, changes));
}

const notified = (step: 'method' | 'challenge', id: string) => ({ xpay: 1, type: 'notified', step, id });

declare const happyDOM: { readonly settings: { enableIframePageLoading: boolean } };
/** Else a frame has no window. What is loaded into it is `about:blank`. */
happyDOM.settings.enableIframePageLoading = true;

beforeEach(() => {
  document.body.replaceChildren();
  delete document.body.dataset['waiting'];
  self = Object.assign(new EventTarget(), { document, origin: OWN }) as unknown as Window & EventTarget;
  told = [];
  submitted = [];
  visited = [];
  obey = createBankPages({
    self,
    ownOrigins: [OWN, 'https://checkout.example'],
    submit: (form) => {
      const fields = Object.fromEntries([...form.querySelectorAll('input')].map((i) => [i.name, i.value]));
      const frame = frames().find(({ name }) => name === form.target) ?? null;
      expect([form.method, form.action, form.isConnected]).toEqual(['post', BANK, true]);
      submitted.push({ fields, frame });
    },
    visit: (frame, url) => visited.push([frame, url]),
    tell: (message) => told.push(message),
  });
});

describe('an approval', () => {
  const anApproval = (id = 'p1', url = 'https://wallet.example/approve/1?a=1'): BridgeOrder => ({
    type: 'approval',
    id,
    url,
    title: 'Seite zur Freigabe',
    locale: 'de',
  });

  it('goes to the provider’s page, posts nothing, and lets it do what a bank’s page may', () => {
    obey(anApproval());
    expect(submitted).toEqual([]);
    expect(document.forms).toHaveLength(0);
    const frame = onlyFrame();
    expect(visited).toEqual([[frame, 'https://wallet.example/approve/1?a=1']]);
    expect(frame.hidden).toBe(false);
    expect(frame.title).toBe('Seite zur Freigabe');
    expect(document.documentElement.lang).toBe('de');
    obey(aChallenge('c2'));
    expect(frame.getAttribute('sandbox')).toBe(onlyFrame().getAttribute('sandbox'));
    expect(frame.allow).toBe(onlyFrame().allow);
  });

  it('comes back to the address that a challenge comes back to, and to no other', () => {
    obey(anApproval());
    say(notified('method', 'p1'));
    say(notified('challenge', 'p2'));
    say(notified('challenge', 'p1'), { origin: 'https://wallet.example' });
    expect(told).toEqual([]);
    say(notified('challenge', 'p1'));
    expect(told).toEqual([{ type: 'look_again', id: 'p1' }]);
  });

  it.each([`${OWN}/3ds/notify/challenge/p1`, 'javascript:alert(1)', 'http://wallet.example/'])(
    'is refused at %s',
    (url) => {
      obey(anApproval('p1', url));
      expect(frames()).toEqual([]);
      expect(told).toEqual([{ type: 'refused', id: 'p1' }]);
    },
  );
});

describe('the method step', () => {
  it('posts its data into a frame that nobody sees, and that can open and navigate nothing around it', () => {
    obey(aMethod());
    expect(submitted).toEqual([{ fields: { threeDSMethodData: 'bWV0aG9k' }, frame: onlyFrame() }]);
    expect(onlyFrame().hidden).toBe(true);
    expect(onlyFrame().getAttribute('sandbox')).toBe('allow-scripts allow-forms allow-same-origin');
  });

  it('is done when its notification has come, not when its frame has loaded', () => {
    obey(aMethod());
    onlyFrame().dispatchEvent(new Event('load'));
    expect(told).toEqual([]);
    say(notified('method', 'm1'));
    expect(told).toEqual([{ type: 'method_done', id: 'm1' }]);
    expect(frames()).toEqual([]);
  });

  it('leaves no frame behind when the challenge begins without it', () => {
    obey(aMethod());
    obey(aChallenge());
    expect(onlyFrame().hidden).toBe(false);
    expect(document.querySelectorAll('form')).toHaveLength(1);
  });
});

describe('the challenge', () => {
  it('posts the CReq into a frame that may do everything but navigate the pages around it', () => {
    obey(aChallenge());
    const frame = onlyFrame();
    expect(submitted).toEqual([{ fields: { creq: 'Y3JlcQ', threeDSSessionData: 'c2Vzc2lvbg' }, frame }]);
    expect(frame.getAttribute('sandbox')?.split(' ').sort()).toEqual([
      'allow-forms',
      'allow-popups',
      'allow-popups-to-escape-sandbox',
      'allow-same-origin',
      'allow-scripts',
    ]);
    expect(frame.getAttribute('allow')).toBe('payment *; publickey-credentials-get *; otp-credentials *');
    expect([frame.hasAttribute('src'), frame.title, document.documentElement.lang]).toEqual([
      false,
      'Seite Ihrer Bank',
      'de',
    ]);
  });

  it('has a name that tells nothing, another each time', () => {
    obey(aChallenge('c1'));
    const first = onlyFrame().name;
    obey(aChallenge('c2'));
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(onlyFrame().name).not.toBe(first);
  });

  it('is posted once, however often it is ordered', () => {
    obey(aChallenge());
    obey(aChallenge());
    expect(submitted).toHaveLength(1);
  });

  it('tells of every document that the bank shows, not of the empty one before', () => {
    obey(aChallenge());
    const frame = onlyFrame();
    expect(document.body.dataset['waiting']).toBe('first');
    frame.dispatchEvent(new Event('load'));
    expect(told).toEqual([]);
    Object.defineProperty(frame, 'contentWindow', {
      get: () => ({
        get location(): never {
          throw new DOMException('Blocked a frame with another origin.', 'SecurityError');
        },
      }),
    });
    frame.dispatchEvent(new Event('load'));
    frame.dispatchEvent(new Event('load'));
    const shown = { type: 'bank_shown', id: 'c1' };
    expect(told).toEqual([shown, shown]);
    expect(document.body.dataset['waiting']).toBeUndefined();
  });

  it('waits again when it is over', () => {
    obey(aChallenge());
    delete document.body.dataset['waiting'];
    say(notified('challenge', 'c1'));
    expect(document.body.dataset['waiting']).toBe('over');
    expect(frames()).toHaveLength(1);
  });
});

describe('another language', () => {
  const inArabic = (id: string): BridgeOrder => ({ type: 'language', id, title: 'صفحة البنك', locale: 'ar' });

  it('names the frame of the challenge anew, and leaves the bank’s page alone', () => {
    obey(aChallenge());
    const frame = onlyFrame();
    obey(inArabic('c1'));
    obey(inArabic('c1'));
    expect([onlyFrame(), frame.title, document.documentElement.lang]).toEqual([frame, 'صفحة البنك', 'ar']);
    expect(submitted).toHaveLength(1);
  });

  it('is nothing to another challenge, to a method or to nobody', () => {
    obey(inArabic('c1'));
    obey(aMethod());
    obey(inArabic('m1'));
    expect(onlyFrame().title).toBe('');
    obey(aChallenge());
    obey(inArabic('c2'));
    expect(onlyFrame().title).toBe('Seite Ihrer Bank');
  });
});

describe('an address', () => {
  it.each([
    ['javascript:alert(1)'],
    ['data:text/html,x'],
    ['http://bank.example/acs'],
    [`${OWN}/acs`],
    ['https://checkout.example/f/checkout'],
    ['https://user@bank.example/acs'],
    ['/acs'],
    [`https://bank.example/${'a'.repeat(3_000)}`],
  ])('that no buyer may be sent to is refused before any form is made: %.40s', (url) => {
    for (const order of [aMethod('m1', url), aChallenge('c1', url)]) {
      obey(order);
      expect(told.pop()).toEqual({ type: 'refused', id: order.id });
    }
    expect(document.body.children).toHaveLength(0);
    expect(submitted).toEqual([]);
    obey(aChallenge('c2'));
    expect(submitted).toHaveLength(1);
  });
});

describe('a notification', () => {
  it.each<[string, unknown, Record<string, unknown>]>([
    ['from the bank itself', notified('challenge', 'c1'), { origin: 'https://bank.example' }],
    ['from an opaque origin', notified('challenge', 'c1'), { origin: 'null' }],
    ['from another window of our origin', notified('challenge', 'c1'), { source: window }],
    ['from a window that is gone', notified('challenge', 'c1'), { source: null }],
    ['about another verification', notified('challenge', 'c2'), {}],
    ['about another step', notified('method', 'c1'), {}],
    ['that is something else', { type: 'notified', step: 'challenge', id: 'c1' }, {}],
    ['that is a text', 'notified', {}],
  ])('%s says nothing, and the honest one after it does', (_, data, changes) => {
    obey(aChallenge());
    say(data, changes);
    expect(told).toEqual([]);
    say(notified('challenge', 'c1'));
    expect(told).toEqual([{ type: 'look_again', id: 'c1' }]);
  });

  it('counts once', () => {
    obey(aChallenge());
    say(notified('challenge', 'c1'));
    say(notified('challenge', 'c1'));
    expect(told).toHaveLength(1);
  });

  it('means nothing before anything was ordered', () => {
    say(notified('challenge', 'c1'), { source: window });
    expect(told).toEqual([]);
  });
});
