// For tests of bad input: every value that a body must not have, made from the OpenAPI document that describes it.

import { z } from 'zod';

export interface Schema {
  readonly type?: string | readonly string[] | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly format?: string | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly pattern?: string | undefined;
  readonly minimum?: number | undefined;
  readonly exclusiveMinimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly maxItems?: number | undefined;
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
  /** Of a record: what each of its values is. */
  readonly additionalProperties?: boolean | Schema | undefined;
  readonly required?: readonly string[] | undefined;
  readonly items?: Schema | undefined;
  readonly oneOf?: readonly Schema[] | undefined;
  readonly $ref?: string | undefined;
}

const SCHEMA: z.ZodType<Schema> = z.lazy(() =>
  z.looseObject({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    enum: z.array(z.unknown()).optional(),
    format: z.string().optional(),
    minLength: z.number().optional(),
    maxLength: z.number().optional(),
    pattern: z.string().optional(),
    minimum: z.number().optional(),
    exclusiveMinimum: z.number().optional(),
    maximum: z.number().optional(),
    maxItems: z.number().optional(),
    properties: z.record(z.string(), SCHEMA).optional(),
    additionalProperties: z.union([z.boolean(), SCHEMA]).optional(),
    required: z.array(z.string()).optional(),
    items: SCHEMA.optional(),
    oneOf: z.array(SCHEMA).optional(),
    $ref: z.string().optional(),
  }),
);
const BODY = z.looseObject({ content: z.record(z.string(), z.object({ schema: SCHEMA })) });
export const DOCUMENT = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ requestBody: BODY.optional() }))),
  components: z.looseObject({ schemas: z.record(z.string(), SCHEMA) }),
});
export type Document = z.output<typeof DOCUMENT>;

/** The schema of what a route takes. @throws when it takes no JSON. */
export function bodySchemaOf({ paths }: Document, method: string, path: string): Schema {
  const schema = paths[path]?.[method]?.requestBody?.content['application/json']?.schema;
  if (schema === undefined) throw new Error(`${method} ${path} takes no JSON.`);
  return schema;
}

export type Path = readonly (string | number)[];
export interface Bad {
  readonly path: Path;
  readonly value: unknown;
}

/** Every value that a field must not have, by its schema, and those of the fields in it. */
export function badValues(document: Document, given: Schema, path: Path, body: unknown): readonly Bad[] {
  const schema = branchOf(document, resolve(document, given), body);
  const types = typesOf(schema);
  const bad: unknown[] = types.includes('null') || types.length === 0 ? [] : [null];
  if (types.includes('string')) bad.push(7, true, [], {});
  if (types.includes('integer') || types.includes('number')) bad.push('1', true, []);
  if (types.includes('integer')) bad.push(1.5);
  if (types.includes('boolean')) bad.push('true', 1);
  if (types.includes('object')) bad.push('x', 7, []);
  if (types.includes('array')) bad.push('x', {}, 7);
  if (schema.enum !== undefined) bad.push('none of them', '');
  if (schema.pattern !== undefined || schema.format === 'date-time') bad.push('not so', '\u0000');
  if (schema.exclusiveMinimum !== undefined) bad.push(schema.exclusiveMinimum);
  if ((schema.minLength ?? 0) > 0) bad.push('x'.repeat((schema.minLength ?? 0) - 1));
  if (schema.maxLength !== undefined) bad.push('x'.repeat(schema.maxLength + 1));
  if (schema.minimum !== undefined && schema.minimum > -1e9) bad.push(schema.minimum - 1);
  if (schema.maximum !== undefined && schema.maximum < 1e15) bad.push(schema.maximum + 1);
  const values = bad.map((value) => ({ path, value }));
  return [...values, ...insideOf(document, schema, path, body)];
}

function insideOf(document: Document, schema: Schema, path: Path, body: unknown): readonly Bad[] {
  if (Array.isArray(body) && schema.items !== undefined) {
    const tooMany =
      schema.maxItems === undefined ? [] : Array.from({ length: schema.maxItems + 1 }, () => body[0]);
    const first = body.length === 0 ? [] : badValues(document, schema.items, [...path, 0], body[0]);
    return [...(tooMany.length === 0 ? [] : [{ path, value: tooMany }]), ...first];
  }
  if (typeof body !== 'object' || body === null) return [];
  const { additionalProperties: each, properties } = schema;
  if (typeof each === 'object')
    return Object.entries(body).flatMap(([name, value]) => badValues(document, each, [...path, name], value));
  const own = Object.entries(properties ?? {});
  const missing = (schema.required ?? []).map((name) => ({ path: [...path, name], value: undefined }));
  const inner = own.flatMap(([name, property]) =>
    badValues(document, property, [...path, name], (body as Readonly<Record<string, unknown>>)[name]),
  );
  const unknown = own[0] === undefined ? [] : [{ path: [...path, `${own[0][0]}s`], value: 1 }];
  return [...missing, ...unknown, ...inner];
}

/** Of several shapes, the one that the body's `type` names; the shape itself where there is one. */
function branchOf(document: Document, schema: Schema, body: unknown): Schema {
  if (schema.oneOf === undefined) return schema;
  const type = typeof body === 'object' && body !== null && 'type' in body ? body.type : null;
  const branches = schema.oneOf.map((branch) => resolve(document, branch));
  return branches.find(({ properties }) => properties?.['type']?.enum?.includes(type)) ?? schema;
}

function typesOf({ type }: Schema): readonly string[] {
  if (type === undefined) return [];
  return typeof type === 'string' ? [type] : type;
}

export function resolve({ components }: Document, schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : (components.schemas[name] ?? schema);
}

/** The body with another value at a path; `undefined` is left out of what is sent. */
export function changed(body: unknown, [first, ...rest]: Path, value: unknown): unknown {
  if (first === undefined) return value;
  if (Array.isArray(body))
    return body.map((one, index) => (index === first ? changed(one, rest, value) : one));
  const record = typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
  return { ...record, [first]: changed(record[String(first)], rest, value) };
}

export function nameOf(path: Path): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  );
}
