import type { Rules } from '../../../src/guardrails/credential-cleanup/rules';
import type { Seen } from '../oracle';
import { DAY_MS, isUndated, newest, statusAt, type TrueKey, type TrueRole, type TrueUser } from './truth';

/** A run as the oracle sees it. */
export interface RunAt {
  readonly at: number;
  /** When the credential report was made. */
  readonly reportAt: number;
}

/** Something that a run is about to do. */
interface Doing {
  readonly thing: string;
  /** Whether somebody used it since the report was made: it is left, and so is all that was to follow. */
  readonly isUsedSince: boolean;
  readonly make: () => void;
}

const dayAt = (at: number) => Math.floor(at / DAY_MS);
/** What the times of IAM are written in. */
const inSeconds = (at: number) => Math.floor(at / 1_000) * 1_000;

/**
 * Who must be reported by each run, and what must be disabled and deleted: as the README says it, with all that happened in
 * view.
 */
export class Oracle {
  /** Days on which reports have named a thing, without a break, by principal and thing. */
  private readonly named = new Map<string, Set<number>>();
  private readonly releasedAt = new Map<string, number>();
  /** When each key was deactivated by the guardrail that nobody has released since. */
  private readonly taken = new Map<TrueKey, number>();

  public constructor(
    private readonly rules: Pick<Rules, 'warnDays' | 'releasedDays' | 'keys' | 'users' | 'roles'>,
    private readonly seen: Seen,
  ) {}

  public release(user: TrueUser, at: number): void {
    this.releasedAt.set(user.name, at);
    for (const key of user.keys)
      if (this.taken.delete(key) && statusAt(key, at) !== undefined) key.statuses.push({ at, status: 'Active' });
    user.denied = undefined;
    // What the guardrail remembers of the keys that it has deleted is over.
    for (const key of user.keys) if (key.removedAt !== undefined) this.forgotten.add(key);
  }

  private readonly forgotten = new Set<TrueKey>();

  /** What a run has to report of a user. It does what is due as well. */
  public userAt(user: TrueUser, run: RunAt): readonly string[] {
    const { name, bornAt, keys } = user;
    if (bornAt > run.reportAt || this.isReleased(name, run.at)) return this.names(name, [], run);
    const unused = keys.filter((key) => this.isUnused(key, user, this.rules.keys.report, run));
    const off = this.offKeys(user, run);
    const seenAt = this.seenBy(user, run);
    const ofUsers = { seenAt, report: run.reportAt, of: this.rules.users, kind: 'user' };
    const whole = this.unlessUndated(user, this.wholeOf(user, ofUsers), run);
    const things = [
      ...whole,
      ...unused.map((key) =>
        isAlone(key, user, run) ? `key-${key.id}` : `key-created-${new Date(key.madeAt).toISOString()}`,
      ),
      ...off.map(({ id }) => `deleted-key-${id}`),
    ];
    if (unused.length > 0 && !unused.every((key) => isAlone(key, user, run))) this.seen.note('left: keys alike');
    const doing = [
      ...unused
        .filter((key) => isAlone(key, user, run) && this.isUnused(key, user, this.rules.keys.disable, run))
        .map((key) => this.deactivating(key, run)),
      ...off
        .filter((key) => isBeyond(usedOf(key, run.at), this.rules.keys.delete, run.reportAt))
        .map((key) => this.deletingKey(key, run)),
      ...this.doingOf(user, whole, {
        seenAt,
        of: this.rules.users,
        run,
        asOf: run.reportAt,
        used: this.freshOf(user, run.at),
      }),
    ];
    return this.names(name, things, run, this.done(name, doing, run));
  }

  /** What a run has to report of a role. */
  public roleAt(role: TrueRole, run: RunAt): readonly string[] {
    const { name, bornAt, uses } = role;
    const seenAt = newest([bornAt, ...uses], run.at) ?? bornAt;
    const of = this.rules.roles;
    const whole = this.wholeOf(role, { seenAt, report: run.at, of, kind: 'role' });
    const doing = this.doingOf(role, whole, { seenAt, of, run, asOf: run.at, used: newest(uses, run.at) });
    return this.names(name, whole, run, this.done(name, doing, run));
  }

  /** When a user was last seen, by what the report says and what is remembered of keys that are gone. */
  private seenBy({ bornAt, keys, signIns }: TrueUser, { at, reportAt }: RunAt): number {
    const known = keys.filter((key) => statusAt(key, reportAt) !== undefined || this.isRemembered(key, at));
    // Of a key that is not active the report says no time.
    const made = known
      .filter((key) => statusAt(key, reportAt) === 'Active' || this.isRemembered(key, at))
      .map(({ madeAt }) => madeAt);
    const used = known.flatMap(({ uses }) => uses);
    return newest([bornAt, ...made, ...signIns, ...used], reportAt) ?? bornAt;
  }

  private isRemembered = (key: TrueKey, at: number): boolean =>
    key.removedAt !== undefined && key.removedAt <= at && !this.forgotten.has(key);

  /** What IAM itself says of the user's last use at this moment; a key that is there counts as its making does. */
  private freshOf({ keys, signIns }: TrueUser, at: number): number | undefined {
    const there = keys.filter((key) => statusAt(key, at) !== undefined);
    return newest([...signIns, ...there.flatMap(({ uses, madeAt }) => [madeAt, ...uses])], at);
  }

  /** What is reported of a user or role as a whole. */
  private wholeOf(
    { denied }: Pick<TrueUser, 'denied'>,
    by: { readonly seenAt: number; readonly report: number; readonly of: Rules['users']; readonly kind: string },
  ): readonly string[] {
    const { seenAt, report, of, kind } = by;
    if (!isBeyond(seenAt, of.report, report)) return [];
    if (denied === undefined) return [of.disable > 0 ? 'deny-everything' : kind];
    if (inSeconds(seenAt) > denied.at) {
      this.seen.note('left: tried since it was denied');
      return [kind];
    }
    return [of.delete > 0 ? 'deletion' : kind];
  }

