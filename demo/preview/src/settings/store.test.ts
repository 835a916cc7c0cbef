// Facts about the settings that are shown: the address follows them, and they follow the address.

import { expect, it } from 'vitest';
import { DEFAULTS, defaultsFor } from './settings.ts';
import { createSettingsStore } from './store.ts';

function storeAt(href: string, defaults = DEFAULTS) {
  const location = { href };
  const written: string[] = [];
  const waiting = new Set<() => void>();
  const store = createSettingsStore({
    location,
    defaults,
    replace: (next) => {
      written.push(next.slice(next.indexOf('/', 8)));
      location.href = next;
    },
    settle: (work) => {
      waiting.add(work);
      return () => waiting.delete(work);
    },
  });
  const rest = () => {
    for (const work of [...waiting]) {
      waiting.delete(work);
      work();
    }
  };
  return { store, location, written, waiting, rest };
}

it('is what the address says at first, and writes nothing by itself', () => {
  const { store, written, waiting } = storeAt('http://here/?way=overlay&items=3&wind=strong');
  expect(store.settings.value.way).toBe('overlay');
  expect(store.settings.value.session.items).toBe(3);
  expect(store.problems.value).toEqual([{ key: 'wind', got: 'strong' }]);
  expect([written, waiting.size]).toEqual([[], 0]);
});

it('writes one address when the hand rests, however often something changed', () => {
  const { store, written, waiting, rest } = storeAt('http://here/#top');
  for (let width = 300; width <= 700; width += 1) store.change({ frame: { width } });
  store.change({ way: 'tag', world: { card: 'lost_card' } });
  expect([written, waiting.size]).toEqual([[], 1]);
  rest();
  expect(written).toEqual(['/?way=tag&width=700&card=lost_card#top']);
});

it('gives the address of what is shown before it is written', () => {
  const { store } = storeAt('http://here/');
  store.change({ session: { discount: 25 } });
  expect(store.href()).toBe('http://here/?discount=25');
});

it('takes one variable in and out and keeps the others', () => {
  const { store } = storeAt('http://here/?colorText=%23112233');
  store.changeVariable('borderRadius', '12px');
  expect(store.settings.value.look.variables).toEqual({ colorText: '#112233', borderRadius: '12px' });
  store.changeVariable('colorText', undefined);
  expect(store.settings.value.look.variables).toEqual({ borderRadius: '12px' });
});

it('keeps language and colours of the page when it is reset', () => {
  const { store, rest, location } = storeAt('http://here/?lang=ar&scheme=dark&way=link&fields=email');
  store.reset();
  rest();
  expect(store.settings.value).toEqual({ ...DEFAULTS, page: { lang: 'ar', scheme: 'dark' } });
  expect(location.href).toBe('http://here/?lang=ar&scheme=dark');
});

it('takes nonsense out of the address once it is dismissed', () => {
  const { store, location } = storeAt('http://here/?way=teleport&items=4');
  store.dismiss();
  expect(store.problems.value).toEqual([]);
  expect(location.href).toBe('http://here/?items=4');
});

it('follows the browser back, and drops what was not written yet', () => {
  const { store, location, written, rest } = storeAt('http://here/?way=tag');
  store.change({ way: 'hosted' });
  location.href = 'http://here/?way=link';
  store.arrive();
  rest();
  expect(store.settings.value.way).toBe('link');
  expect(written).toEqual([]);
});

it('speaks the visitor’s language where the address says nothing, and writes what was chosen in its place', () => {
  const { store, written, rest } = storeAt('http://here/?items=3', defaultsFor(['ar-EG', 'en']));
  const { page, frame } = store.settings.value;
  expect([page.lang, frame.direction]).toEqual(['ar', 'rtl']);
  store.change({ session: { items: 4 } });
  rest();
  store.change({ page: { lang: 'en' } });
  rest();
  store.reset();
  rest();
  expect(written).toEqual(['/?items=4', '/?items=4&lang=en', '/?lang=en']);
  expect(store.settings.value.frame.direction).toBe('rtl');
});

it.each([
  [['ar'], 'ar'],
  [['AR-sa', 'en-US'], 'ar'],
  [['fr', 'ar', 'en'], 'ar'],
  [['en-GB', 'ar'], 'en'],
  [['arn', 'de'], 'en'],
  [[], 'en'],
] as const)('takes the first of %j that the page has: %s', (languages, lang) => {
  expect(defaultsFor(languages).page.lang).toBe(lang);
});
