// Leaves out of i18next what this app never calls. No bundler can: a method may be called by a name made at run time.
//
// What is listed here and not found fails the build, so that an upgrade of i18next is looked at; the test beside this file
// compares what both, the whole and the lean one, make of every text in every language.

import type { ESTree, Plugin } from 'vite';

/** By class. There is no backend to fetch from, no namespace but one, one language a text, no clone; values come formatted. */
const UNCALLED: Readonly<Record<string, readonly string[]>> = {
  EventEmitter: ['constructor', 'on', 'emit', 'off', 'once'],
  I18n: [
    'loadResources',
    'changeLanguage',
    'reloadResources',
    'use',
    'hydrate',
    'setResolvedLanguage',
    'getFixedT',
    'exists',
    'setDefaultNamespace',
    'hasLoadedNamespace',
    'loadNamespaces',
    'loadLanguages',
    'dir',
    'cloneInstance',
    'toJSON',
  ],
  Interpolator: ['reset', 'nest'],
  PluralResolver: ['needsPlural', 'getPluralFormsOfKey', 'getSuffixes', 'clearCache'],
  ResourceStore: [
    'deprecateDottedLng',
    'removeNamespaces',
    'addNamespaces',
    'addResource',
    'addResources',
    'removeResourceBundle',
    'hasResourceBundle',
    'getResourceBundle',
    'getDataByLanguage',
    'hasLanguageSomeTranslations',
    'toJSON',
  ],
  Translator: ['changeLanguage', 'exists', 'getUsedParamsDetails', 'hasDefaultValue'],
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
  'handleAsObjectInI18nFormat && isString(joinArrays) && Array.isArray(res)',
  'usedKey || usedDefault || updateMissing',
  '(usedKey || usedDefault) && this.options.parseMissingKeyHandler',
  'usedKey && res === key && this.options.appendNamespaceToMissingKey',
  'opt.returnDetails !== undefined ? opt.returnDetails : this.options.returnDetails',
  'this.i18nFormat?.parse',
  'this.i18nFormat?.addLookupKeys',
  'opt.nest !== false',
  'res != null && postProcessorNames?.length && opt.applyPostProcessor !== false',
  "opt.context !== undefined && (isString(opt.context) || typeof opt.context === 'number') && opt.context !== ''",
  'this.utils?.hasLoadedNamespace && !this.utils?.hasLoadedNamespace(usedNS)',
  'prefixEscaped || suffixEscaped || nestingPrefixEscaped || nestingSuffixEscaped',
  "!this.escapeValue && typeof str === 'string'",
  'loggerOwner && loggerOwner !== this',
  'this.modules.i18nFormat',
  '!this.services.languageDetector && !this.options.lng',
  '(this.languages || this.isLanguageChangingTo) && !this.isInitialized',
  'shouldHandleAsObject(resForObjHndl)',
  'callback && !this.isInitialized && !options.isClone',
  'options.defaultNS == null && options.ns',
  "typeof this.options.overloadTranslationOptionHandler !== 'function'",
  'this.modules.logger',
  'this.modules.languageDetector',
  'this.options.fallbackNS',
  'this.options.interpolation.defaultVariables',
  'this.options.ignoreJSONStructure === undefined',
  'this.options.keySeparator === undefined',
  'wouldCheckForNsInKey && !seemsNaturalLanguage',
  'opt.appendNamespaceToCIMode || this.options.appendNamespaceToCIMode',
  'opt.missingKeyNoValueFallbackToKey || this.options.missingKeyNoValueFallbackToKey',
  'Translator.hasDefaultValue(opt)',
  'opt.ordinal',
  'options.ordinal',
  '!opt.lng && resolved && resolved.res',
  '!isString(value) && !this.useRawValueToEscape',
  'this.logger.debug',
];

