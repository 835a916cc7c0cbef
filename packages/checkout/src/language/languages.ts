// The list in which everybody finds their own language, and what is said when one was chosen.

import type { ShippedLocale } from '@xpay/protocol/locales';
import type { I18n } from '../i18n/i18n.ts';

/**
 * Each language in itself, in the order of a list that belongs to no language (CLDR root). Written out: browsers know some
 * of them under other names or only in English, and asking them costs a phone a third of a second.
 */
export const LANGUAGES: Readonly<Record<ShippedLocale, string>> = {
  az: 'Azərbaycanca',
  id: 'Bahasa Indonesia',
  ms: 'Bahasa Melayu',
  cs: 'Čeština',
  da: 'Dansk',
  de: 'Deutsch',
  et: 'Eesti',
  en: 'English',
  'en-GB': 'English (UK)',
  es: 'Español',
  'es-419': 'Español (Latinoamérica)',
  fil: 'Filipino',
  fr: 'Français',
  'fr-CA': 'Français (Canada)',
  hr: 'Hrvatski',
  it: 'Italiano',
  lv: 'Latviešu',
  lt: 'Lietuvių',
  hu: 'Magyar',
  nl: 'Nederlands',
  nb: 'Norsk bokmål',
  uz: 'Oʻzbekcha',
  pl: 'Polski',
  pt: 'Português',
  'pt-BR': 'Português (Brasil)',
  ro: 'Română',
  sk: 'Slovenčina',
  sl: 'Slovenščina',
  fi: 'Suomi',
  sv: 'Svenska',
  vi: 'Tiếng Việt',
  tr: 'Türkçe',
  el: 'Ελληνικά',
  bg: 'Български',
  kk: 'Қазақша',
  ru: 'Русский',
  uk: 'Українська',
  ka: 'ქართული',
  he: 'עברית',
  ar: 'العربية',
  fa: 'فارسی',
  hi: 'हिन्दी',
  th: 'ไทย',
  ko: '한국어',
  ja: '日本語',
  'zh-Hans': '简体中文',
  'zh-Hant': '繁體中文',
  'zh-HK': '繁體中文（香港）',
};

/** For a screen reader, in the language that has just come: eyes see that it changed. */
export function languageNews(i18n: Pick<I18n, 't' | 'locale'>): string {
  const tag = i18n.locale.value;
  return i18n.t('language.changed', {
    language: (LANGUAGES as Readonly<Record<string, string>>)[tag] ?? tag,
  });
}
