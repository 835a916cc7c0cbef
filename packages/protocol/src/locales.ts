// The languages the checkout speaks, and which of them to use for what a page, a session or a browser asks for.

/** BCP 47 tags of the languages that have a translation. */
// biome-ignore format: a list to read, not forty-eight lines.
export const SHIPPED_LOCALES = [
  'ar', 'az', 'bg', 'cs', 'da', 'de', 'el', 'en', 'en-GB', 'es', 'es-419', 'et', 'fa', 'fi', 'fil',
  'fr', 'fr-CA', 'he', 'hi', 'hr', 'hu', 'id', 'it', 'ja', 'ka', 'kk', 'ko', 'lt', 'lv', 'ms', 'nb',
  'nl', 'pl', 'pt', 'pt-BR', 'ro', 'ru', 'sk', 'sl', 'sv', 'th', 'tr', 'uk', 'uz', 'vi', 'zh-Hans',
  'zh-Hant', 'zh-HK',
] as const;

export type ShippedLocale = (typeof SHIPPED_LOCALES)[number];

/** RFC 5646, section 4.4.1: a buffer of 35 characters holds every tag without extensions. */
const LONGEST_TAG = 35;

// The scripts written from right to left that CLDR 48 gives to a living language.
const RIGHT_TO_LEFT = ['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa', 'Yezi'];

/**
 * Regions that write like another one of the same language (CLDR 48, parent locales and the clusters of its language
 * matching).
 */
const WRITE_LIKE: Readonly<Record<string, readonly [region: string, regions: RegExp]>> = {
  en: ['GB', /^(?!AS|CA|GU|MH|MP|PH|PR|UM|US|VI)/],
  es: ['419', /^(?!EA|ES|GQ|IC|PH)/],
  zh: ['HK', /^MO/],
};

/**
 * The supported tag that serves the first of the requested ones which any serves, or null.
 * Language and script are compared after CLDR's likely subtags (UTS 35), so `zh-TW` finds `zh-Hant`, never `zh-Hans`.
 * Of several, the one with the same region is taken, else the one of the region that writes alike (`es-MX` finds
 * `es-419`), else the one without, else the one of the likely region, else the first. Old tags count as their successors (`iw` is `he`, `tl` is `fil`, `no` is `nb`). Case does not matter, nor
 * `_` for `-`. Malformed tags are passed over.
 *
 * @example matchLocale(['pt-PT', 'en'], ['en', 'pt-BR']) // 'pt-BR'
 */
export function matchLocale<Tag extends string>(
  requested: readonly string[],
  supported: readonly Tag[],
): Tag | null {
  const candidates = supported.map((tag) => ({ tag, locale: parseTag(tag) }));
  for (const request of requested) {
    const wanted = parseTag(request);
    if (wanted === null) continue;
    const language = writtenLanguage(wanted);
    const fit = candidates.filter(({ locale }) => locale !== null && writtenLanguage(locale) === language);
    const match =
      fit.find(({ locale }) => locale?.region === wanted.region) ??
      fit.find(({ locale }) => locale?.region === alike(wanted)) ??
      fit.find(({ locale }) => locale?.region === undefined) ??
      fit.find(({ locale }) => locale?.region === wanted.maximize().region) ??
      fit[0];
    if (match !== undefined) return match.tag;
  }
  return null;
}

/** The direction in which a language's usual script runs; `ltr` for what is no language tag. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  const script = parseTag(tag)?.maximize().script ?? '';
  return RIGHT_TO_LEFT.includes(script) ? 'rtl' : 'ltr';
}

/** Language, script and region of a tag, or null for what is no tag or names no language. */
function parseTag(tag: string): Intl.Locale | null {
  if (typeof tag !== 'string' || tag.length > LONGEST_TAG) return null;
  try {
    const { baseName } = new Intl.Locale(tag.replaceAll('_', '-'));
    if (/^und\b/.test(baseName)) return null;
    // CLDR says `no` for Bokmål; browsers and translators say `nb`.
    return new Intl.Locale(baseName.replace(/^no\b/, 'nb'));
  } catch {
    return null; // Intl.Locale throws for what is no tag.
  }
}

/** The region that writes alike; what no tag has where there is none. */
function alike({ language, region = '' }: Intl.Locale): string {
  const [other = '', regions] = WRITE_LIKE[language] ?? [];
  return region !== '' && regions?.test(region) ? other : '-';
}

/** Language and script, where the script can be guessed: `zh-TW` is written `zh-Hant`. */
function writtenLanguage(locale: Intl.Locale): string {
  const { language, script } = locale.maximize();
  return `${language}-${script}`;
}
