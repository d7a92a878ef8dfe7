import { isObject } from './comments';
import { keyOf } from './problems';

type Path = readonly (string | number)[];

/**
 * Says where a text holds `${` or `%{`, in a key or in a value.
 *
 * Settings become Terraform JSON, and there these begin an expression: a reason or a tag could read any resource.
 */
export function expressionsIn(value: unknown, path: Path = []): string[] {
  if (typeof value === 'string') {
    const begun = beginningIn(value);
    return begun === undefined ? [] : [`${keyOf(path)} = ${JSON.stringify(value)}: ${refusal(begun)}`];
  }
  if (Array.isArray(value)) return value.flatMap((entry, index) => expressionsIn(entry, [...path, index]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, entry]) => {
    const begun = beginningIn(key);
    const ofKey = begun === undefined ? [] : [`${keyOf([...path, key])}, the key itself: ${refusal(begun)}`];
    return [...ofKey, ...expressionsIn(entry, [...path, key])];
  });
}

const beginningIn = (text: string) => /[$%]\{/.exec(text)?.[0];
const refusal = (begun: string) =>
  `Terraform would read ${begun} as the beginning of an expression; allowed: a text without`;
