import type { RosterCall, RosterCaller } from './call';
import type { FoldedRoster, MembershipChange } from './folded';
import { isMoved, movedIn, type MovedName } from './moved';
import type { Acceptance, AdminRoster, CountedStay, Voters } from './roster';
import { Stays, type Stay } from './stays';
import { bySecond, nameIn, traced, type Today, type TracedCall } from './trace';
import { voteOf, type Vote } from './vote';

/**
 * Works out from the calls since a roster who was an admin when.
 *
 * Only history gives: a call counts if its caller was an admin in the second in which it was made, by the roster and in
 * fact. What anybody else does to an admin group changes nobody's standing, in either direction (THREATS R2).
 *
 * @param calls all since the roster, in any order; each may come twice
 * @param accepted in any order; what was said before the roster is in it already
 */
export function foldedRoster(
  before: AdminRoster,
  calls: readonly RosterCall[],
  today: Today,
  voters: Voters,
  accepted: readonly Acceptance[] = [],
): FoldedRoster {
  const all = traced(calls, before.asOf, today);
  const said = accepted
    .filter(({ at }) => at > before.asOf)
    .sort((one, other) => one.at.getTime() - other.at.getTime());
  // Whose names were moved depends on who may, which depends on whose names were moved. It only ever grows.
  let doubted: ReadonlySet<string> = new Set();
  for (;;) {
    const fold = new Fold(before, today, voters, {
      doubted,
      moved: movedIn(before.moved ?? [], all, doubted),
      accepted: said,
    });
    for (const second of bySecond(all)) fold.take(second);
    if (fold.doubted.size === doubted.size) return fold.result();
    doubted = fold.doubted;
  }
}

type Found = Record<'made' | 'uncounted' | 'byRoles' | 'unclear', MembershipChange[]>;

interface Moment extends MembershipChange {
  /** Milliseconds. */
  readonly at: number;
  /** Whether it is sure whom it was about. */
  readonly isClear: boolean;
}

/** What one turn goes by. */
interface Turn {
  readonly doubted: ReadonlySet<string>;
  readonly moved: readonly MovedName[];
  readonly accepted: readonly Acceptance[];
}

/** One turn through the calls. */
class Fold {
  /** Ids of the events of callers who had no vote, in this turn or an earlier one, when they moved or gave names. */
  public readonly doubted: Set<string>;
  private readonly moved: readonly MovedName[];
  public readonly counted: Stays<CountedStay>;
  public readonly inFact: Stays<Stay>;
  /** Not taken yet, the earliest first. */
  private readonly accepted: Acceptance[];
  private readonly found: Found = { made: [], uncounted: [], byRoles: [], unclear: [] };
  /** Names of users who are sure already, and of others. */
  private readonly named: Record<'sure' | 'unsure', string[]> = { sure: [], unsure: [] };
  private unsureFrom = Infinity;

  public constructor(
    before: AdminRoster,
    private readonly today: Today,
    private readonly voters: Voters,
    { doubted, moved, accepted }: Turn,
  ) {
    this.moved = moved;
    this.doubted = new Set(doubted);
    this.counted = new Stays(before.counted);
    this.inFact = new Stays(before.inFact);
    this.accepted = [...accepted];
  }

  /** Takes the calls of one second. Any may have come first, so each counts that would in some order. */
  public take(second: readonly TracedCall[]): void {
    this.acceptUntil(second[0]?.at ?? 0);
    const moments = second.flatMap((one) => this.momentOf(one));
    const added = moments.filter(({ call }) => call.change.kind === 'user-added');
    const removed = moments.filter(({ call }) => call.change.kind === 'user-removed');
    const members = new Set(removed.filter((one) => this.isMember(one)));
    const joined = new Set(added.filter((one) => this.join(one)));
    // One that counts may make the caller of another an admin.
    while (added.map((one) => this.count(one)).includes(true));
    for (const one of moments) this.file(one, joined.has(one) || members.has(one));
    for (const one of second) this.noteUnsure(one);
    for (const { call, at, moved, given } of second) {
      if (moved.length + given.length > 0 && this.voteOf(call.caller, at) !== 'whole') this.doubted.add(call.eventId);
    }
    // Whoever is put in and taken out in the same second is taken for the one that was put in: nobody is denied for that.
    // Not so where it was that one's own doing, which may have come late.
    const returning = added.filter((one) => this.countsFor(one) && !isOwnDoing(one));
    const ended = removed.filter((one) => this.removes(one) && !isAmong(returning, one));
    for (const { groupId, userId, at } of ended) this.counted.end(userId ?? '', groupId, at);
    for (const { groupId, userId, at } of removed.filter((one) => !isAmong(added, one))) {
      if (userId !== undefined) this.inFact.end(userId, groupId, at);
    }
  }

