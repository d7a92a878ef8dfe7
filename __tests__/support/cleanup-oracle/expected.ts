import type { Rules } from '../../../src/guardrails/credential-cleanup/rules';
import type { Seen } from '../oracle';
import { DAY_MS, newest, statusAt, type TrueKey, type TrueRole, type TrueUser } from './truth';

/** A run as the oracle sees it. */
export interface RunAt {
  readonly at: number;
  /** When the credential report was made. */
  readonly reportAt: number;
}

const dayAt = (at: number) => Math.floor(at / DAY_MS);
/** What the times of IAM are written in. */
const inSeconds = (at: number) => Math.floor(at / 1_000) * 1_000;

/** Who must be reported by each run, and whose key must be deactivated: as the README says it, with all that happened in view. */
export class Oracle {
  /** Days on which reports have named a thing, without a break, by principal and thing. */
  private readonly named = new Map<string, Set<number>>();
  private readonly releasedAt = new Map<string, number>();
  private readonly taken = new Set<TrueKey>();

  public constructor(
    private readonly rules: Pick<Rules, 'warnDays' | 'releasedDays' | 'keys' | 'users' | 'roles'>,
    private readonly seen: Seen,
  ) {}

  public release({ name, keys }: TrueUser, at: number): void {
    this.releasedAt.set(name, at);
    for (const key of keys) if (this.taken.delete(key)) key.statuses.push({ at, status: 'Active' });
  }

  /** What a run has to report of a user. It deactivates those keys as well that are due. */
  public userAt(user: TrueUser, run: RunAt): readonly string[] {
    const { name, bornAt, keys } = user;
    if (bornAt > run.reportAt || this.isReleased(name, run.at)) return this.names(name, [], run);
    // Of a key that is not active the report says no time.
    const made = keys.filter((key) => statusAt(key, run.reportAt) === 'Active').map(({ madeAt }) => madeAt);
    const used = keys.flatMap(({ uses }) => uses);
    const seenAt = newest([bornAt, ...made, ...user.signIns, ...used], run.reportAt) ?? bornAt;
    const unused = keys.filter((key) => this.isUnused(key, this.rules.keys.report, run.reportAt, run));
    const things = [
      ...(isBeyond(seenAt, this.rules.users.report, run.reportAt) ? ['user'] : []),
      ...unused.map((key) =>
        isAlone(key, user, run) ? `key-${key.id}` : `key-created-${new Date(key.madeAt).toISOString()}`,
      ),
    ];
    const due = unused.filter((key) => isAlone(key, user, run) && this.isDue(name, key, run));
    // Keys go one after another, and none after one that is in use after all: the report tells what was left.
    const stop = due.findIndex((key) => this.isUsedSince(key, run));
    const lost = stop < 0 ? due : due.slice(0, stop);
    for (const key of lost) {
      key.statuses.push({ at: run.at, status: 'Inactive' });
      this.taken.add(key);
      this.seen.note('deactivated');
    }
    if (unused.length > 0 && !unused.every((key) => isAlone(key, user, run))) this.seen.note('left: keys alike');
    return this.names(name, things, run, stop < 0 ? lost : []);
  }

  /** What a run has to report of a role. */
  public roleAt({ name, bornAt, uses }: TrueRole, run: RunAt): readonly string[] {
    const seenAt = newest([bornAt, ...uses], run.at) ?? bornAt;
    return this.names(name, isBeyond(seenAt, this.rules.roles.report, run.at) ? ['role'] : [], run);
  }

  private isReleased(name: string, at: number): boolean {
    const releasedAt = this.releasedAt.get(name) ?? -Infinity;
    if (at - releasedAt > this.rules.releasedDays * DAY_MS) return false;
    this.seen.note('left: released');
    return true;
  }

  /** Whether nobody has used an active key for so many days, as of the report. */
  private isUnused(key: TrueKey, days: number, at: number, run: RunAt): boolean {
    if (statusAt(key, run.reportAt) !== 'Active' || statusAt(key, run.at) !== 'Active') return false;
    return isBeyond(newest([key.madeAt, ...key.uses], at) ?? key.madeAt, days, at);
  }

  private isDue(name: string, key: TrueKey, run: RunAt): boolean {
    if (!this.isUnused(key, this.rules.keys.disable, run.reportAt, run)) return false;
    const earlier = [...(this.named.get(`${name} key-${key.id}`) ?? [])].filter((day) => day < dayAt(run.at));
    if (earlier.length >= this.rules.warnDays) return true;
    this.seen.note('warned first');
    return false;
  }

  private isUsedSince(key: TrueKey, { at }: RunAt): boolean {
    const usedAt = newest(key.uses, at);
    if (usedAt === undefined || isBeyond(usedAt, this.rules.keys.disable, at)) return false;
    this.seen.note('left: used since the report');
    return true;
  }

  /** Notes what a report names of somebody; what it names no longer begins anew. @returns what it names */
  private names(name: string, things: readonly string[], { at }: RunAt, done: readonly TrueKey[] = []) {
    for (const key of this.named.keys())
      if (key.startsWith(`${name} `) && !things.includes(key.slice(name.length + 1))) this.named.delete(key);
    for (const thing of things) {
      const key = `${name} ${thing}`;
      this.named.set(key, (this.named.get(key) ?? new Set()).add(dayAt(at)));
      this.seen.note(`reported: ${thing.replace(/-.*$/, '')}`);
    }
    const over = done.map(({ id }) => `key-${id}`);
    for (const thing of over) this.named.delete(`${name} ${thing}`);
    return things.filter((thing) => !over.includes(thing));
  }
}

const isBeyond = (seenAt: number, days: number, at: number) => at - inSeconds(seenAt) > days * DAY_MS;

/** Whether no other key of the user was made in the same second: the report does not say which is which. */
const isAlone = (key: TrueKey, { keys }: TrueUser, { at }: RunAt) =>
  !keys.some((other) => other !== key && other.madeAt <= at && inSeconds(other.madeAt) === inSeconds(key.madeAt));
