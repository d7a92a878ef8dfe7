import { z } from 'zod';

const pattern = z.record(z.string(), z.unknown());
/** With one alone, `$or` would be the name of a field (EventBridge's open-source Ruler). */
const alternatives = z.array(pattern).min(2);
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
// Two in a row are refused, and a backslash escapes (EventBridge user guide, "Matching using wildcards").
const wildcard = z.string().regex(/^(?!.*\*\*)[^\\]*$/);
const but = z.union([scalar, z.array(scalar), z.strictObject({ wildcard: z.union([wildcard, z.array(wildcard)]) })]);
const filter = z.union([
  z.strictObject({ exists: z.boolean() }),
  z.strictObject({ prefix: z.union([z.string(), z.strictObject({ 'equals-ignore-case': z.string() })]) }),
  z.strictObject({ suffix: z.union([z.string(), z.strictObject({ 'equals-ignore-case': z.string() })]) }),
  z.strictObject({ wildcard }),
  z.strictObject({ 'equals-ignore-case': z.string() }),
  z.strictObject({ 'anything-but': but }),
]);

type Filter = z.infer<typeof filter>;
type Matches = (value: unknown) => boolean;

/** A pattern of events, read once for all events that it is compared with. */
export interface EventPattern {
  /** As it was written. */
  readonly wanted: unknown;
  /** Whether EventBridge would send this event to the rule's targets. */
  readonly matches: Matches;
}

/** EventBridge user guide, "Amazon EventBridge quotas". */
const MOST_CHARACTERS = 2048;
/** How many combinations of alternatives a pattern may have (EventBridge user guide, "Or matching"). */
const MOST_COMBINATIONS = 1000;

/**
 * Reads the pattern of a rule.
 *
 * @throws Error for one that EventBridge refuses
 */
export function readPattern(text: string): EventPattern {
  if (text.length > MOST_CHARACTERS) throw new Error(`an event pattern has more than ${MOST_CHARACTERS} characters`);
  const wanted: unknown = JSON.parse(text);
  if (combinationsOf(wanted) > MOST_COMBINATIONS) {
    throw new Error(`an event pattern has more than ${MOST_COMBINATIONS} combinations of alternatives`);
  }
  return patternOf(wanted);
}

function combinationsOf(wanted: unknown): number {
  if (!isRecord(wanted)) return 1;
  const ofEach = Object.entries(wanted).map(([name, one]) =>
    name === '$or'
      ? alternatives.parse(one).reduce((sum, alternative) => sum + combinationsOf(alternative), 0)
      : combinationsOf(one),
  );
  return ofEach.reduce((product, count) => product * count, 1);
}

/** @throws ZodError for a filter the account does not know: it never lets pass what it does not understand */
export const patternOf = (wanted: unknown): EventPattern => ({ wanted, matches: fieldsOf(wanted) });

function fieldsOf(wanted: unknown): Matches {
  const fields = Object.entries(pattern.parse(wanted)).map(([name, expected]): Matches => {
    if (name === '$or') {
      const any = alternatives.parse(expected).map(fieldsOf);
      return (event) => any.some((matches) => matches(event));
    }
    const matches = Array.isArray(expected) ? valuesOf(expected) : fieldsOf(expected);
    return (event) => matches(isRecord(event) ? event[name] : undefined);
  });
  return (event) => fields.every((matches) => matches(event));
}

/** Of a list in the event it is enough that one member matches. */
function valuesOf(wanted: readonly unknown[]): Matches {
  const any = wanted.map((one): Matches => {
    if (!isRecord(one)) {
      const exact = scalar.parse(one);
      return (value) => members(value).includes(exact);
    }
    const known = filter.parse(one);
    if ('exists' in known) return (value) => known.exists === (value !== undefined);
    return (value) => members(value).some((member) => passes(known, member));
  });
  return (value) => any.some((matches) => matches(value));
}

const members = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

function passes(wanted: Exclude<Filter, { exists: boolean }>, value: unknown): boolean {
  if ('anything-but' in wanted) return isOther(wanted['anything-but'], value);
  if (typeof value !== 'string') return false;
  if ('prefix' in wanted) return begins(value, wanted.prefix);
  if ('suffix' in wanted) return ends(value, wanted.suffix);
  if ('wildcard' in wanted) return fits(wanted.wildcard.split('*'), value);
  return value.toLowerCase() === wanted['equals-ignore-case'].toLowerCase();
}

const begins = (value: string, prefix: string | { readonly 'equals-ignore-case': string }) =>
  typeof prefix === 'string'
    ? value.startsWith(prefix)
    : value.toLowerCase().startsWith(prefix['equals-ignore-case'].toLowerCase());

const ends = (value: string, suffix: string | { readonly 'equals-ignore-case': string }) =>
  typeof suffix === 'string'
    ? value.endsWith(suffix)
    : value.toLowerCase().endsWith(suffix['equals-ignore-case'].toLowerCase());

/** Of a wildcard, whether a text does not fit it: what is no text is not compared. */
function isOther(refused: z.infer<typeof but>, value: unknown): boolean {
  if (typeof refused !== 'object' || refused === null || Array.isArray(refused)) {
    return !members(refused).includes(value);
  }
  return typeof value === 'string' && ![refused.wildcard].flat().some((one) => fits(one.split('*'), value));
}

/** Whether a text consists of these pieces, in their order, and of anything between them. */
function fits([first = '', ...others]: readonly string[], text: string): boolean {
  if (!text.startsWith(first)) return false;
  let rest = text.slice(first.length);
  const last = others.pop();
  if (last === undefined) return rest === '';
  for (const piece of others) {
    const at = rest.indexOf(piece);
    if (at < 0) return false;
    rest = rest.slice(at + piece.length);
  }
  return rest.endsWith(last);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