  public result(): FoldedRoster {
    this.acceptUntil(Infinity);
    return {
      ...{ counted: this.counted.list(), inFact: this.inFact.list(), moved: this.moved, ...this.found },
      named: [...this.named.unsure, ...this.named.sure],
      ...(this.unsureFrom < Infinity && { unsureFrom: this.unsureFrom }),
    };
  }

  /** Whoever is meant by a call may turn out to be another, or another group, until that is sure. */
  private noteUnsure({ call, at, membership }: TracedCall): void {
    if (membership === undefined || this.voteOf(call.caller, at) === 'none') return;
    const { user, group } = membership;
    const isOther = group.isSure && !this.today.adminGroups.some(({ id }) => id === group.id);
    if (isOther) return;
    const name = user.names.at(-1)?.name;
    if (name !== undefined) this.named[user.isSure ? 'sure' : 'unsure'].push(name);
    if (!user.isSure || !group.isSure) this.unsureFrom = Math.min(this.unsureFrom, at);
  }

  /** Who is accepted was seen in the group then. Who is taken out later is no admin any more, as anybody. */
  private acceptUntil(moment: number): void {
    for (let [next] = this.accepted; next !== undefined && next.at.getTime() <= moment; [next] = this.accepted) {
      const stay = { userId: next.userId, groupId: next.groupId, from: next.at.getTime() };
      this.counted.begin({ ...stay, votes: true, isAccepted: true });
      this.inFact.begin(stay);
      this.accepted.shift();
    }
  }

  /** @returns none where a call is not about an admin group */
  private momentOf({ call, at, membership }: TracedCall): readonly Moment[] {
    const { change } = call;
    if (membership === undefined || !('group' in change)) return [];
    const { user, group } = membership;
    const groupId = this.today.adminGroups.find(({ id }) => id === group.id)?.id;
    if (groupId === undefined) return [];
    const names = [nameIn('user', change.user), nameIn('group', change.group)];
    const wasMoved = names.some((name) => isMoved(this.moved, name, at));
    const moment = { call, at, groupId, userId: user.id, isClear: user.id !== undefined && !wasMoved };
    return [wasMoved ? { ...moment, isMoved: true } : moment];
  }

  /** @returns whether somebody was not in the group */
  private join({ groupId, userId, at }: Moment): boolean {
    return userId !== undefined && this.inFact.begin({ groupId, userId, from: at });
  }

  private isMember({ groupId, userId = '', at }: Moment): boolean {
    return this.inFact.at(at, userId, groupId).some(({ until }) => until === undefined);
  }

  /** @returns whether somebody has become an admin */
  private count(moment: Moment): boolean {
    const { call, at, groupId, userId } = moment;
    if (!this.countsFor(moment) || userId === undefined) return false;
    return this.counted.begin({ groupId, userId, from: at, votes: this.voteOf(call.caller, at) === 'whole' });
  }

  /** @param isChange adding who is in the group already changes nothing, nor does taking out who is not */
  private file({ at, isClear, ...change }: Moment, isChange: boolean): void {
    const vote = this.voteOf(change.call.caller, at);
    if (vote === 'none') this.found.uncounted.push(change);
    else if (!isClear) this.found.unclear.push(change);
    else if (isChange) this.found[vote === 'half' ? 'byRoles' : 'made'].push(change);
  }

  private voteOf(caller: RosterCaller, at: number): Vote {
    return voteOf(caller, at, this.voters, this);
  }

  private countsFor({ call, at, isClear }: Moment): boolean {
    return isClear && this.voteOf(call.caller, at) !== 'none';
  }

  private removes({ call, at, isClear }: Moment): boolean {
    return isClear && this.voteOf(call.caller, at) === 'whole';
  }
}

const isOwnDoing = ({ call: { caller }, userId }: Moment) => caller.kind === 'user' && caller.id === userId;

const isAmong = (others: readonly Moment[], { groupId, userId }: Moment) =>
  others.some((one) => one.groupId === groupId && one.userId === userId);
