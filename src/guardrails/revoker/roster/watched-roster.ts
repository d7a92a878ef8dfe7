import type { Named } from '../../../domain/admin-roster/named';
import { fewTold, fewUnsettled } from '../../../domain/admin-roster/crowded';
import type { FoldedRoster } from '../../../domain/admin-roster/folded';
import { keptOf, withoutGone } from '../../../domain/admin-roster/roster';
import { keptSightings, type Sighting } from '../../../domain/admin-roster/sighting';
import { settledUntil, type WatchedRoster } from '../../../domain/admin-roster/watched';

/** What a look has found, beside what history says. */
export interface Found {
  /** What the look went on from. */
  readonly before: WatchedRoster;
  /** Until when there is history. */
  readonly readUntil: Date;
  /** Every user of the account. */
  readonly everybody: readonly Named[];
  readonly unsettled: WatchedRoster['unsettled'];
  readonly sighting: Sighting;
}

/** What is remembered of a look. */
export function watchedRoster(
  folded: FoldedRoster,
  { before, readUntil, everybody, unsettled, sighting }: Found,
  now: Date,
): WatchedRoster {
  const at = settledUntil(before, now, readUntil, folded.unsureFrom);
  const recent = [...folded.made, ...folded.byRoles, ...folded.unclear].filter(({ call }) => call.at > at);
  return {
    ...withoutGone(keptOf(folded, at), goneIn(unsettled, everybody, at)),
    readAt: readUntil,
    told: fewTold(recent.map(({ call }) => call.eventId)),
    unsettled: fewUnsettled(unsettled),
    begun: before.begun,
    sightings: keptSightings([...(before.sightings ?? []), sighting], at),
  };
}

/** Who is missing because there is no such user any more; people have been told by then, and nothing is left to follow. */
const goneIn = (unsettled: WatchedRoster['unsettled'], everybody: readonly Named[], settled: Date) =>
  unsettled
    .filter(
      ({ userId, kind, since }) => kind === 'missing' && since <= settled && !everybody.some(({ id }) => id === userId),
    )
    .map(({ userId }) => userId);
