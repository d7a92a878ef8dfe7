import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

const pattern = z.record(z.string(), z.unknown());
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const filter = z.union([
  z.strictObject({ exists: z.boolean() }),
  z.strictObject({ prefix: z.string() }),
  z.strictObject({ suffix: z.string() }),
  z.strictObject({ 'equals-ignore-case': z.string() }),
  z.strictObject({ 'anything-but': z.union([scalar, z.array(scalar)]) }),
]);

type Filter = z.infer<typeof filter>;

/**
 * Whether EventBridge would send this event to the rule's targets.
 *
 * @throws ZodError for a filter the account does not know: it never lets pass what it does not understand
 */
export function matchesPattern(wanted: unknown, event: unknown): boolean {
  const fields = isRecord(event) ? event : {};
  return Object.entries(pattern.parse(wanted)).every(([name, expected]) => {
    if (name === '$or')
      return z
        .array(z.unknown())
        .parse(expected)
        .some((one) => matchesPattern(one, event));
    const value = fields[name];
    if (!Array.isArray(expected)) return matchesPattern(expected, value);
    return expected.some((one) => matchesValue(one, value));
  });
}

/** Of a list in the event it is enough that one member matches. */
function matchesValue(wanted: unknown, value: unknown): boolean {
  if (isRecord(wanted)) {
    const known = filter.parse(wanted);
    if ('exists' in known) return known.exists === (value !== undefined);
    return members(value).some((one) => passes(known, one));
  }
  return members(value).some((one) => isDeepStrictEqual(one, scalar.parse(wanted)));
}

const members = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

function passes(wanted: Exclude<Filter, { exists: boolean }>, value: unknown): boolean {
  if ('anything-but' in wanted) return !members(wanted['anything-but']).includes(value);
  if (typeof value !== 'string') return false;
  if ('prefix' in wanted) return value.startsWith(wanted.prefix);
  if ('suffix' in wanted) return value.endsWith(wanted.suffix);
  return value.toLowerCase() === wanted['equals-ignore-case'].toLowerCase();
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
