// Holds an answer against the OpenAPI document that the sandbox itself publishes: status, content type and schema.

import { z } from 'zod';
import type { Answer } from '../src/test-sandbox.ts';
import type { Document } from './call.ts';
import type { World } from './start.ts';

const CONTENT = z.record(z.string(), z.looseObject({ schema: z.looseObject({}).optional() }));
const OPERATION = z.looseObject({
  responses: z.record(z.string(), z.looseObject({ content: CONTENT.optional() })),
});
const DOCUMENT = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()).optional() }).optional(),
});

type Parsed = z.output<typeof DOCUMENT>;

const documents = new WeakMap<object, Map<Document, Promise<Parsed>>>();
const schemas = new WeakMap<object, z.ZodType>();

/** @throws when the answer is not one that the document names for this path, method and status. */
export async function checkAnswer(
  world: World,
  name: Document,
  method: string,
  path: string,
  answer: Answer,
): Promise<void> {
  // Refusals of a path or method that there is not are of no document.
  if (answer.status === 405) return;
  const document = await documentOf(world, name);
  const operation = findOperation(document, method, path);
  const where = `${method} ${path} → ${answer.status}, by /openapi/${name}.json`;
  if (operation === null) {
    if (answer.status === 404) return;
    throw new Error(`${where}: no such route is published.`);
  }
  const response = operation.responses[String(answer.status)];
  if (response === undefined) throw new Error(`${where}: no such status is published: ${answer.text}`);
  if (answer.text === '' && response.content === undefined) return;
  const type = answer.headers.get('Content-Type')?.split(';')[0] ?? 'none';
  const schema = response.content?.[type]?.schema;
  if (schema === undefined) throw new Error(`${where}: ${type} is not published for it.`);
  const result = schemaOf(document, schema).safeParse(answer.json);
  if (!result.success) throw new Error(`${where}: ${z.prettifyError(result.error)}\n${answer.text}`);
}

function documentOf(world: World, name: Document): Promise<Parsed> {
  const known = documents.get(world.server) ?? new Map<Document, Promise<Parsed>>();
  documents.set(world.server, known);
  const found = known.get(name) ?? read(world, name);
  known.set(name, found);
  return found;
}

async function read({ server }: World, name: Document): Promise<Parsed> {
  const response = await server.api.request(`/openapi/${name}.json`);
  return DOCUMENT.parse(await response.json());
}

/** The operation of a path: one that is written out goes before one with a parameter. */
function findOperation({ paths }: Parsed, method: string, path: string): z.output<typeof OPERATION> | null {
  const [wanted = ''] = path.split('?');
  const found = Object.keys(paths)
    .filter((template) => toPattern(template).test(wanted))
    .sort((a, b) => a.split('{').length - b.split('{').length);
  for (const template of found) {
    const operation = paths[template]?.[method.toLowerCase()];
    if (operation !== undefined) return OPERATION.parse(operation);
  }
  return null;
}

function toPattern(template: string): RegExp {
  return new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`);
}

function schemaOf(document: Parsed, schema: object): z.ZodType {
  const known = schemas.get(schema);
  if (known !== undefined) return known;
  const whole = { ...schema, $defs: document.components?.schemas ?? {} };
  // JSON Schema's own place for what is referred to, so that a schema can stand alone.
  const alone: unknown = JSON.parse(JSON.stringify(whole).replaceAll('#/components/schemas/', '#/$defs/'));
  const made = z.fromJSONSchema(z.record(z.string(), z.unknown()).parse(alone));
  schemas.set(schema, made);
  return made;
}