  /** Unknown is not unused: a user whom a credential may keep in use without a trace is reported, and no more. */
  private unlessUndated(user: TrueUser, whole: readonly string[], { at }: RunAt): readonly string[] {
    if (whole.every((thing) => thing === 'user') || !isUndated(user, at)) return whole;
    for (const thing of whole) this.seen.note(`left: use undated, ${thing}`);
    return ['user'];
  }

  private doingOf(
    one: TrueUser | TrueRole,
    [thing]: readonly string[],
    by: {
      readonly seenAt: number;
      readonly of: Rules['users'];
      readonly run: RunAt;
      readonly asOf: number;
      readonly used: number | undefined;
    },
  ): readonly Doing[] {
    const { seenAt, of, run, asOf, used } = by;
    const days = thing === 'deletion' ? of.delete : of.disable;
    if (thing === undefined || thing === 'user' || thing === 'role' || !isBeyond(seenAt, days, asOf)) return [];
    const isTried = used !== undefined && one.denied !== undefined && inSeconds(used) > one.denied.at;
    const isUsedSince = isTried || (used !== undefined && !isBeyond(used, days, run.at));
    const make = () => {
      if (thing === 'deletion') one.goneAt = run.at;
      else one.denied = { by: 'the deny', at: run.at };
      this.seen.note(thing === 'deletion' ? 'deleted' : 'denied');
    };
    return [{ thing, isUsedSince, make }];
  }

  private deactivating(key: TrueKey, { at }: RunAt): Doing {
    const usedAt = newest(key.uses, at);
    return {
      thing: `key-${key.id}`,
      isUsedSince: usedAt !== undefined && !isBeyond(usedAt, this.rules.keys.disable, at),
      make: () => {
        key.statuses.push({ at, status: 'Inactive' });
        this.taken.set(key, at);
        this.seen.note('deactivated');
      },
    };
  }

  private deletingKey(key: TrueKey, { at }: RunAt): Doing {
    return {
      thing: `deleted-key-${key.id}`,
      isUsedSince: false,
      make: () => {
        key.removedAt = at;
        this.seen.note('key deleted');
      },
    };
  }

  /** Does what is warned of, one after another; none after one that is in use after all. @returns what is over, if all was done */
  private done(name: string, doing: readonly Doing[], run: RunAt): readonly string[] {
    const warned = doing.filter(({ thing }) => this.isWarned(name, thing, run));
    const deletion = warned.filter(({ thing }) => thing === 'deletion');
    const all = deletion.length > 0 ? deletion : warned;
    for (const { isUsedSince, make } of all) {
      if (isUsedSince) {
        this.seen.note('left: used since the report');
        return [];
      }
      make();
    }
    return deletion.length > 0 ? ['everything'] : all.map(({ thing }) => thing);
  }

  private isReleased(name: string, at: number): boolean {
    const releasedAt = this.releasedAt.get(name) ?? -Infinity;
    if (at - releasedAt > this.rules.releasedDays * DAY_MS) return false;
    this.seen.note('left: released');
    return true;
  }

  /** The keys that the guardrail has deactivated. */
  private offKeys({ keys }: TrueUser, { at }: RunAt): readonly TrueKey[] {
    if (this.rules.keys.delete === 0) return [];
    return keys.filter((key) => this.taken.has(key) && statusAt(key, at) === 'Inactive');
  }

  /** Whether nobody has used an active key for so many days, as of the report. */
  private isUnused(key: TrueKey, user: TrueUser, days: number, run: RunAt): boolean {
    if (days === 0 || statusAt(key, run.reportAt) !== 'Active') return false;
    // Of keys that share a second nobody can tell which one somebody has deactivated since the report.
    if (isAlone(key, user, run) && statusAt(key, run.at) !== 'Active') return false;
    return isBeyond(usedOf(key, run.reportAt), days, run.reportAt);
  }

  private isWarned(name: string, thing: string, { at }: RunAt): boolean {
    const earlier = [...(this.named.get(`${name} ${thing}`) ?? [])].filter((day) => day < dayAt(at));
    if (earlier.length >= this.rules.warnDays) return true;
    this.seen.note('warned first');
    return false;
  }

  /** Notes what a report names of somebody; what it names no longer begins anew. @returns what it names */
  private names(name: string, found: readonly string[], { at }: RunAt, over: readonly string[] = []) {
    for (const thing of found) this.seen.note(`reported: ${thing.replace(/-.*$/, '')}`);
    const things = over.includes('everything') ? [] : found.filter((thing) => !over.includes(thing));
    for (const key of this.named.keys())
      if (key.startsWith(`${name} `) && !things.includes(key.slice(name.length + 1))) this.named.delete(key);
    for (const thing of things) {
      const key = `${name} ${thing}`;
      this.named.set(key, (this.named.get(key) ?? new Set()).add(dayAt(at)));
    }
    return things;
  }
}

const isBeyond = (seenAt: number, days: number, at: number) => days > 0 && at - inSeconds(seenAt) > days * DAY_MS;

/** When a key was last used, or made. */
const usedOf = ({ madeAt, uses }: TrueKey, at: number): number => newest([madeAt, ...uses], at) ?? madeAt;

/** Whether no other key of the user was made in the same second: the report does not say which is which. */
const isAlone = (key: TrueKey, { keys }: TrueUser, { at }: RunAt) =>
  !keys.some(
    (other) => other !== key && statusAt(other, at) !== undefined && inSeconds(other.madeAt) === inSeconds(key.madeAt),
  );
