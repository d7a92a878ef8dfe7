import type { z } from 'zod';
import { allowedAt, keysAt } from './allowed';
import { isObject } from './comments';

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
    const noun = issue.keys.length === 1 ? 'is no key' : 'are no keys';
    return `${given.join(', ')}: ${noun} of the settings; allowed here: ${keysAt(schema, path).join(', ')}`;
  }
  if (issue.code === 'custom') return `${key} = ${JSON.stringify(value)}: ${issue.message}`;
  if (value === undefined) return `${key} is missing; allowed: ${allowedAt(schema, path)}`;
  return `${key} = ${JSON.stringify(value)} is not allowed; allowed: ${allowedAt(schema, path)}`;
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
