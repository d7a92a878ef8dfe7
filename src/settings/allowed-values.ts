import type { z } from 'zod';

type Shape = z.core.JSONSchema.BaseSchema;

/** Says in words what the schema allows at a key. */
export function allowedAt(schema: Shape, path: readonly PropertyKey[]): string {
  return wordsOf(shapeAt(schema, path));
}

/** The keys the schema knows at a place. */
export function keysAt(schema: Shape, path: readonly PropertyKey[]): string[] {
  return alternatives(shapeAt(schema, path)).flatMap(({ properties }) => Object.keys(properties ?? {}));
}

/** The values that the schema names one by one at a place. */
export function valuesAt(schema: Shape, path: readonly PropertyKey[]): unknown[] {
  return alternatives(shapeAt(schema, path)).flatMap((one) => one.enum ?? (one.const === undefined ? [] : [one.const]));
}

/** Whether a text would be allowed at a place, as far as the schema says what one looks like. */
export function takesText(schema: Shape, path: readonly PropertyKey[], given: string): boolean {
  return alternatives(shapeAt(schema, path)).some(
    ({ pattern }) => pattern !== undefined && new RegExp(pattern, 'u').test(given),
  );
}

/** Where else the schema has a key, such as `revoker.adminGroups`; objects in lists are not looked into. */
export function placesOf(shape: Shape, key: string, above: readonly string[] = []): string[] {
  return Object.entries(shape.properties ?? {}).flatMap(([name, below]) => {
    const path = [...above, name];
    const here = name === key ? [path.join('.')] : [];
    return typeof below === 'boolean'
      ? here
      : [...here, ...alternatives(below).flatMap((one) => placesOf(one, key, path))];
  });
}

function shapeAt(shape: Shape, path: readonly PropertyKey[]): Shape {
  const [key, ...rest] = path;
  if (key === undefined) return shape;
  const below = alternatives(shape).map((one) => (typeof key === 'number' ? one.items : one.properties?.[String(key)]));
  const next = below.find((candidate) => typeof candidate === 'object' && !Array.isArray(candidate));
  return typeof next === 'object' && !Array.isArray(next) ? shapeAt(next, rest) : {};
}

function alternatives(shape: Shape): Shape[] {
  return shape.anyOf?.flatMap(alternatives) ?? [shape];
}

function wordsOf(shape: Shape): string {
  if (shape.title !== undefined) return shape.title;
  if (shape.anyOf !== undefined) return shape.anyOf.map(wordsOf).join(', or ');
  if (shape.const !== undefined) return JSON.stringify(shape.const);
  if (shape.enum !== undefined) return shape.enum.map((value) => JSON.stringify(value)).join(', ');
  switch (shape.type) {
    case 'integer':
      return `a whole number from ${String(shape.minimum)} to ${String(shape.maximum)}`;
    case 'boolean':
      return 'true or false';
    case 'array':
      return typeof shape.items === 'object' && !Array.isArray(shape.items)
        ? `a list, each ${wordsOf(shape.items)}`
        : 'a list';
    case 'object':
      return shape.properties === undefined
        ? 'an object'
        : `an object with the keys ${Object.keys(shape.properties).join(', ')}`;
    default:
      return 'a text';
  }
}
