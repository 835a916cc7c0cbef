// Facts about addresses: whatever can be set comes back, and nonsense costs one setting only.

import { readFileSync } from 'node:fs';
import { parseAppearance } from '@xpay/protocol/appearance';
import { CURRENCIES } from '@xpay/protocol/currencies';
import { SHIPPED_LOCALES } from '@xpay/protocol/locales';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSettings, writeSettings } from './address.ts';
import * as choices from './choices.ts';
import { DEFAULTS, type Settings } from './settings.ts';
import * as world from './world-choices.ts';

const { LIMITS } = choices;
const cards = [...Object.values(world.CARDS).flat(), ...world.OUTCOMES];
const banks = Object.values(world.BANKS).flat();

const within = ([min, max]: readonly [number, number]) => fc.integer({ min, max });
const oneOf = <T>(values: readonly T[]) => fc.constantFrom(...values);
const hex = fc.integer({ min: 0, max: 0xffffff }).map((color) => `#${color.toString(16).padStart(6, '0')}`);
const px = (min: number, max: number) => fc.integer({ min, max }).map((length) => `${length}px`);

const colors = choices.VARIABLE_NAMES.filter((name) => name.startsWith('color'));
const variables = fc.record(
  {
    ...Object.fromEntries(colors.map((name) => [name, hex])),
    fontFamily: oneOf(['Georgia, serif', '"Times New Roman", serif', 'system-ui']),
    fontSizeBase: px(16, 20),
    borderRadius: px(0, 24),
    spacingUnit: px(3, 6),
  },
  { requiredKeys: [] },
);

const anySettings: fc.Arbitrary<Settings> = fc.record({
  way: oneOf(choices.WAYS),
  session: fc.record({
    items: within(LIMITS.items),
    amount: within(LIMITS.amount),
    currency: oneOf(CURRENCIES),
    methods: fc.subarray([...choices.METHODS]),
    fields: fc.subarray([...choices.FIELDS]),
    quantities: fc.boolean(),
    promotion: fc.boolean(),
    discount: within(LIMITS.discount),
    returning: fc.boolean(),
    submit: oneOf(choices.SUBMITS),
    capture: oneOf(choices.CAPTURES),
    expires: within(LIMITS.expires),
  }),
  look: fc.record({ locale: oneOf(['auto', ...SHIPPED_LOCALES]), theme: oneOf(choices.THEMES), variables }),
  frame: fc.record({
    direction: oneOf(choices.DIRECTIONS),
    device: oneOf(choices.DEVICES),
    width: fc.oneof(fc.constant(0), within(LIMITS.width)),
  }),
  world: fc.record({
    card: oneOf(cards),
    network: oneOf(world.NETWORKS),
    bank: oneOf(banks),
    webhooks: oneOf(world.WEBHOOK_ORDERS),
  }),
  page: fc.record({ lang: oneOf(choices.PAGE_LANGUAGES), scheme: oneOf(choices.THEMES) }),
});

/** As it goes through an address bar. */
const throughAddress = (settings: Settings) =>
  readSettings(new URLSearchParams(writeSettings(settings).toString()));

it('comes back from an address as it went in, whatever is set', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      expect(throughAddress(settings)).toEqual({ settings, problems: [] });
    }),
    { numRuns: 500 },
  );
});

it('leaves out what is as it is by default', () => {
  expect(writeSettings(DEFAULTS).toString()).toBe('');
  const settings = { ...DEFAULTS, frame: { ...DEFAULTS.frame, direction: 'rtl' as const } };
  expect(writeSettings(settings).toString()).toBe('dir=rtl');
});

it.each([
  'way=teleport',
  'items=0',
  'items=51',
  'items=1e1',
  'amount=-5',
  'amount=4900.5',
  'currency=usd',
  'methods=wallet,cash',
  'methods=wallet,wallet',
  'fields=pin',
  'quantities=yes',
  'discount=91',
  'expires=29',
  'locale=tlh',
  'theme=sepia',
  'colorPrimary=url(x)',
  'colorText=red;}',
  'fontFamily=Comic Webfont',
  'fontSizeBase=12px',
  'spacingUnit=3em',
  'dir=up',
  'width=100',
  'card=4111111111111111',
  'network=wet',
  'bank=robbed',
  'lang=de',
  '__proto__=1',
  'constructor=x',
  'unheard=of',
])('takes %s for nonsense, names it, and keeps everything else', (nonsense) => {
  const [key = '', got = ''] = nonsense.split('=');
  const { settings, problems } = readSettings(new URLSearchParams(`${nonsense}&submit=book&webhooks=drop`));
  expect(problems).toEqual([{ key, got }]);
  expect(settings).toEqual({
    ...DEFAULTS,
    session: { ...DEFAULTS.session, submit: 'book' },
    world: { ...DEFAULTS.world, webhooks: 'drop' },
  });
});

it('is never thrown off by a query, and always answers with what it would write itself', () => {
  const keys = oneOf(['way', 'items', 'methods', 'colorPrimary', 'fontFamily', 'width', 'card', 'x']);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.oneof(keys, fc.string()), fc.string())), (pairs) => {
      const { settings } = readSettings(new URLSearchParams(pairs));
      expect(throughAddress(settings)).toEqual({ settings, problems: [] });
    }),
  );
});

describe('what can be chosen', () => {
  const guide = readFileSync(new URL('../../../../docs/testing.md', import.meta.url), 'utf8');
  const written = new Set(guide.match(/`[a-z0-9_]+`/g)?.map((name) => name.slice(1, -1)));

  it('is documented, card by card', () => {
    const inTables = guide.match(/(?<=^\| [\d ,]*)\d{4} [\d ]+\d/gm)?.map((text) => text.replaceAll(' ', ''));
    expect([...Object.values(world.CARDS).flat()].sort()).toEqual([...new Set(inTables)].sort());
  });

  it.each([
    ['outcome', world.OUTCOMES],
    ['fault', world.FAULTS],
    ['behaviour of the bank', banks],
    ['order of webhooks', world.WEBHOOK_ORDERS],
  ])('is documented, %s by name', (_, names) => {
    expect(names.filter((name) => !written.has(name))).toEqual([]);
  });

  it('is what the checkout takes for a variable', () => {
    const [sentence = ''] = parseAppearance({ variables: { unheard: '' } }).problems;
    expect(sentence.slice(sentence.indexOf('may have')).match(/\w+(?=[,.])/g)).toEqual([
      ...choices.VARIABLE_NAMES,
    ]);
  });
});
