// Fields that may be left out but not be undefined: the generator of our documents takes them for required ones.

import { z } from '@hono/zod-openapi';
import type { OpenApi } from './openapi.ts';

interface Shown {
  required?: string[];
  readonly properties?: Readonly<Record<string, Shown>>;
  readonly items?: Shown;
  readonly oneOf?: readonly Shown[];
  readonly anyOf?: readonly Shown[];
}

/** Corrects a document's component, and all that is written inside it, after the schema that it was made from. */
export function allowLeftOut({ components }: OpenApi, name: string, schema: z.ZodType): void {
  const shown: unknown = components?.schemas?.[name];
  if (isShown(shown)) correct(shown, schema);
}

function correct(shown: Shown, schema: z.core.$ZodType): void {
  if (schema instanceof z.ZodObject) {
    const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
    const required = shown.required?.filter((field) => !(shape[field] instanceof z.ZodExactOptional));
    if (required?.length === 0) delete shown.required;
    else if (required !== undefined) shown.required = required;
    for (const [field, type] of Object.entries(shape)) {
      const property = shown.properties?.[field];
      if (property !== undefined) correct(property, type);
    }
  } else if (schema instanceof z.ZodArray) {
    if (shown.items !== undefined) correct(shown.items, schema.element);
  } else if (schema instanceof z.ZodUnion) {
    const choices = shown.oneOf ?? shown.anyOf ?? [];
    for (const [index, option] of schema.options.entries()) {
      const choice = choices[index];
      if (choice !== undefined) correct(choice, option);
    }
  } else if (isWrapped(schema)) correct(shown, schema.unwrap());
}

function isWrapped(
  schema: z.core.$ZodType,
): schema is z.ZodExactOptional<z.ZodType> | z.ZodOptional<z.ZodType> | z.ZodNullable<z.ZodType> {
  return (
    schema instanceof z.ZodExactOptional || schema instanceof z.ZodOptional || schema instanceof z.ZodNullable
  );
}

function isShown(value: unknown): value is Shown {
  return typeof value === 'object' && value !== null;
}
