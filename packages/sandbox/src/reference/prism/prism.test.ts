// Every operation of every document, asked through Prism: requests and answers are as published, the refusals too.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { start, type World } from '../../../promises/start.ts';
import { aBank, METHOD_URL } from '../../test-bank.ts';
import { paymentRequestDocument } from '../../wire/payment-request/openapi.ts';
import { DOCUMENTS } from '../documents.ts';
import { type ApiDocument, type OpenApi, withOperationIds } from '../openapi.ts';
import { startPrism } from './prism.ts';
import { badVisit, type GoodVisit, goodVisitor, operationsOf, type Visit } from './visitor.ts';
import { visitCxpay, visitMaxfi, visitPaymentRequest } from './visits.ts';
import { visitClient, visitSandbox } from './visits-own.ts';
import { visitXpay } from './visits-xpay.ts';

const GOOD: Readonly<Record<string, GoodVisit>> = {
  xpay: visitXpay,
  cxpay: visitCxpay,
  maxfi: visitMaxfi,
  'payment-request': visitPaymentRequest,
  client: visitClient,
  sandbox: visitSandbox,
};

/** What a proxy that waits for the end of an answer, or a visitor without a page of a shop, cannot do well. */
const ONLY_REFUSED: readonly string[] = ['GET /v1/client/session/events', 'POST /v1/client/bootstrap'];

/** For a busy machine, on which a Prism takes its time. */
const STARTING = 120_000;

interface Scene {
  readonly world: World;
  readonly visit: Visit;
  readonly close: () => Promise<void>;
}

/** A sandbox of its own, Prism before it, and somebody who may ask. */
async function open(name: string, document: OpenApi): Promise<Scene> {
  const world = await start(name === 'client' ? { bank: aBank(METHOD_URL) } : {});
  const server = createAdaptorServer({ fetch: world.server.api.fetch });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const folder = await mkdtemp(join(tmpdir(), 'xpay-prism-'));
  const file = join(folder, `${name}.json`);
  await writeFile(file, JSON.stringify(document));
  const { port } = server.address() as AddressInfo;
  const prism = await startPrism(file, `http://127.0.0.1:${port}`);
  const { secretKey, publishableKey } = world.keys;
  const key = name === 'client' ? publishableKey : secretKey;
  return {
    world,
    visit: {
      prism,
      document,
      credentials: () => ({ authorization: `Bearer ${key}` }),
      // Nobody is too fast for a limit.
      pause: () => world.clock.advance(1000),
    },
    close: async () => {
      await prism.stop();
      server.close();
      await world.close();
      await rm(folder, { recursive: true });
    },
  };
}

const documentOf = ({ make }: Pick<ApiDocument, 'make'>) => withOperationIds(make('http://localhost'));

describe.each(DOCUMENTS.map((one) => [one.name, documentOf(one)] as const))('%s.json', (name, document) => {
  const seen = new Set<string>(ONLY_REFUSED);
  let scene: Scene;
  beforeAll(async () => {
    scene = await open(name, document);
  }, STARTING);
  afterAll(() => scene?.close());

  it(
    'describes every good request and its answer',
    async () => {
      await GOOD[name]?.(goodVisitor(scene.visit, seen), scene.world);
      expect(operationsOf(document).filter((operation) => !seen.has(operation))).toEqual([]);
    },
    STARTING,
  );

  it(
    'describes what is refused, and how',
    async () => {
      const problems: string[] = [];
      for (const operation of operationsOf(document))
        problems.push(...(await badVisit(scene.visit, operation)));
      expect(problems).toEqual([]);
    },
    STARTING,
  );
});

it(
  'an answer that is not as published is noticed',
  async () => {
    const text = JSON.stringify(documentOf({ make: paymentRequestDocument }));
    const wrong: OpenApi = JSON.parse(text.replaceAll('"expires_in"', '"expires_at"'));
    const { world, visit, close } = await open('payment-request', wrong);
    try {
      await expect(visitPaymentRequest(goodVisitor(visit, new Set()), world)).rejects.toThrow(/expires_at/);
    } finally {
      await close();
    }
  },
  STARTING,
);
