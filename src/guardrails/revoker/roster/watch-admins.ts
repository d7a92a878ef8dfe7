import type { EventHistory, History } from '../../../aws/cloudtrail/event-history';
import type { AcceptanceLedger } from '../../../aws/ledger/acceptances';
import type { AdminRosterLedger } from '../../../aws/ledger/admin-rosters';
import type { AdminSeedLedger } from '../../../aws/ledger/admin-seeds';
import type { Named } from '../../../domain/admin-roster/bearers';
import { ROSTER_CALLS, type RosterCall, type RosterCaller } from '../../../domain/admin-roster/call';
import { foldedRoster, type FoldedRoster } from '../../../domain/admin-roster/fold';
import { keptOf, settledOf, withoutGone, type AdminGroup } from '../../../domain/admin-roster/roster';
import { standingsIn } from '../../../domain/admin-roster/standing';
import { isOverdue, settledUntil, unsettledIn, untold, type WatchedRoster } from '../../../domain/admin-roster/watched';
import { isOwnRole } from '../judge/own-session';
import { parseRecord } from '../judge/parse';
import { votersOf } from '../judge/voters';
import type { Announcement } from '../report/notify';
import { changesNotice } from '../report/rounds/notify-admins';
import { unreadNotice, unseededNotice, unsettledNotice } from '../report/rounds/notify-unsettled';
import { accountOf, type Rules } from '../rules';
import { beginningOf } from './beginning';
import { rosterCallOf } from './roster-calls';

/** What watching the admins takes. */
export interface AdminWatchPorts {
  readonly adminRosters: AdminRosterLedger;
  readonly adminSeeds: AdminSeedLedger;
  readonly acceptances: Pick<AcceptanceLedger, 'all'>;
  readonly history: EventHistory;
  /** Every user of the account. */
  readonly users: () => Promise<readonly Named[]>;
}

/** What a look found out about the admins: what people are told, and what is remembered once they were. */
interface AdminWatch {
  readonly announcements: readonly Announcement[];
  readonly remember: () => Promise<void>;
}

/**
 * Follows by CloudTrail's event history who made and unmade admins, and compares it with who is in the admin groups.
 *
 * The first time it goes on from whom the plan of the deployment found in the groups. Whom a person has accepted needs no
 * history.
 */
export async function watchAdmins(
  adminGroups: readonly AdminGroup[],
  now: Date,
  rules: Rules,
  { adminRosters, adminSeeds, acceptances, history, users }: AdminWatchPorts,
): Promise<AdminWatch> {
  const accountId = accountOf(rules);
  const before = await adminRosters.of(accountId);
  const { roster, unseeded } = await beginningOf(
    before && { ...before, ...settledOf(before) },
    adminGroups,
    now,
    accountId,
    adminSeeds,
  );
  const unknown = unseeded.flatMap((group) => unseededNotice(group, now, rules));
  const found = callsIn(await history({ eventNames: Object.keys(ROSTER_CALLS) }, roster.asOf, now), accountId);
  if ('why' in found) {
    const announcements = [...unknown, ...unreadNotice(found.why, roster.asOf, now, rules)];
    return { announcements, remember: () => Promise.resolve() };
  }
  const [everybody, accepted] = [await users(), await acceptances.all(accountId)];
  const today = { users: everybody, adminGroups };
  const folded = foldedRoster(roster, found.calls, today, votersOf(rules), accepted);
  const unsettled = unsettledIn(standingsIn(folded, adminGroups), roster.unsettled, now);
  const named = { names: new Map(everybody.map(({ id, name }) => [id, name])), adminGroups };
  const news = {
    made: untold(folded.made, roster.told),
    // What the guard does itself it tells itself.
    byRoles: untold(folded.byRoles, roster.told).filter(({ call: { caller } }) => !isByGuard(caller, rules)),
    unclear: untold(folded.unclear, roster.told),
  };
  return {
    announcements: [
      ...unknown,
      ...changesNotice(news, named, now, rules),
      ...unsettled.filter((one) => isOverdue(one, now)).flatMap((one) => unsettledNotice(one, named, now, rules)),
    ],
    remember: () => {
      const at = settledUntil(roster, now);
      const gone = goneIn(unsettled, everybody, at);
      return adminRosters.save(accountId, watchedOf(folded, at, now, { unsettled, gone, begun: roster.begun }));
    },
  };
}

const isByGuard = (caller: RosterCaller, rules: Rules) => caller.kind === 'role' && isOwnRole(caller.arn, rules);

/** A record that cannot be read may be the one that matters: nobody goes by the others then. */
function callsIn(
  found: History,
  accountId: string,
): { readonly calls: readonly RosterCall[] } | { readonly why: string } {
  if (found.kind === 'failed') return { why: found.why };
  try {
    return { calls: found.records.flatMap((record) => rosterCallOf(parseRecord(record, accountId)) ?? []) };
  } catch (error) {
    return { why: String(error) };
  }
}

/** Who is missing because there is no such user any more; people have been told by then, and nothing is left to follow. */
const goneIn = (unsettled: WatchedRoster['unsettled'], everybody: readonly Named[], settled: Date) =>
  unsettled
    .filter(
      ({ userId, kind, since }) => kind === 'missing' && since <= settled && !everybody.some(({ id }) => id === userId),
    )
    .map(({ userId }) => userId);

function watchedOf(
  folded: FoldedRoster,
  at: Date,
  readAt: Date,
  { unsettled, gone, begun }: Pick<WatchedRoster, 'unsettled' | 'begun'> & { readonly gone: readonly string[] },
): WatchedRoster {
  const recent = [...folded.made, ...folded.byRoles, ...folded.unclear].filter(({ call }) => call.at > at);
  return {
    ...withoutGone(keptOf(folded, at), gone),
    readAt,
    told: recent.map(({ call }) => call.eventId),
    unsettled,
    begun,
  };
}
