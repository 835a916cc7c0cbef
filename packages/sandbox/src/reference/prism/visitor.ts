// Goes through Prism to the sandbox: with requests that have to succeed, and with ones that have to be refused as published.

import { z } from '@hono/zod-openapi';
import type { World } from '../../../promises/start.ts';
import type { OpenApi } from '../openapi.ts';
import type { Prism, Violation } from './prism.ts';

type Json = Readonly<Record<string, unknown>>;

export interface Asked {
  readonly body?: object;
  /** In place of JSON, as OAuth has it. */
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request that has to succeed as the document says; `METHOD /path`. Resolves with the body. */
export type Go = (what: string, asked?: Asked) => Promise<Json>;

/** All the good requests of one document. */
export type GoodVisit = (go: Go, world: World) => Promise<void>;

export interface Visit {
  readonly prism: Prism;
  readonly document: OpenApi;
  /** The headers that let one in, asked for anew with each request. */
  readonly credentials: () => Readonly<Record<string, string>>;
  /** Before each request. */
  readonly pause: () => void;
}

interface Exchange {
  readonly status: number;
  readonly text: string;
  readonly violations: readonly Violation[];
}

const VIOLATIONS = z.array(z.looseObject({ location: z.array(z.string()), message: z.string() }));
const OBJECT = z.record(z.string(), z.unknown());
const METHODS = ['get', 'post', 'patch', 'delete'] as const;

/** `METHOD /template` of all that a document has. */
export function operationsOf({ paths = {} }: OpenApi): readonly string[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method] !== undefined).map((method) => `${method.toUpperCase()} ${path}`),
  );
}

/** The template that a request is of. */
export function operationOf(document: OpenApi, what: string): string | undefined {
  const [wanted = ''] = what.split('?');
  return operationsOf(document)
    .filter((one) => new RegExp(`^${one.replace(/\{\w+\}/g, '[^/]+')}$`).test(wanted))
    .sort((a, b) => a.split('{').length - b.split('{').length)[0];
}

/** A visitor whose requests are all good. */
export function goodVisitor(visit: Visit, seen: Set<string>): Go {
  return async (what, asked = {}) => {
    const { status, text, violations } = await send(visit, what, asked);
    if (status >= 300 || violations.length > 0)
      throw new Error(`${what} → ${status}: ${JSON.stringify(violations)}\n${text}`);
    seen.add(operationOf(visit.document, what) ?? what);
    return text === '' ? {} : OBJECT.parse(JSON.parse(text));
  };
}

/**
 * What is wrong with how bad requests of one operation are refused: each of a body that means nothing, of an id that nobody has,
 * and of nobody's credentials, as far as the operation has them.
 */
export async function badVisit(visit: Visit, operation: string): Promise<readonly string[]> {
  const [method = '', path = ''] = operation.split(' ');
  const item = visit.document.paths?.[path]?.[method.toLowerCase() as 'get'];
  const content = Object.keys((item?.requestBody as { content?: object } | undefined)?.content ?? {});
  const what = `${method} ${path.replace(/\{\w+\}/g, 'nobody_has_this')}`;
  const nonsense = content.some((type) => type.includes('json'))
    ? { body: { nonsense: true } }
    : { form: { nonsense: 'true' } };
  const tries: (readonly [string, Asked, boolean])[] = [];
  if (content.length > 0) tries.push(['nonsense', nonsense, true]);
  if (path.includes('{')) tries.push(['an unknown id', content.length > 0 ? { body: {} } : {}, true]);
  if (item?.security?.length !== 0) tries.push(['no credentials', content.length > 0 ? nonsense : {}, false]);
  const problems: string[] = [];
  for (const [name, asked, isKnown] of tries) {
    const { status, text, violations } = await send(visit, what, asked, isKnown);
    const broken = violations.filter(({ location }) => location[0] === 'response');
    if (status < 400 || status >= 500) problems.push(`${operation} with ${name} → ${status}: ${text}`);
    if (broken.length > 0) problems.push(`${operation} with ${name}: ${JSON.stringify(broken)} ${text}`);
    // What the sandbox refuses for its form alone is refused by the document as well.
    const isForeseen = violations.some(({ location }) => location[0] === 'request');
    if (name === 'nonsense' && !isForeseen)
      problems.push(`${operation} takes ${name}, says the document: ${text}`);
  }
  return problems;
}

async function send(
  visit: Visit,
  what: string,
  { body, form, headers = {} }: Asked,
  isKnown = true,
): Promise<Exchange> {
  visit.pause();
  const [method = '', path = ''] = what.split(' ');
  const type = form === undefined ? 'application/json' : 'application/x-www-form-urlencoded';
  const sent = form === undefined ? body && JSON.stringify(body) : new URLSearchParams(form).toString();
  const response = await fetch(visit.prism.origin + path, {
    method,
    headers: {
      ...(isKnown ? visit.credentials() : {}),
      ...(sent === undefined ? {} : { 'content-type': type }),
      ...headers,
    },
    ...(sent === undefined ? {} : { body: sent }),
  });
  const text = await response.text();
  const found: unknown = JSON.parse(response.headers.get('sl-violations') ?? '[]');
  return { status: response.status, text, violations: VIOLATIONS.parse(found) };
}
