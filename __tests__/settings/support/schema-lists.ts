import type { z } from 'zod';

type Shape = z.core.JSONSchema.BaseSchema;

/** Every list that the JSON schema takes, through objects, lists and alternatives: `exemptions[].from`. */
export function listsIn(schema: Shape, at = ''): readonly string[] {
  const inside = [
    ...(schema.anyOf ?? schema.oneOf ?? schema.allOf ?? []).flatMap((one) => listsOf(one, at)),
    ...Object.entries(schema.properties ?? {}).flatMap(([key, shape]) =>
      listsOf(shape, at === '' ? key : `${at}.${key}`),
    ),
    ...listsOf(schema.additionalProperties, `${at}.*`),
    ...[schema.items].flat().flatMap((one) => listsOf(one, `${at}[]`)),
  ];
  return [...new Set([...(schema.type === 'array' ? [at] : []), ...inside])];
}

const listsOf = (shape: Shape | boolean | undefined, at: string) =>
  typeof shape === 'object' ? listsIn(shape, at) : [];
