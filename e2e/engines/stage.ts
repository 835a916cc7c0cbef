// What a journey is played on: a sandbox, pages of shops, and a buyer at one engine.

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Api, createApi, type Session, type SessionInput } from '../servers/api.ts';
import { startHostPages } from '../servers/host-pages.ts';
import { type Sandbox, startSandbox } from '../servers/sandbox.ts';
import { type Buyer, buyerAt } from './buyer.ts';
import { until } from './program.ts';
import type { WebDriver } from './webdriver.ts';
import { startWithoutScripts } from './without-scripts.ts';

export interface Shop {
  /** A file of e2e/hosts. */
  readonly file?: string;
  /** The sandbox is `localhost`; a shop on `127.0.0.1` is another site, and the checkout in it a third party. */
  readonly site?: 'localhost' | '127.0.0.1';
  readonly options?: Readonly<Record<string, unknown>>;
  readonly session?: SessionInput;
  /** Where the checkout is mounted. */
  readonly place?: string;
  /** The shop's server never answers with a client secret. */
  readonly isSilent?: boolean;
  /** Of the shop's page. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The session's returnUrl is the page itself. */
  readonly returnsHere?: boolean;
}

export interface Stage extends Buyer {
  readonly api: Api;
  /** A request of the shop's server. */
  readonly post: (path: string, body: object) => Promise<Readonly<Record<string, unknown>>>;
  readonly sandbox: Sandbox;
  /** Opens a shop's page; resolves with its session. */
  readonly visit: (shop?: Shop) => Promise<Session>;
  /** Types a card with keys, going on with Tab, and leaves the focus in the security code. */
  readonly typeCard: (number: string) => Promise<void>;
  /** Answers the bank that asks inside the checkout. */
  readonly answerBank: (...frames: readonly string[]) => Promise<void>;
  /** Resolves when the server says that a session is paid, with exactly these charges. */
  readonly isPaid: (session: Session, ...charges: readonly string[]) => Promise<void>;
  /** The same page of the checkout as with scripts turned off. */
  readonly withoutScripts: (url: string) => string;
  /** Presses Pay until it is paid: for a second, a total that has changed is to be read first. */
  readonly payWhenRead: (session: Session) => Promise<void>;
}

export interface Servers {
  readonly stageFor: (driver: WebDriver) => Stage;
  readonly stop: () => Promise<void>;
}

/** Starts what every journey needs, on free ports. */
export async function startServers(): Promise<Servers> {
  const folder = await mkdtemp(join(tmpdir(), 'xpay-engines-'));
  const [hosts, sandbox] = await Promise.all([startHostPages(), startSandbox({ folder })]);
  const scriptless = await startWithoutScripts(sandbox.checkout);
  const api = createApi(sandbox);

  async function publish(shop: Shop): Promise<readonly [url: string, session: Session]> {
    let session: Session;
    const path = hosts.publish({
      file: shop.file ?? 'minimal',
      values: {
        CHECKOUT: sandbox.checkout,
        KEY: sandbox.publishableKey,
        OPTIONS: JSON.stringify(shop.options ?? {}),
        CONFIRM: '{}',
        ...(shop.place === undefined ? {} : { PLACE: shop.place }),
      },
      createSession: shop.isSilent ? () => new Promise(() => {}) : async () => session.clientSecret,
      headers: shop.headers ?? {},
    });
    const url = `http://${shop.site ?? 'localhost'}:${hosts.port}${path}`;
    session = await api.createSession({ ...(shop.returnsHere ? { returnUrl: url } : {}), ...shop.session });
    return [url, session];
  }

  async function post(path: string, body: object): Promise<Readonly<Record<string, unknown>>> {
    const response = await fetch(sandbox.api + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${sandbox.secretKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Readonly<Record<string, unknown>>;
  }

  const isPaidNow = async ({ id }: Session) => (await api.session(id)).paymentStatus === 'paid';

  function stageFor(driver: WebDriver): Stage {
    const buyer = buyerAt(driver);
    return {
      ...buyer,
      api,
      sandbox,
      post,
      visit: async (shop = {}) => {
        const [url, session] = await publish(shop);
        await buyer.open(url);
        return session;
      },
      typeCard: async (number) => {
        await buyer.type('Card number', number);
        await buyer.keys('Tab', ...'1234', 'Tab', ...'737');
      },
      answerBank: async (...frames) => {
        buyer.into(...frames, 'dialog iframe', 'iframe');
        await buyer.type('One-time code', '123456');
        await buyer.keys('Enter');
        buyer.into(...frames);
      },
      isPaid: async (session, ...charges) => {
        await until('payment', async () => ((await isPaidNow(session)) ? true : undefined));
        assert.deepEqual(await api.chargesOf(session), charges.length > 0 ? charges : ['succeeded']);
      },
      withoutScripts: (url) => url.replace(sandbox.checkout, scriptless.origin),
      payWhenRead: async (session) => {
        await until('payment', async () => {
          if (await isPaidNow(session)) return true;
          await buyer.pressIfThere('Pay…');
          return undefined;
        });
      },
    };
  }

  return {
    stageFor,
    stop: async () => {
      scriptless.close();
      await hosts.close();
      await sandbox.stop();
      await rm(folder, { recursive: true });
    },
  };
}
