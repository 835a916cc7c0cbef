// What is wrong with a translation, judged against the English texts; the tests of every folder of locale files use it.

/** The content of a locale file: texts, in branches. */
export interface Translation {
  readonly [key: string]: string | Translation;
}

/** A text that is rightly the same as in English, in these languages. */
export interface SameAsEnglish {
  readonly key: string;
  readonly tags: readonly string[];
  readonly why: string;
}

const PLURAL = /_(zero|one|two|few|many|other)$/;
const PLACEHOLDER = /\{\{\w+\}\}/g;

/** Sentences of fewer letters can be the same in languages that are near to each other. */
const LETTERS_OF_A_SENTENCE = 30;

/** The scripts whose letters a text of the language must have; the others are named by themselves. */
const LETTERS_OF: Readonly<Record<string, string>> = {
  Hans: '\\p{Script=Han}',
  Hant: '\\p{Script=Han}',
  Jpan: '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}',
  Kore: '\\p{Script=Hangul}',
};

/** Every text by its path, `errors.card_declined`. */
export function textsOf(branch: Translation, path = ''): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(branch).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${path}${key}`, value] as const] : [...textsOf(value, `${path}${key}.`)],
    ),
  );
}

/**
 * Everything wrong with the texts of a language, each as a sentence: keys that are missing or too many, among them plurals
 * that are not exactly those of the language (CLDR); texts that are empty, not translated, not in the language's script,
 * with other placeholders than English, or with marks of a typewriter. Needs a runtime with the whole of CLDR.
 */
export function faultsOf(
  tag: string,
  translation: Translation,
  english: Translation,
  allowed: readonly SameAsEnglish[] = [],
): readonly string[] {
  const texts = textsOf(translation);
  const originals = textsOf(english);
  const wanted = new Set(keysFor(tag, originals));
  const same = allowed.filter(({ tags }) => tags.includes(tag)).map(({ key }) => key);
  const faults = [...wanted].filter((key) => !texts.has(key)).map((key) => `${key} is missing`);
  for (const [key, text] of texts) {
    const original = originals.get(key) ?? originals.get(key.replace(PLURAL, '_other')) ?? '';
    if (!wanted.has(key)) faults.push(`${key} is one too many`);
    if (text.trim() === '') faults.push(`${key} is empty`);
    else if (text.trim() !== text) faults.push(`${key} has white space around it`);
    if (placeholders(text) !== placeholders(original))
      faults.push(`${key} has the placeholders ${placeholders(text)}, not ${placeholders(original)}`);
    if (/'|\.\.\./.test(text)) faults.push(`${key} has ' or ..., not ’ or …`);
    if (same.includes(key)) {
      if (text !== original) faults.push(`${key} is listed as the same as in English, and is not`);
    } else if (isUntranslated(tag, text, original)) faults.push(`${key} is not translated: ${text}`);
  }
  return faults;
}

/** Sentences that two languages share which are not variants of one. */
export function copiesBetween(translations: Readonly<Record<string, Translation>>): readonly string[] {
  const all = Object.entries(translations).map(([tag, branch]) => ({ tag, texts: textsOf(branch) }));
  return all.flatMap((one, index) =>
    all.slice(index + 1).flatMap((other) => {
      if (languageOf(one.tag) === languageOf(other.tag)) return [];
      return [...one.texts]
        .filter(([key, text]) => other.texts.get(key) === text && lettersIn(text) >= LETTERS_OF_A_SENTENCE)
        .map(([key, text]) => `${one.tag} and ${other.tag} share ${key}: ${text}`);
    }),
  );
}

/** The keys that a language must have: one for each of its plural forms where English has them. */
function keysFor(tag: string, english: ReadonlyMap<string, string>): readonly string[] {
  const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
  return [...english.keys()].flatMap((key) =>
    PLURAL.test(key) ? forms.map((form) => key.replace(PLURAL, `_${form}`)) : [key],
  );
}

function placeholders(text: string): string {
  return (text.match(PLACEHOLDER) ?? []).sort().join(' ') || 'none';
}

/** Letter for letter English, or in letters of another script alone. */
function isUntranslated(tag: string, text: string, original: string): boolean {
  if (lettersIn(text) === 0) return false;
  if (languageOf(tag) === 'en') return false;
  const script = new Intl.Locale(tag).maximize().script ?? 'Latn';
  const letters = new RegExp(`[${LETTERS_OF[script] ?? `\\p{Script=${script}}`}]`, 'u');
  return text === original || !letters.test(text.replace(PLACEHOLDER, ''));
}

function lettersIn(text: string): number {
  return (text.replace(PLACEHOLDER, '').match(/\p{L}/gu) ?? []).length;
}

function languageOf(tag: string): string {
  return new Intl.Locale(tag).language;
}
