// Attacks on the hello, each beside the honest message that differs in nothing else.

import type { BootData } from '@xpay/protocol/boot-data';
import { beforeEach, describe, expect, it } from 'vitest';
import { awaitHost } from './handshake.ts';

const SHOP = 'https://shop.example';
const NONCE = 'a'.repeat(32);
const BOOT: BootData = {
  publishableKey: 'pk_test_1',
  livemode: false,
  allowedParents: [SHOP, 'http://localhost:*'],
  apiOrigin: 'https://pay.example',
  threedsOrigin: 'https://3ds.example',
  acceptHeader: 'text/html',
  isolated: false,
  view: 'inline',
  bootstrap: null,
  build: 'b1',
  locale: 'en',
  localesUrl: '/f/assets/locales-1/',
};

let self: Window & EventTarget;
let parent: object;
let posted: unknown[];
let port: MessagePort;
let bound: MessagePort[];

function aPort(): MessagePort {
  const fake = { postMessage: (message: unknown) => posted.push(message) };
  return fake as unknown as MessagePort;
}

/** The honest hello, with what the attacker changes. */
function say(changes: Record<string, unknown> = {}): void {
  const honest = {
    source: parent,
    origin: SHOP,
    ports: [port],
    data: { xpay: 1, type: 'init', nonce: NONCE },
  };
  self.dispatchEvent(Object.assign(new Event('message'), honest, changes));
}

beforeEach(() => {
  posted = [];
  bound = [];
  port = aPort();
  parent = {};
  self = Object.assign(new EventTarget(), { parent }) as unknown as Window & EventTarget;
  awaitHost(BOOT, self, (opened) => bound.push(opened));
});

describe('the hello', () => {
  it('is answered on its port with the nonce and the build', () => {
    say();
    expect(bound).toEqual([port]);
    expect(posted).toEqual([{ type: 'hello', nonce: NONCE, build: 'b1' }]);
  });

  it('is answered on any port of localhost where the server says so', () => {
    say({ origin: 'http://localhost:5173' });
    expect(bound).toEqual([port]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['another window', { source: {} }],
    ['a window that is gone', { source: null }],
    ['the frame itself', { source: 'self' }],
    ['another origin', { origin: 'https://evil.example' }],
    ['an origin that begins like an allowed one', { origin: `${SHOP}.evil.example` }],
    ['an origin that ends like an allowed one', { origin: 'https://evilshop.example' }],
    ['the allowed host without encryption', { origin: 'http://shop.example' }],
    ['another port of an allowed host', { origin: `${SHOP}:8443` }],
    ['an opaque origin', { origin: 'null' }],
    ['no port', { ports: [] }],
    ['two ports', { ports: [aPort(), aPort()] }],
    ['no nonce', { data: { xpay: 1, type: 'init' } }],
    ['a short nonce', { data: { xpay: 1, type: 'init', nonce: 'abc' } }],
    ['another protocol', { data: { xpay: 2, type: 'init', nonce: NONCE } }],
    ['another message', { data: { xpay: 1, type: 'session', nonce: NONCE } }],
    ['properties that are inherited', { data: Object.create({ xpay: 1, type: 'init', nonce: NONCE }) }],
    ['a text', { data: 'init' }],
    ['nothing', { data: null }],
  ])('is not taken with %s, and the honest one after it is', (_, changes) => {
    say(changes['source'] === 'self' ? { source: self } : changes);
    expect(bound).toEqual([]);
    expect(posted).toEqual([]);
    say();
    expect(bound).toEqual([port]);
  });

  it('is taken once', () => {
    say();
    say({ ports: [aPort()] });
    expect(bound).toEqual([port]);
    expect(posted).toHaveLength(1);
  });

  it('is not taken by a document that nobody embeds', () => {
    const alone = new EventTarget() as unknown as Window & EventTarget & { parent: unknown };
    alone.parent = alone;
    awaitHost(BOOT, alone, (opened) => bound.push(opened));
    const data = { xpay: 1, type: 'init', nonce: NONCE };
    alone.dispatchEvent(
      Object.assign(new Event('message'), { source: alone, origin: SHOP, ports: [port], data }),
    );
    expect(bound).toEqual([]);
  });
});
