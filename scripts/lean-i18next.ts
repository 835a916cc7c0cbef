// Leaves out of i18next what this app never calls. No bundler can: a method may be called by a name made at run time.
//
// What is listed here and not found fails the build, so that an upgrade of i18next is looked at; the test beside this file
// compares what both, the whole and the lean one, make of every text in every language.

import type { Plugin } from 'vite';

/** By class. There is no backend to fetch from, no namespace but one, no clone; values come formatted. */
const UNCALLED: Readonly<Record<string, readonly string[]>> = {
  Connector: [
    'queueLoad',
    'loaded',
    'read',
    'prepareLoading',
    'load',
    'reload',
    'noticeDevFallback',
    'loadOne',
    'saveMissing',
  ],
  Formatter: ['constructor', 'init', 'add', 'addCached', 'format'],
  I18n: [
    'hydrate',
    'getFixedT',
    'exists',
    'setDefaultNamespace',
    'loadNamespaces',
    'loadLanguages',
    'dir',
    'cloneInstance',
    'toJSON',
  ],
  Interpolator: ['nest'],
  EventEmitter: ['off', 'once'],
  LanguageUtil: ['getBestMatchFromCodes', 'clearCache', 'deprecateBareCode'],
  Logger: ['clone', 'once', 'deprecate'],
  PluralResolver: ['needsPlural', 'getPluralFormsOfKey', 'getSuffixes', 'clearCache'],
  ResourceStore: [
    'deprecateDottedLng',
    'removeNamespaces',
    'addResource',
    'addResources',
    'removeResourceBundle',
    'getResourceBundle',
    'toJSON',
  ],
  Translator: ['exists', 'getUsedParamsDetails'],
};

/**
 * Questions whose answer is always no: nothing is debugged, nothing detects the language, keys are plain texts that name a
 * text, no text names another, and what is missing is asked for nowhere. The minifier then drops what hangs on them.
 */
const NEVER: readonly string[] = [
  "lng.includes('.')",
  "typeof keys === 'function'",
  "typeof k === 'function'",
  "typeof opt !== 'object' && this.options.overloadTranslationOptionHandler",
  "lng?.toLowerCase() === 'cimode'",
  'handleAsObjectInI18nFormat && resForObjHndl && handleAsObject && !noObject.includes(resType) && !(isString(joinArrays) && Array.isArray(resForObjHndl))',
  'handleAsObjectInI18nFormat && isString(joinArrays) && Array.isArray(res)',
  'usedKey || usedDefault || updateMissing',
  '(usedKey || usedDefault) && this.options.parseMissingKeyHandler',
  'usedKey && res === key && this.options.appendNamespaceToMissingKey',
  'opt.returnDetails !== undefined ? opt.returnDetails : this.options.returnDetails',
  'this.i18nFormat?.parse',
  'this.i18nFormat?.addLookupKeys',
  'this.i18nFormat?.getResource',
  'opt.nest !== false',
  'res != null && postProcessorNames?.length && opt.applyPostProcessor !== false',
  "opt.context !== undefined && (isString(opt.context) || typeof opt.context === 'number') && opt.context !== ''",
  'this.utils?.hasLoadedNamespace && !this.utils?.hasLoadedNamespace(usedNS)',
  'this.logger.debug && isString(code)',
  'prefixEscaped || suffixEscaped || nestingPrefixEscaped || nestingSuffixEscaped',
  'this.backend && this.callbackApi === undefined && (this.backend.read || this.backend.create)',
  "!this.escapeValue && typeof str === 'string'",
  'this.escape === escape',
  'loggerOwner && loggerOwner !== this',
  'this.modules.i18nFormat',
  'l && this.logger.debug',
  '!lng && this.services.languageDetector',
  '!this.options.resources || this.options.partialBundledLanguages',
  'this.options.fallbackLng && !this.services.languageDetector && !this.options.lng',
  '!this.services.languageDetector && !this.options.lng',
];

/** For the build alone: in development and in tests i18next is whole. */
export function leanI18next(): Plugin {
  return {
    name: 'xpay:lean-i18next',
    apply: 'build',
    transform: {
      filter: { id: /[\\/]i18next[\\/]dist[\\/]esm[\\/]i18next\.js$/ },
      handler(whole) {
        const code = withoutQuestions(whole);
        const lean = Object.entries(UNCALLED).flatMap(([className, methods]) => {
          const declared = this.parse(code).body.find(
            (node) => node.type === 'ClassDeclaration' && node.id?.name === className,
          );
          const members = declared?.type === 'ClassDeclaration' ? declared.body.body : [];
          return methods.map((name) => {
            const method = members.find(
              (member) =>
                member.type === 'MethodDefinition' &&
                member.key.type === 'Identifier' &&
                member.key.name === name,
            );
            if (method === undefined) throw new Error(`i18next has no ${className}.${name} any more.`);
            return method;
          });
        });
        // From the end, so that the places before stay where they are.
        const fromEnd = lean.sort((a, b) => b.start - a.start);
        const rest = fromEnd.reduce((text, { start, end }) => text.slice(0, start) + text.slice(end), code);
        return { code: rest, map: null };
      },
    },
  };
}

function withoutQuestions(code: string): string {
  return NEVER.reduce((text, question) => {
    if (!text.includes(question)) throw new Error(`i18next does not ask "${question}" any more.`);
    return text.replaceAll(question, 'false');
  }, code);
}
