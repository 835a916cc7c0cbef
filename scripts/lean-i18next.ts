// Leaves out of i18next what this app never calls. No bundler can: a method may be called by a name made at run time.
//
// What is listed here and not found fails the build, so that an upgrade of i18next is looked at; the test beside this file
// compares what both, the whole and the lean one, make of every text in every language.

import type { ESTree, Plugin } from 'vite';
import { KNOWN, NEVER, UNCALLED, UNHEARD, UNREAD } from './lean-i18next-facts.ts';

/** For the build alone: in development and in tests i18next is whole. */
export function leanI18next(): Plugin {
  return {
    name: 'xpay:lean-i18next',
    apply: 'build',
    transform: {
      filter: { id: /[\\/]i18next[\\/]dist[\\/]esm[\\/]i18next\.js$/ },
      handler(whole) {
        return { code: withAnswers(withoutMembers(whole, this.parse(whole))), map: null };
      },
    },
  };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function withoutMembers(code: string, program: ESTree.Program): string {
  const lean = [...uncalledMethods(program), ...unreadSettings(program)];
  // From the end, so that the places before stay where they are.
  const fromEnd = lean.sort((a, b) => b.start - a.start);
  return fromEnd.reduce(
    (text, { start, end }) => text.slice(0, start) + text.slice(end).replace(/^,/, ''),
    code,
  );
}

function uncalledMethods({ body }: ESTree.Program): readonly Span[] {
  return Object.entries(UNCALLED).flatMap(([className, methods]) => {
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
}

/** Of the one object that `get` makes. */
function unreadSettings({ body }: ESTree.Program): readonly Span[] {
  const made = body
    .flatMap((node) => (node.type === 'VariableDeclaration' ? node.declarations : []))
    .find(({ id }) => id.type === 'Identifier' && id.name === 'get')?.init;
  const result = made?.type === 'ArrowFunctionExpression' ? made.body : undefined;
  const settings = result?.type === 'ParenthesizedExpression' ? result.expression : result;
  const properties = settings?.type === 'ObjectExpression' ? settings.properties : [];
  return UNREAD.map((name) => {
    const setting = properties.find(
      (one) => one.type === 'Property' && one.key.type === 'Identifier' && one.key.name === name,
    );
    if (setting === undefined) throw new Error(`i18next has no setting "${name}" any more.`);
    return setting;
  });
}

function withAnswers(code: string): string {
  const answers = [...Object.entries(KNOWN), ...NEVER.map((question) => [question, 'false'] as const)];
  const known = answers.reduce((text, [question, answer]) => {
    if (!text.includes(question)) throw new Error(`i18next does not ask "${question}" any more.`);
    return text.replaceAll(question, () => answer);
  }, code);
  const alone = known.replaceAll(OTHER_EXPORT, '$1 undefined;');
  return UNHEARD.reduce((text, call) => text.replaceAll(call, `/* @__PURE__ */ ${call}`), alone);
}

/** Methods of an instance that nobody here uses, which i18next exports one by one. */
const OTHER_EXPORT = /^(const (?!createInstance\b)\w+ =) instance\.\w+;$/gm;
