import {
  dayAfter,
  dayOf,
  isWarned,
  standingKey,
  warnedOn,
  type Announced,
  type Standings,
} from '../../../domain/run/countdown';
import type { Rules } from '../rules';
import type { CleanableSubject } from '../subject';
import type { Disabled } from './disabled';
import { isIdle, type Idle } from './idle';

/** What the judgement of a principal goes by beside the principal itself. */
export interface Circumstances {
  readonly rules: Pick<Rules, 'warnDays' | 'releasedDays' | 'keys' | 'users' | 'roles'>;
  /** ARN of the policy that denies everything. */
  readonly denyArn: string;
  /** Start of the run. */
  readonly now: Date;
  /** What earlier reports have named. */
  readonly standings: Standings;
  /** When a person last released a principal, by unique id; `*` is everybody. */
  readonly releases: ReadonlyMap<string, Date>;
  /** What the guardrail has disabled of whom, by unique id; of nobody where nothing is ever deleted. */
  readonly disabled: ReadonlyMap<string, Disabled>;
}

/** Something unused of a principal. */
export interface Unused extends Idle {
  /** The same in every run. */
  readonly thing: string;
  /** What it is, to people: `access key AKIA…`. */
  readonly what: string;
  /** What is done about it, after how many days without use. Absent: nothing is. */
  readonly then?: { readonly does: string; readonly afterDays: number } | undefined;
  /** Why nothing is done about it though it would be. Absent: something is, or nobody wants it. */
  readonly leftFor?: string | undefined;
}

/** What a report says of it, and since when. */
export function announcedOf(unused: Unused, { id }: CleanableSubject, circumstances: Circumstances): Announced {
  const { thing, what, since, wasUsed, then, leftFor } = unused;
  const { standings, now, rules } = circumstances;
  const standing = standings.get(standingKey(id, thing));
  const used = wasUsed ? `not used since ${dayOf(since)}` : `never used, and there since ${dayOf(since)}`;
  const announced = {
    thing,
    say: `${what}, ${used}${leftFor === undefined ? '' : `; left, for ${leftFor}`}`,
    since: standing?.since ?? now.toISOString(),
  };
  if (then === undefined) return announced;
  const warned = warnedOn(standing, rules.warnDays, dayOf(now.toISOString()));
  const idle = dayAfter(dayOf(since), then.afterDays);
  return { ...announced, due: { on: warned > idle ? warned : idle, does: then.does } };
}

/** Whether something is to be done now: it is unused for long enough, and has stood in reports for long enough. */
export function isDueNow(
  { thing, since, then }: Unused,
  asOf: Date,
  { id }: CleanableSubject,
  { standings, now, rules }: Circumstances,
): boolean {
  if (then === undefined || !isIdle(since, then.afterDays, asOf)) return false;
  return isWarned(standings.get(standingKey(id, thing)), rules.warnDays, dayOf(now.toISOString()));
}
