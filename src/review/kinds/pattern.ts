import { canonical } from '../../domain/policy/policy-document';
import { within, type Judge } from './compare';

/** A pattern of EventBridge, or a filter of SNS, that fewer events or messages match. */
export const matchesLess =
  (path: string, says: string): Judge =>
  (before, now) => {
    const [was, is] = [patternIn(within(before, path)), patternIn(within(now, path))];
    if (is === undefined) return [];
    // Without a pattern everything matches.
    return [...new Set(notMatched(was ?? {}, is))].map((where) => `${says}: ${where}`);
  };

/** What matched is matched by one alternative, or how the nearest falls short of it. */
function notMatched(was: unknown, is: unknown): string[] {
  const alternatives = alternativesOf(is);
  return alternativesOf(was).flatMap((one) => {
    const short = alternatives.map((other) => narrower(one, other, ''));
    return short.reduce((least, other) => (other.length < least.length ? other : least));
  });
}

/** Patterns without `$or`, one of which matches what the pattern does. */
function alternativesOf(pattern: unknown): [unknown, ...unknown[]] {
  if (!isObject(pattern)) return [pattern];
  const entries = Object.entries(pattern).map(([key, value]) =>
    key === '$or' && Array.isArray(value)
      ? value.flatMap(alternativesOf)
      : alternativesOf(value).map((one) => ({ [key]: one })),
  );
  const all = entries.reduce<object[]>(
    (sofar, options) => sofar.flatMap((one) => options.map((option) => ({ ...one, ...Object(option) }) as object)),
    [{}],
  );
  const [first = {}, ...others] = all;
  return [first, ...others];
}

/** Where a pattern matches less than another: a field more, or a value of a field less. */
function narrower(than: unknown, pattern: unknown, where: string): string[] {
  if (Array.isArray(pattern)) {
    const values = pattern.map(canonical);
    const before = Array.isArray(than) ? than : [];
    return before
      .map(canonical)
      .filter((value) => !values.includes(value))
      .map((value) => `${where} ${value}`);
  }
  if (!isObject(pattern)) return [];
  return Object.entries(pattern).flatMap(([key, value]) => {
    const inner = where === '' ? key : `${where}.${key}`;
    return isObject(than) && key in than ? narrower(than[key], value, inner) : [`only some of ${inner}`];
  });
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function patternIn(text: unknown): unknown {
  if (typeof text !== 'string' || text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // Terraform refuses a pattern that is no JSON before there is a plan.
    return undefined;
  }
}
