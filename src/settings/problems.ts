import type { z } from 'zod';
import { allowedAt, keysAt, placesOf, takesText, valuesAt } from './allowed-values';
import { isObject } from './comments';
import { nearest } from './nearest';

type Issue = z.core.$ZodIssue;
type Schema = z.core.JSONSchema.BaseSchema;

/** One line per problem: the key, the value given, what is allowed. */
export function problemsOf(issues: readonly Issue[], input: unknown, schema: Schema): string[] {
  return [...new Set(issues.flatMap((issue) => inner(issue, [], input)).map((issue) => line(issue, input, schema)))];
}

/** A union's own message names no key: where one alternative fits the kind of value, its issues say more. */
function inner(issue: Issue, above: readonly PropertyKey[], input: unknown): Issue[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'invalid_union') {
    const value = valueAt(input, path);
    const fitting = issue.errors.find((option) => !option.some((one) => isOfAnotherKind(one, value)));
    if (fitting !== undefined) return fitting.flatMap((one) => inner(one, path, input));
  }
  return [{ ...issue, path }];
}

/** An object fits an alternative as soon as it has one of its keys. */
function isOfAnotherKind(issue: Issue, value: unknown): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === 'unrecognized_keys') return isObject(value) && issue.keys.length === Object.keys(value).length;
  return issue.code === 'invalid_type' || issue.code === 'invalid_value' || issue.code === 'invalid_union';
}

function line(issue: Issue, input: unknown, schema: Schema): string {
  const { path } = issue;
  const key = keyOf(path);
  const value = valueAt(input, path);
  if (issue.code === 'unrecognized_keys') {
    const given = issue.keys.map((name) => `${keyOf([...path, name])} = ${JSON.stringify(valueAt(value, [name]))}`);
    const noun = issue.keys.length === 1 ? 'is not a setting' : 'are not settings';
    const meant = issue.keys.map((name) => keyMeant(name, path, schema)).join('');
    return `${given.join(', ')}: ${noun}${meant}; allowed here: ${keysAt(schema, path).join(', ')}`;
  }
  if (issue.code === 'custom' && value === undefined) return `${key} is missing: ${issue.message}`;
  if (issue.code === 'custom') return `${key} = ${JSON.stringify(value)}: ${issue.message}`;
  if (value === undefined) return `${key} is missing; allowed: ${allowedAt(schema, path)}`;
  const meant =
    issue.code === 'invalid_type'
      ? quotesMeant(issue.expected, value, path, schema)
      : valueMeant(value, valuesAt(schema, path));
  return `${key} = ${JSON.stringify(value)} is not allowed${meant}; allowed: ${allowedAt(schema, path)}`;
}

/** The key that was most likely meant, in words; empty where there is none. */
function keyMeant(name: string, path: readonly PropertyKey[], schema: Schema): string {
  const near = nearest(name, keysAt(schema, path));
  if (near !== undefined) return `; did you mean ${keyOf([...path, near])}?`;
  const places = placesOf(schema, name);
  return places.length === 0 ? '' : `; ${name} belongs in ${places.join(', ')}`;
}

/** The value that was most likely meant, in words; empty where there is none. */
function valueMeant(value: unknown, named: readonly unknown[]): string {
  if (typeof value !== 'string') return '';
  if (named.includes(Number(value))) return `; write it without quotes: ${value}`;
  const names = named.filter((one) => typeof one === 'string');
  const [service, name = ''] = value.split(':');
  if (service === 'iam' && names.includes(name)) return `; write it without iam: "${name}"`;
  const near = nearest(value, names);
  return near === undefined ? '' : `; did you mean "${near}"?`;
}

/** Quotes decide about the type of a value, and are easily forgotten, as around the id of an account. */
function quotesMeant(expected: string, value: unknown, path: readonly PropertyKey[], schema: Schema): string {
  if (expected === 'string' && typeof value === 'number' && takesText(schema, path, String(value))) {
    return `; write it in quotes: "${value}"`;
  }
  const isQuoted = ['boolean', 'number', 'int'].includes(expected) && typeof value === 'string';
  return isQuoted && /^(true|false|-?\d+)$/.test(value) ? `; write it without quotes: ${value}` : '';
}

/** Writes a path as people write it: `revoker.exempt[0].arn`. */
export function keyOf(path: readonly PropertyKey[]): string {
  const written = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return written === '' ? 'guardrails' : written.replace(/^\./, '');
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
    value,
  );
}
