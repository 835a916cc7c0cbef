// The dialog around the bank's page and what it does with focus, keys and room; the bridge itself is an empty page here.

import { signal } from '@preact/signals';
import { cleanup, render, screen } from '@testing-library/preact';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aSession } from '../api/a-session.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createI18n } from '../i18n/i18n.ts';
import en from '../i18n/locales/en.json';
import { ThreeDs } from './threeds.tsx';
import type { BridgedStep } from './threeds-deps.ts';

declare const happyDOM: {
  readonly settings: { enableIframePageLoading: boolean };
  setViewport(size: { readonly width: number; readonly height: number }): void;
};
/** Else a frame has no window. What is loaded into it is `about:blank`. */
happyDOM.settings.enableIframePageLoading = true;

const CHALLENGE = {
  type: 'three_ds_challenge',
  id: 'a',
  acsUrl: 'https://bank.example/acs',
  creq: 'Y3JlcQ',
  sessionData: 'YQ',
  redirectUrl: 'https://3ds.example/3ds/redirect/a',
} as const;

const METHOD: BridgedStep = {
  kind: 'method',
  action: { type: 'three_ds_method', id: 'a', methodUrl: 'https://bank.example/m', methodData: 'e30' },
};
const AUTHENTICATING: BridgedStep = {
  kind: 'authenticating',
  request: { type: 'authenticate', id: 'a', methodCompletion: 'Y' },
  sends: 1,
};
const ASKED: BridgedStep = { kind: 'challenge', action: CHALLENGE, isSilent: false };
const SILENT: BridgedStep = { ...ASKED, isSilent: true };

let happened: string[];
const step = signal<BridgedStep | null>(METHOD);

function Page() {
  const happens = (what: string) => () => void happened.push(what);
  return (
    <>
      <button type="button">Pay</button>
      {step.value !== null && (
        <ThreeDs
          session={aSession()}
          step={step.value}
          payment={{
            bankAsked: happens('bankAsked'),
            bankSaid: happens('bankSaid'),
            bridgeLost: happens('bridgeLost'),
            cancelAction: happens('cancelAction'),
            leave: happens('leave'),
          }}
          i18n={createI18n('en', en, async () => null)}
          deps={{
            bridgeUrl: 'about:blank',
            clock: createFakeClock(),
            onFullSize: (on) => happened.push(`full size ${on}`),
          }}
        />
      )}
    </>
  );
}

/** Shows the steps one after the other, as the machine would. */
async function go(...steps: (BridgedStep | null)[]): Promise<void> {
  for (const next of steps) {
    step.value = next;
    await Promise.resolve();
  }
}

const dialog = () => screen.queryByRole('dialog');
const frame = () => document.querySelector('iframe');
const button = (name: string) => screen.getByRole('button', { name });

beforeEach(async () => {
  happyDOM.setViewport({ width: 800, height: 760 });
  happened = [];
  step.value = METHOD;
  render(<Page />);
  button('Pay').focus();
});
afterEach(cleanup);

describe('the dialog', () => {
  it('is not seen before the bank asks, while the bridge in it works', async () => {
    expect(dialog()).toBeNull();
    expect(frame()).not.toBeNull();
    await go(AUTHENTICATING);
    expect(dialog()).toBeNull();
  });

  it('says what is confirmed, for how much and to whom, and takes the focus to that', async () => {
    await go(ASKED);
    const heading = screen.getByRole('heading', { name: 'Confirm with your bank' });
    expect(document.activeElement).toBe(heading);
    expect(dialog()?.getAttribute('aria-labelledby')).toBe(heading.id);
    const described = document.getElementById(dialog()?.getAttribute('aria-describedby') ?? '');
    expect(described?.textContent).toBe('$49.00 to Kiln & Co');
  });

  it('leads from the heading by Tab to Cancel, and on into the bank’s page', async () => {
    await go(ASKED);
    const heading = screen.getByRole('heading', { name: 'Confirm with your bank' });
    const follows = (one: Element, other: Element | null) =>
      other !== null && (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    expect([follows(heading, button('Cancel')), follows(button('Cancel'), frame())]).toEqual([true, true]);
    expect(frame()?.title).toBe('Your bank’s page');
  });

  it('keeps the same frame from the first step to the last, and when it is turned', async () => {
    const first = frame();
    await go(AUTHENTICATING, ASKED, SILENT);
    happyDOM.setViewport({ width: 320, height: 568 });
    await Promise.resolve();
    expect(frame()).toBe(first);
  });

  it('is gone when nothing is asked any more', async () => {
    await go(ASKED, null);
    expect([dialog(), frame()]).toEqual([null, null]);
    expect(happened).not.toContain('cancelAction');
  });
});

describe('the way out', () => {
  beforeEach(() => go(ASKED));

  it('is Cancel', async () => {
    await userEvent.click(button('Cancel'));
    expect(happened).toContain('cancelAction');
  });

  it('is Escape, which asks for the same and leaves the dialog to what comes of it', () => {
    const asks = new Event('cancel', { cancelable: true });
    dialog()?.dispatchEvent(asks);
    expect(asks.defaultPrevented).toBe(true);
    expect(happened).toContain('cancelAction');
  });

  it('is Escape once more, where the browser does not ask', () => {
    (dialog() as HTMLDialogElement | null)?.close();
    expect(happened).toContain('cancelAction');
  });

  it('is the bank’s own page when nothing is shown for long, and can be returned from', async () => {
    expect(screen.queryByRole('button', { name: 'Continue on your bank’s page' })).toBeNull();
    await go(SILENT);
    await userEvent.click(button('Continue on your bank’s page'));
    expect(happened).toContain('leave');
  });

  it('is not the bank’s own page where the shop could not be returned to', async () => {
    await go({ ...SILENT, action: { ...CHALLENGE, redirectUrl: null } });
    expect(screen.queryByRole('button', { name: 'Continue on your bank’s page' })).toBeNull();
  });
});

describe('the room', () => {
  it('is the frame where it is large enough, and the window is given back all the same', async () => {
    await go(ASKED);
    expect(happened).toEqual([]);
    await go(null);
    expect(happened).toEqual(['full size false']);
  });

  it('is asked of the host page where the frame is small', async () => {
    happyDOM.setViewport({ width: 320, height: 500 });
    await go(ASKED);
    expect(happened).toEqual(['full size true']);
    expect(document.documentElement.dataset['full']).toBe('');
    await go(null);
    expect(happened).toEqual(['full size true', 'full size false']);
    expect(document.documentElement.dataset['full']).toBeUndefined();
  });

  it('is asked of the host page when the frame becomes small', async () => {
    await go(ASKED);
    happyDOM.setViewport({ width: 320, height: 500 });
    expect(happened).toEqual(['full size true']);
  });
});
