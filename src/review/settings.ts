import * as z from 'zod';
import type { WeakerIf, Words } from '../setting-values/direction';
import { WEAKNESS_BY_KEY } from '../settings/weaknesses';
import { ReviewError, type Plan } from './plan';

const words = z.union([z.string(), z.array(z.string())]);
const settings = z.record(z.string(), words).nullish();
const lines = z.array(z.string()).nullish();

/** A key of the settings that has another value. */
export interface SettingChange {
  readonly key: string;
  readonly before?: Words;
  readonly now?: Words;
  readonly weaker: boolean;
  /** Whether people lose more, or lose it sooner. */
  readonly takesMore: boolean;
  /** What the output `weakened` says of it from now on. */
  readonly why: readonly string[];
}

/** How the settings of a deployment change. */
export interface SettingChanges {
  readonly kind: 'first' | 'changed' | 'destroyed';
  readonly changes: readonly SettingChange[];
  /** Lines that are new in the output `weakened` and belong to none of these changes. */
  readonly others: readonly string[];
}

/** @throws ReviewError where the outputs `settings` and `weakened` hold something else */
export function settingChangesIn({ output_changes: { settings: all, weakened } }: Plan): SettingChanges {
  const [before, now] = [read(settings, all?.before), read(settings, all?.after)];
  const [said, says] = [read(lines, weakened?.before) ?? [], read(lines, weakened?.after) ?? []];
  const added = says.filter((line) => !said.includes(line));
  if (now == null) return { kind: 'destroyed', changes: [], others: [] };
  if (before == null) return { kind: 'first', changes: [], others: added };

  const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  const changes = keys
    .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(now[key]))
    .map((key) => changeOf(key, before[key], now[key], added));
  // The same key said something else before: another version words it in another way.
  const known = [...changes.map(({ key }) => key), ...said.filter((line) => !says.includes(line)).map(keyOf)];
  return { kind: 'changed', changes, others: added.filter((line) => !known.includes(keyOf(line))) };
}

/** ARNs that the settings named before, and name no more under the same key. */
export function releasedBy({ changes }: SettingChanges): readonly string[] {
  return changes.flatMap(({ before, now }) => {
    const named = arnsIn(now);
    return arnsIn(before).filter((arn) => !named.includes(arn));
  });
}

const arnsIn = (words: Words | undefined): readonly string[] =>
  [words ?? []].flat().flatMap((line) => line.match(/\barn:[\w-]+:iam::\d*:[^\s"',]+/g) ?? []);

function changeOf(
  key: string,
  before: Words | undefined,
  now: Words | undefined,
  added: readonly string[],
): SettingChange {
  const weaker = weakerIfOf(key)?.(before, now) ?? false;
  return {
    key,
    ...(before !== undefined && { before }),
    ...(now !== undefined && { now }),
    weaker,
    takesMore: WEAKNESS_BY_KEY[key]?.takesMoreIf?.(before, now) ?? false,
    why: weaker ? added.filter((line) => keyOf(line) === key) : [],
  };
}

function weakerIfOf(key: string): WeakerIf | undefined {
  const decision = WEAKNESS_BY_KEY[key];
  return decision !== undefined && 'weakerIf' in decision ? decision.weakerIf : undefined;
}

/** A line begins with the key that it is about. */
const keyOf = (line: string) => /^[\w.-]*\w/.exec(line)?.[0] ?? line;

function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new ReviewError(
    `the outputs settings and weakened are those of another version: ${z.prettifyError(result.error)}`,
  );
}
