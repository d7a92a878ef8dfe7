import type { AdminSeedLedger } from '../../../aws/ledger/admin-seeds';
import { KEPT_MS, seedOf, type AdminGroup } from '../../../domain/admin-roster/roster';
import type { GroupSeed } from '../../../domain/admin-roster/seed';
import { beforeSecondOf, type WatchedRoster } from '../../../domain/admin-roster/watched';

/** What a look goes on from. */
export interface Beginning<G> {
  readonly roster: WatchedRoster;
  /** Admin groups of which nobody knows who was in them before: their members are unexplained. */
  readonly unseeded: readonly G[];
}

/**
 * What is remembered, and for each admin group that is not, whom a plan found in it.
 *
 * Never whoever is in a group now: an attacker who deletes the memory would choose the admins.
 */
export async function beginningOf<G extends Pick<AdminGroup, 'id'>>(
  before: WatchedRoster | undefined,
  adminGroups: readonly G[],
  now: Date,
  accountId: string,
  seeds: AdminSeedLedger,
): Promise<Beginning<G>> {
  const known = before === undefined ? nobody(now) : withoutGap(before, now);
  const unknown = adminGroups.filter(({ id }) => !known.begun.includes(id));
  const found = await Promise.all(unknown.map(({ id }) => seeds.of(accountId, id)));
  // What happened to a group before the history begins, nobody can tell.
  const usable = found.flatMap((seed) => (seed && now.getTime() - seed.at.getTime() < KEPT_MS ? [seed] : []));
  const seeded = usable.reduce(begunWith, known);
  return { roster: seeded, unseeded: unknown.filter(({ id }) => !seeded.begun.includes(id)) };
}

/** Nobody can tell what happened to the groups where the last look is older than the history: it begins with none. */
const withoutGap = (before: WatchedRoster, now: Date): WatchedRoster =>
  now.getTime() - before.asOf.getTime() < KEPT_MS ? before : { ...before, begun: [] };

const nobody = (asOf: Date): WatchedRoster => ({
  ...{ asOf, readAt: asOf, counted: [], inFact: [], told: [], unsettled: [], begun: [] },
});

/** A seed older than the roster is followed from its own time on: what came between is folded once more, to the same end. */
function begunWith(roster: WatchedRoster, seed: GroupSeed): WatchedRoster {
  const { counted, inFact } = seedOf(seed, seed.at);
  return {
    ...roster,
    asOf: earlier(beforeSecondOf(seed.at), roster.asOf),
    readAt: earlier(seed.at, roster.readAt),
    counted: [...roster.counted, ...counted],
    inFact: [...roster.inFact, ...inFact],
    begun: [...roster.begun, seed.id],
  };
}

const earlier = (one: Date, other: Date) => (one < other ? one : other);