/** What else has one value here, or is for nobody: what is put in its place. */
const KNOWN: Readonly<Record<string, string>> = {
  "this.logger = baseLogger.create('resourceStore')": 'undefined',
  "this.logger = baseLogger.create('translator')": 'undefined',
  "this.logger = baseLogger.create('pluralResolver')": 'undefined',
  "this.logger = baseLogger.create('interpolator')": 'undefined',
  'this.alwaysFormat ?': 'false ?',
  '!this.escapeValue) return val': 'true) return val',
  'new Logger()': 'undefined',
  'baseLogger.init(null, this.options)': 'undefined',
  'new RegExpCache(20)': 'undefined',
  'looksLikeObjectPath(key, nsSeparator, keySeparator)': 'true',
  'opt.nsSeparator !== undefined ? opt.nsSeparator : this.options.nsSeparator': "':'",
  'options.keySeparator !== undefined ? options.keySeparator : this.options.keySeparator': "'.'",
  'options.ignoreJSONStructure !== undefined ? options.ignoreJSONStructure : this.options.ignoreJSONStructure':
    'false',
  'deepFindWithDefaults(data, defaultData, key, this.options.keySeparator, this.options.ignoreJSONStructure)':
    'getPath(data, key)',
  '!key.includes(this.formatSeparator)': 'true',
  'opt.lngs ? opt.lngs : this.languageUtils.toResolveHierarchy(opt.lng || this.language, opt.fallbackLng)':
    '[opt.lng]',
  "needsPluralHandling ? this.pluralResolver.getSuffix(lng, opt.count, opt) : ''": "''",
  'Object.prototype.toString.apply(resForObjHndl)': "''",
  'opt.joinArrays !== undefined ? opt.joinArrays : this.options.joinArrays': 'undefined',
  '!this.i18nFormat || this.i18nFormat.handleAsObject': 'true',
  "!(!this.options.returnNull && res === null) && !(!this.options.returnEmptyString && res === '')":
    'res !== null',
  'isString(res) && (opt?.interpolation?.skipOnVariables !== undefined ? opt.interpolation.skipOnVariables : this.options.interpolation.skipOnVariables)':
    'false',
  'options?.interpolation?.skipOnVariables !== undefined ? options.interpolation.skipOnVariables : this.options.interpolation.skipOnVariables':
    'true',
  'if (opt.interpolation)': 'if (false)',
  'this.options && this.options.interpolation && this.options.interpolation.defaultVariables || {}': '{}',
  'options?.missingInterpolationHandler || this.options.missingInterpolationHandler': 'undefined',
  'this.hasLoadedNamespace.bind(this)': 'undefined',
  'this.reloadResources.bind(this)': 'undefined',
  'new Connector(createClassOnDemand(this.modules.backend), s.resourceStore, s, this.options)': '{}',
  'if (formatter)': 'if (false)',
  'new LanguageUtil(this.options)': 'undefined',
  'this.languageUtils.getLanguagePartFromCode(code)': "code.split('-')[0]",
  "typeof Intl === 'undefined'": 'false',
  'this.addNamespaces(ns)': 'undefined',
  'if (deep)': 'if (false)',
  'escape$1 !== undefined ? escape$1 : escape': 'undefined',
  'bindMemberFunctions(this)': 'undefined',
  "['getResource', 'hasResourceBundle', 'getResourceBundle', 'getDataByLanguage']": '[]',
  "['addResource', 'addResources', 'addResourceBundle', 'removeResourceBundle']": "['addResourceBundle']",
  'transformOptions(options)': 'options',
  'this.changeLanguage(this.options.lng, finish)': 'undefined',
  'defer()': 'undefined',
  'this.options.resources || !this.options.initAsync': 'true',
};

/** What nobody hears: calls without effect, which the minifier drops where nothing is made of their result. */
const UNHEARD: readonly string[] = [
  'this.logger.warn(',
  'this.emit(',
  's.backendConnector.on(',
  'this.translator.on(',
];

/** For the build alone: in development and in tests i18next is whole. */
export function leanI18next(): Plugin {
  return {
    name: 'xpay:lean-i18next',
    apply: 'build',
    transform: {
      filter: { id: /[\\/]i18next[\\/]dist[\\/]esm[\\/]i18next\.js$/ },
      handler(whole) {
        return { code: withAnswers(withoutMethods(whole, this.parse(whole))), map: null };
      },
    },
  };
}

function withoutMethods(code: string, { body }: ESTree.Program): string {
  const lean = Object.entries(UNCALLED).flatMap(([className, methods]) => {
    const declared = body.find((node) => node.type === 'ClassDeclaration' && node.id?.name === className);
    const members = declared?.type === 'ClassDeclaration' ? declared.body.body : [];
    return methods.map((name) => {
      const method = members.find(
        (member) =>
          member.type === 'MethodDefinition' && member.key.type === 'Identifier' && member.key.name === name,
      );
      if (method === undefined) throw new Error(`i18next has no ${className}.${name} any more.`);
      return method;
    });
  });
  // From the end, so that the places before stay where they are.
  const fromEnd = lean.sort((a, b) => b.start - a.start);
  return fromEnd.reduce((text, { start, end }) => text.slice(0, start) + text.slice(end), code);
}

function withAnswers(code: string): string {
  const answers = [...Object.entries(KNOWN), ...NEVER.map((question) => [question, 'false'] as const)];
  const known = answers.reduce((text, [question, answer]) => {
    if (!text.includes(question)) throw new Error(`i18next does not ask "${question}" any more.`);
    return text.replaceAll(question, () => answer);
  }, code);
  return UNHEARD.reduce((text, call) => text.replaceAll(call, `/* @__PURE__ */ ${call}`), known);
}
