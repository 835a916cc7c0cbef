// Nothing is cut off, covered or wider than the narrowest phone: every state in the languages that need the most room or another
// direction, a third of the states in each of the others, and all of them in one of nobody, 40 % longer than English.

import { readdirSync } from 'node:fs';
import { expect } from '@playwright/test';
import { findFaults } from './looks/find-faults.ts';
import { test } from './looks/gallery.ts';

const PSEUDO = 'en-XA';

const LANGUAGES = readdirSync(`${import.meta.dirname}/../packages/checkout/src/i18n/locales`)
  .filter((file) => /^[\w-]+\.json$/.test(file))
  .map((file) => file.replace('.json', ''));

/** Long words, tall letters, no spaces, from right to left. */
const WHOLE = [PSEUDO, 'ar', 'bg', 'de', 'el', 'fi', 'fr', 'hu', 'ja', 'ka', 'nl', 'ru', 'th', 'vi'];

test.beforeEach(async ({ gallery }) => {
  await gallery.evaluate(`window.findFaults = () => (${findFaults})('.xp-test__menu')`);
});

for (const [index, tag] of [PSEUDO, ...LANGUAGES].entries()) {
  const part = WHOLE.includes(tag) ? null : index % 3;
  test(`${part === null ? 'every state' : 'a third of the states'} fits on a phone in ${tag}`, async ({
    gallery,
  }) => {
    const faults = await gallery.evaluate(
      async ([tag, part]) => {
        const { stage, findFaults } = window;
        if (stage === undefined || findFaults === undefined) throw new Error('The gallery is not ready.');
        const painted = () => new Promise((done) => setTimeout(done));
        const found: string[] = [];
        for (const [index, state] of stage.states.entries()) {
          if (part !== null && index % 3 !== part) continue;
          await stage.show(state, tag);
          await painted();
          // What is fetched on demand: the dialog around the bank's page.
          while (isAwaited(state)) await new Promise((go) => setTimeout(go, 20));
          look(state);
          // And what a press opens.
          for (const button of document.querySelectorAll<HTMLElement>('#app button[aria-expanded="false"]')) {
            if (!button.checkVisibility()) continue;
            button.click();
            for (let wait = 0; wait < 100 && button.ariaExpanded !== 'true'; wait += 1)
              await new Promise((go) => setTimeout(go, 20));
            await painted();
            look(`${state}, ${button.className} open`);
            button.click();
            await painted();
          }
        }
        return found;

        function isAwaited(state: string): boolean {
          return /^(challenge|silent)$/.test(state) && document.querySelector('dialog[open]') === null;
        }
        function look(where: string): void {
          for (const { kind, what } of findFaults?.() ?? []) found.push(`${where}: ${kind}: ${what}`);
          const [expiry, code] = ['expiry', 'securityCode'].map(
            (field) =>
              document.querySelector(`#app [data-field="${field}"] input`)?.getBoundingClientRect().top,
          );
          if (expiry !== code) found.push(`${where}: expiry date and security code are not on one line`);
        }
      },
      [tag, part] as const,
    );
    expect(faults).toEqual([]);
  });
}

test('from right to left everything stands where its mirror image would', async ({ gallery }) => {
  const faults = await gallery.evaluate(async () => {
    const { stage } = window;
    if (stage === undefined) throw new Error('The gallery is not ready.');
    const boxes = () =>
      [...document.querySelectorAll('#app :is(svg, button, input, select, a)')]
        .filter((element) => element.checkVisibility({ visibilityProperty: true }))
        .map((element) => ({ element, box: element.getBoundingClientRect() }));
    const found: string[] = [];
    for (const state of stage.states) {
      await stage.show(state, 'en');
      await new Promise((done) => setTimeout(done));
      const before = boxes();
      document.documentElement.dir = 'rtl';
      for (const [index, { element, box }] of boxes().entries()) {
        const mirrored = 320 - (before[index]?.box.right ?? 0);
        if (Math.abs(box.left - mirrored) > 1) found.push(`${state}: ${element.outerHTML.slice(0, 60)}`);
      }
    }
    return found;
  });
  expect(faults).toEqual([]);
});

test.describe('the search for faults', () => {
  test('finds what is cut off, covered and too wide', async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    const found = async (body: string): Promise<readonly string[]> => {
      await page.setContent(`<body style="margin:0;font:16px sans-serif">${body}`);
      return page.evaluate(`[...new Set((${findFaults})('').map(({ kind }) => kind))]`);
    };
    expect(await found('<p>Fits</p><button>Pay</button>')).toEqual([]);
    expect(
      await found('<div style="width:40px;overflow:hidden;white-space:nowrap">Much too long</div>'),
    ).toEqual(['cut off']);
    expect(await found('<div style="height:10px;overflow:hidden">One line<br>Another</div>')).toEqual([
      'cut off',
    ]);
    expect(await found('<input style="width:40px" value="much too long for that">')).toEqual(['cut off']);
    expect(
      await found('<select style="width:40px;appearance:none"><option>Español (Latinoamérica)</select>'),
    ).toEqual(['cut off']);
    expect(await found('<p>One</p><p style="margin-top:-30px">Another</p>')).toEqual(['covered']);
    expect(await found('<p>One</p><button style="position:absolute;top:10px;left:0">Pay</button>')).toEqual([
      'covered',
    ]);
    expect(await found('<div style="width:400px;height:9px"></div>')).toEqual(['sideways']);
  });
});
