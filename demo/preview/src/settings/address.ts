// All settings as the query of an address and back: what can be seen in the preview can be sent as a link.

import type { AppearanceVariables } from '@xpay/protocol/appearance';
import { CURRENCIES } from '@xpay/protocol/currencies';
import { SHIPPED_LOCALES } from '@xpay/protocol/locales';
import {
  CAPTURES,
  DEVICES,
  DIRECTIONS,
  FIELDS,
  LIMITS,
  METHODS,
  PAGE_LANGUAGES,
  SUBMITS,
  THEMES,
  WAYS,
} from './choices.ts';
import { type Codec, type Keyed, oneOf, someOf, variable, whole, yesOrNo } from './codecs.ts';
import {
  DEFAULTS,
  type FrameSettings,
  type PageSettings,
  type SessionSettings,
  type Settings,
  type WorldSettings,
} from './settings.ts';
import { BANKS, CARDS, NETWORKS, OUTCOMES, WEBHOOK_ORDERS } from './world-choices.ts';

/** A part of an address that means nothing: its key, and what stood there. */
export interface AddressProblem {
  readonly key: string;
  readonly got: string;
}

export interface ReadAddress {
  readonly settings: Settings;
  readonly problems: readonly AddressProblem[];
}

type Codecs<T> = { readonly [Name in keyof T]-?: Codec<Exclude<T[Name], undefined>> };

/**
 * The settings that a query asks for. Never throws: what is missing, and what is nonsense, is as it is by default, and the nonsense
 * is named. Of a key that comes twice, the first counts.
 * @param defaults What an address without a word means; the visitor's own are `defaultsFor` of their languages.
 */
export function readSettings(query: URLSearchParams, defaults: Settings = DEFAULTS): ReadAddress {
  const problems: AddressProblem[] = [];
  const part = <T extends object>(codecs: Codecs<T>, usual: T): T => ({
    ...usual,
    ...readPart(codecs, query, problems),
  });
  const { way } = part(WAY, { way: defaults.way });
  const { locale, theme } = part(LOOK, { locale: defaults.look.locale, theme: defaults.look.theme });
  const settings: Settings = {
    way,
    session: part(SESSION, defaults.session),
    look: { locale, theme, variables: part<AppearanceVariables>(VARIABLES, {}) },
    frame: part(FRAME, defaults.frame),
    world: part(WORLD, defaults.world),
    page: part(PAGE, defaults.page),
  };
  for (const key of new Set(query.keys())) {
    if (!KEYS.has(key)) problems.push({ key, got: query.get(key) ?? '' });
  }
  return { settings, problems };
}

/** The query that `readSettings` reads as these settings with the same defaults. What is as it is by default is left out. */
export function writeSettings(settings: Settings, defaults: Settings = DEFAULTS): URLSearchParams {
  const usual = new Map(allPairs(defaults));
  return new URLSearchParams(allPairs(settings).filter(([key, text]) => usual.get(key) !== text));
}

type Pair = [key: string, text: string];

function allPairs({ way, session, look, frame, world, page }: Settings): readonly Pair[] {
  return [
    ...writePart(WAY, { way }),
    ...writePart(SESSION, session),
    ...writePart(LOOK, look),
    ...writePart(VARIABLES, look.variables),
    ...writePart(FRAME, frame),
    ...writePart(WORLD, world),
    ...writePart(PAGE, page),
  ];
}

/** What the query has of these, and can be read. */
function readPart<T extends object>(
  codecs: Codecs<T>,
  query: URLSearchParams,
  problems: AddressProblem[],
): Partial<T> {
  const found: Partial<T> = {};
  for (const name in codecs) {
    const { key, read } = codecs[name];
    const text = query.get(key);
    if (text === null) continue;
    const value = read(text);
    if (value === undefined) problems.push({ key, got: text });
    else found[name] = value;
  }
  return found;
}

function writePart<T extends object>(codecs: Codecs<T>, values: T): Pair[] {
  const pairs: Pair[] = [];
  for (const name in codecs) {
    const value = values[name];
    if (value !== undefined)
      pairs.push([codecs[name].key, codecs[name].write(value as Exclude<T[typeof name], undefined>)]);
  }
  return pairs;
}

const CARD_OR_OUTCOME = [...Object.values(CARDS).flat(), ...OUTCOMES];
const ALL_BANKS = Object.values(BANKS).flat();

const WAY: Codecs<Pick<Settings, 'way'>> = { way: oneOf('way', WAYS) };

const SESSION: Codecs<SessionSettings> = {
  items: whole('items', LIMITS.items),
  amount: whole('amount', LIMITS.amount),
  currency: oneOf('currency', CURRENCIES),
  methods: someOf('methods', METHODS),
  fields: someOf('fields', FIELDS),
  quantities: yesOrNo('quantities'),
  promotion: yesOrNo('promotion'),
  discount: whole('discount', LIMITS.discount),
  returning: yesOrNo('returning'),
  submit: oneOf('submit', SUBMITS),
  capture: oneOf('capture', CAPTURES),
  expires: whole('expires', LIMITS.expires),
};

const LOOK: Codecs<Pick<Settings['look'], 'locale' | 'theme'>> = {
  locale: oneOf<string>('locale', ['auto', ...SHIPPED_LOCALES]),
  theme: oneOf('theme', THEMES),
};

const VARIABLES: Codecs<AppearanceVariables> = {
  colorPrimary: variable('colorPrimary'),
  colorOnPrimary: variable('colorOnPrimary'),
  colorBackground: variable('colorBackground'),
  colorSurface: variable('colorSurface'),
  colorText: variable('colorText'),
  colorTextSecondary: variable('colorTextSecondary'),
  colorBorder: variable('colorBorder'),
  colorDanger: variable('colorDanger'),
  colorSuccess: variable('colorSuccess'),
  fontFamily: variable('fontFamily'),
  fontSizeBase: variable('fontSizeBase'),
  borderRadius: variable('borderRadius'),
  spacingUnit: variable('spacingUnit'),
};

const FRAME: Codecs<FrameSettings> = {
  direction: oneOf('dir', DIRECTIONS),
  device: oneOf('device', DEVICES),
  width: whole('width', LIMITS.width, 0),
};

const WORLD: Codecs<WorldSettings> = {
  card: oneOf<string>('card', CARD_OR_OUTCOME),
  network: oneOf<string>('network', NETWORKS),
  bank: oneOf<string>('bank', ALL_BANKS),
  webhooks: oneOf<string>('webhooks', WEBHOOK_ORDERS),
};

const PAGE: Codecs<PageSettings> = {
  lang: oneOf('lang', PAGE_LANGUAGES),
  scheme: oneOf('scheme', THEMES),
};

const KEYS: ReadonlySet<string> = new Set(
  [WAY, SESSION, LOOK, VARIABLES, FRAME, WORLD, PAGE].flatMap((codecs) =>
    Object.values<Keyed>(codecs).map(({ key }) => key),
  ),
);
