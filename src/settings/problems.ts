import type { z } from 'zod';
import { allowedAt, keysAt } from './allowed';

type Issue = z.core.$ZodIssue;
type Schema = z.core.JSONSchema.BaseSchema;

/** One line per problem: the key, the value given, what is allowed. */
export function problemsOf(issues: readonly Issue[], input: unknown, schema: Schema): string[] {
  return [...new Set(issues.flatMap((issue) => inner(issue, [])).map((issue) => line(issue, input, schema)))];
}

/** A union's own message names no key: where one alternative fits the kind of value, its issues say more. */
function inner(issue: Issue, above: readonly PropertyKey[]): Issue[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'invalid_union') {
    const fitting = issue.errors.find((option) => !option.some(isOfAnotherKind));
    if (fitting !== undefined) return fitting.flatMap((one) => inner(one, path));
  }
  return [{ ...issue, path }];
}

function isOfAnotherKind({ code, path }: Issue): boolean {
  return path.length === 0 && (code === 'invalid_type' || code === 'invalid_value' || code === 'invalid_union');
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
function keyOf(path: readonly PropertyKey[]): string {
  const written = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return written === '' ? 'guardrails' : written.replace(/^\./, '');
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
    value,
  );
}
