import { foldedRoster } from '../../../domain/admin-roster/fold';
import type { FoldedRoster } from '../../../domain/admin-roster/folded';
import type { AdminGroup, AdminRoster } from '../../../domain/admin-roster/roster';
import { seedOf } from '../../../domain/admin-roster/roster';
import { traced, type Today } from '../../../domain/admin-roster/trace';
import { votersOf } from '../judge/voters';
import type { Call } from '../judge/parse';
import { rosterCallOf } from '../roster/roster-calls';
import type { Rules } from '../rules';

/** Who counted as an admin in a time that is over. */
export interface Past {
  readonly roster: FoldedRoster;
  /** What nobody can tell of it, a sentence each. */
  readonly unknown: readonly string[];
}

/**
 * Works out who was an admin when, from whom the admin groups hold today and what history says became of them.
 *
 * Whoever was in a group at the beginning counts, as whom the first plan of a deployment finds there.
 *
 * @param calls in any order
 * @param from beginning of the time
 */
export function pastOf(calls: readonly Call[], from: Date, today: Today, rules: Rules): Past {
  const changes = calls.flatMap((call) => rosterCallOf(call) ?? []);
  const before = today.adminGroups.map((group) => membersAt(group, traced(changes, from, today)));
  const seeds = before.map(({ id, memberIds }) => seedOf({ id, memberIds }, from));
  const seed: AdminRoster = {
    asOf: from,
    counted: seeds.flatMap(({ counted }) => counted),
    inFact: seeds.flatMap(({ inFact }) => inFact),
  };
  return {
    roster: foldedRoster(seed, changes, today, votersOf(rules)),
    unknown: before.flatMap(({ name, isUnclear }) =>
      isUnclear ? [`For some changes of ${name} the event history does not show which user was added or removed.`] : [],
    ),
  };
}

/** Undoes the changes of a group from its members of today, the latest first. */
function membersAt({ id, name, memberIds }: AdminGroup, changes: ReturnType<typeof traced>) {
  const members = new Set(memberIds);
  let isUnclear = false;
  for (const { call, membership } of changes.toReversed()) {
    if (membership?.group.id !== id) continue;
    if (membership.user.id === undefined) isUnclear = true;
    else if (call.change.kind === 'user-added') members.delete(membership.user.id);
    else members.add(membership.user.id);
  }
  return { id, name, memberIds: [...members], isUnclear };
}
