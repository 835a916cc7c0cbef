// Leaves out of i18next what this app never calls. No bundler can: a method may be called by a name made at run time.
//
// A method that is listed here and not found fails the build, so that an upgrade of i18next is looked at; the test beside
// this file compares what both, the whole and the lean one, make of every text in every language.

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
  LanguageUtil: ['getBestMatchFromCodes', 'clearCache'],
  Logger: ['clone', 'once', 'deprecate'],
  PluralResolver: ['needsPlural', 'getPluralFormsOfKey', 'clearCache'],
  ResourceStore: [
    'removeNamespaces',
    'addResource',
    'addResources',
    'removeResourceBundle',
    'getResourceBundle',
    'toJSON',
  ],
  Translator: ['exists', 'getUsedParamsDetails'],
};

/** For the build alone: in development and in tests i18next is whole. */
export function leanI18next(): Plugin {
  return {
    name: 'xpay:lean-i18next',
    apply: 'build',
    transform: {
      filter: { id: /[\\/]i18next[\\/]dist[\\/]esm[\\/]i18next\.js$/ },
      handler(code) {
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
