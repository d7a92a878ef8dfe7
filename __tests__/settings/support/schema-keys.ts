import type { z } from 'zod';

type Shape = z.core.JSONSchema.BaseSchema;

/**
 * Every key at which the JSON schema takes a value: through objects, lists, records and alternatives.
 *
 * An entry of a list is written `exemptions[].owner`; a list of texts is one key.
 */
export function keysOf(schema: Shape, at = ''): readonly string[] {
  if (schema.$ref !== undefined) throw new Error(`${at} is a reference, which is not followed here`);
  const alternatives = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (alternatives !== undefined) return unique(alternatives.flatMap((one) => keysOf(shapeOf(one), at)));
  if (schema.type === 'array')
    return unique([at, ...objectsOf(shapeOf(schema.items)).flatMap((one) => keysOf(one, `${at}[]`))]);
  if (schema.properties !== undefined) {
    return Object.entries(schema.properties).flatMap(([key, shape]) =>
      keysOf(shapeOf(shape), at === '' ? key : `${at}.${key}`),
    );
  }
  if (schema.type === 'object')
    return unique([at, ...objectsOf(shapeOf(schema.additionalProperties)).flatMap((one) => keysOf(one, `${at}.*`))]);
  if (at === '') throw new Error(`the schema has no keys: ${JSON.stringify(schema)}`);
  return [at];
}

/** Alternatives of a shape that have keys of their own. */
function objectsOf(shape: Shape): readonly Shape[] {
  const alternatives = shape.anyOf ?? shape.oneOf ?? shape.allOf;
  if (alternatives !== undefined) return alternatives.flatMap((one) => objectsOf(shapeOf(one)));
  return shape.type === 'object' || shape.type === 'array' ? [shape] : [];
}

function shapeOf(given: Shape['items'] | Shape['additionalProperties']): Shape {
  return typeof given === 'object' && !Array.isArray(given) ? given : {};
}

const unique = (keys: readonly string[]) => [...new Set(keys)];
