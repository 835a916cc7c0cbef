// Which order each step gives, and that the bridge can read it.

import { parseBridgeOrder } from '@xpay/protocol/bridge-messages';
import { describe, expect, it } from 'vitest';
import { anApproval } from '../api/a-session.ts';
import { orderFor, renamingFor } from './order.ts';

const FRAME = { title: 'Your bank’s page', locale: 'en' } as const;

describe('the order', () => {
  it('for the method step names the bank’s address and its data', () => {
    const action = {
      type: 'three_ds_method',
      id: 'a',
      methodUrl: 'https://bank.example/m',
      methodData: 'e30',
    } as const;
    const order = orderFor({ kind: 'method', action }, FRAME);
    expect(order).toEqual({ type: 'method', id: 'a', url: 'https://bank.example/m', data: 'e30' });
    expect(parseBridgeOrder(order)).toEqual(order);
  });

  it('for the challenge has the CReq and what the bank’s frame is called', () => {
    const action = {
      type: 'three_ds_challenge',
      id: 'a',
      acsUrl: 'https://bank.example/acs',
      creq: 'Y3JlcQ',
      sessionData: 'YQ',
      redirectUrl: null,
    } as const;
    const order = orderFor({ kind: 'challenge', action, isSilent: false }, FRAME);
    expect(order).toEqual({
      type: 'challenge',
      id: 'a',
      url: 'https://bank.example/acs',
      creq: 'Y3JlcQ',
      sessionData: 'YQ',
      ...FRAME,
    });
    expect(parseBridgeOrder(order)).toEqual(order);
  });

  it('for an approval has the provider’s address alone', () => {
    const order = orderFor({ kind: 'approval', action: anApproval(), isSilent: false }, FRAME);
    const { id, url } = anApproval();
    expect(order).toEqual({ type: 'approval', id, url, ...FRAME });
    expect(parseBridgeOrder(order)).toEqual(order);
  });

  it('is none while the server is asked', () => {
    const request = { type: 'authenticate', id: 'a', methodCompletion: 'Y' } as const;
    expect(orderFor({ kind: 'authenticating', request, sends: 1 }, FRAME)).toBeNull();
  });
});

describe('the order in another language', () => {
  const GERMAN = { title: 'Seite Ihrer Bank', locale: 'de' } as const;

  it('names the bank’s frame anew while the bank asks', () => {
    const action = {
      type: 'three_ds_challenge',
      id: 'a',
      acsUrl: 'https://bank.example/acs',
      creq: 'Y3JlcQ',
      sessionData: 'YQ',
      redirectUrl: null,
    } as const;
    const order = renamingFor({ kind: 'challenge', action, isSilent: false }, GERMAN);
    expect(order).toEqual({ type: 'language', id: 'a', ...GERMAN });
    expect(parseBridgeOrder(order)).toEqual(order);
  });

  it('names a provider’s frame alike', () => {
    const step = { kind: 'approval', action: anApproval(), isSilent: false } as const;
    expect(renamingFor(step, GERMAN)).toEqual({ type: 'language', id: anApproval().id, ...GERMAN });
  });

  it('is none where no frame has a name', () => {
    const request = { type: 'authenticate', id: 'a', methodCompletion: 'Y' } as const;
    expect(renamingFor({ kind: 'authenticating', request, sends: 1 }, GERMAN)).toBeNull();
  });
});
