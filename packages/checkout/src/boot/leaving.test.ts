// The way out before the app is there, and whose Escape it is.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { awaitLeaving, type Leaving } from './leaving.ts';

let page: Document;
let hasTyped: boolean;
let leaving: Leaving;
const close = vi.fn();

beforeEach(() => {
  close.mockReset();
  hasTyped = false;
  page = document.implementation.createHTMLDocument();
  page.documentElement.dataset['view'] = 'overlay';
  page.body.innerHTML = '<button id="close"></button><input><select><option>en</option></select>';
  leaving = awaitLeaving({ document: page, hasTyped: () => hasTyped, close });
});
afterEach(() => vi.restoreAllMocks());

const press = () => page.getElementById('close')?.click();

function pressEscape(at = 'input', init: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true, ...init });
  page.querySelector(at)?.dispatchEvent(event);
  return event;
}

/** As a browser would judge this selector. */
function withSelector(selector: string, judge: () => boolean): void {
  const select = page.querySelector('select');
  if (select === null) return;
  vi.spyOn(select, 'matches').mockImplementation((asked) => (asked === selector ? judge() : true));
}

describe('before the app', () => {
  it.each<[string, () => void]>([
    ['the button', press],
    ['Escape', () => void pressEscape()],
    ['the host page', () => leaving.wish()],
  ])('closes at once by %s where nothing was typed', (_, wish) => {
    wish();
    expect(close).toHaveBeenCalledTimes(1);
  });

  it('keeps the wish for the app where something was typed, once', () => {
    hasTyped = true;
    press();
    press();
    expect(close).not.toHaveBeenCalled();
    const ask = vi.fn();
    leaving.takeOver(ask);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('asks the app for nothing that nobody wished', () => {
    const ask = vi.fn();
    leaving.takeOver(ask);
    expect(ask).not.toHaveBeenCalled();
    press();
    expect(ask).toHaveBeenCalledTimes(1);
    expect(close).not.toHaveBeenCalled();
  });
});

describe('Escape is not a wish to leave', () => {
  it.each<[string, () => void]>([
    [
      'where the checkout is no overlay',
      () => {
        page.documentElement.dataset['view'] = 'inline';
        pressEscape();
      },
    ],
    [
      'while a dialog is open',
      () => {
        page.body.append(Object.assign(page.createElement('dialog'), { open: true }));
        pressEscape();
      },
    ],
    [
      'when something else took it',
      () => {
        page.querySelector('input')?.addEventListener('keydown', (event) => event.preventDefault());
        pressEscape();
      },
    ],
    ['while an input method composes', () => void pressEscape('input', { isComposing: true })],
    [
      'while a list is open',
      () => {
        withSelector('select:open', () => true);
        pressEscape('select');
      },
    ],
    [
      'at a list that may be open, where the browser cannot tell',
      () => {
        withSelector('select:open', () => {
          throw new SyntaxError('Unknown pseudo-class');
        });
        pressEscape('select');
      },
    ],
    ['when it is another key', () => void pressEscape('input', { key: 'Enter' })],
  ])('%s', (_, act) => {
    act();
    expect(close).not.toHaveBeenCalled();
  });

  it('but is one on a closed list, where the browser can tell', () => {
    withSelector('select:open', () => false);
    pressEscape('select');
    expect(close).toHaveBeenCalledTimes(1);
  });
});
