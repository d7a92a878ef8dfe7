import type { EventHistory, History } from '../../../aws/cloudtrail/event-history';
import type { AdminRosterLedger } from '../../../aws/ledger/admin-rosters';
import type { Named } from '../../../domain/admin-roster/bearers';
import { ROSTER_CALLS, type RosterCall } from '../../../domain/admin-roster/call';
import { foldedRoster, type FoldedRoster } from '../../../domain/admin-roster/fold';
import { keptOf, seedOf, settledOf, type AdminGroup, type AdminRoster } from '../../../domain/admin-roster/roster';
import { standingsIn } from '../../../domain/admin-roster/standing';
import {
  beforeSecondOf,
  isOverdue,
  settledUntil,
  unsettledIn,
  untold,
  type WatchedRoster,
} from '../../../domain/admin-roster/watched';
import { parseRecord } from '../judge/parse';
import { votersOf } from '../judge/voters';
import type { Announcement } from '../report/notify';
import { changesNotice } from '../report/notify-admins';
import { unreadNotice, unsettledNotice } from '../report/notify-unsettled';
import { accountOf, type Rules } from '../rules';
import { rosterCallOf } from './roster-calls';

/** What watching the admins takes. */
export interface AdminWatchPorts {
  readonly adminRosters: AdminRosterLedger;
  readonly history: EventHistory;
  /** Every user of the account. */
  readonly users: () => Promise<readonly Named[]>;
}

/** What a look found out about the admins: what people are told, and what is remembered once they were. */
export interface AdminWatch {
  readonly announcements: readonly Announcement[];
  readonly remember: () => Promise<void>;
}

/**
 * Follows by CloudTrail's event history who made and unmade admins, and compares it with who is in the admin groups.
 *
 * The first time there is nothing to compare with: whoever is found counts as an admin.
 */
export async function watchAdmins(
  adminGroups: readonly AdminGroup[],
  now: Date,
  rules: Rules,
  { adminRosters, history, users }: AdminWatchPorts,
): Promise<AdminWatch> {
  const accountId = accountOf(rules);
  const before = await adminRosters.of(accountId);
  if (before === undefined) {
    return { announcements: [], remember: () => adminRosters.save(accountId, beginningOf(adminGroups, now)) };
  }
  const roster = withNewGroups(settledOf(before), adminGroups, now);
  const found = callsIn(await history(Object.keys(ROSTER_CALLS), before.asOf, now), accountId);
  if ('why' in found) {
    return { announcements: unreadNotice(found.why, before.asOf, now, rules), remember: () => Promise.resolve() };
  }
  const everybody = await users();
  const folded = foldedRoster(roster, found.calls, { users: everybody, adminGroups }, votersOf(rules));
  const unsettled = unsettledIn(standingsIn(folded, adminGroups), before.unsettled, now);
  const named = { names: new Map(everybody.map(({ id, name }) => [id, name])), adminGroups };
  const news = {
    made: untold(folded.made, before.told),
    byRoles: untold(folded.byRoles, before.told),
    unclear: untold(folded.unclear, before.told),
  };
  return {
    announcements: [
      ...changesNotice(news, named, now, rules),
      ...unsettled.filter((one) => isOverdue(one, now)).flatMap((one) => unsettledNotice(one, named, now, rules)),
    ],
    remember: () => adminRosters.save(accountId, watchedOf(folded, settledUntil(roster, now), now, unsettled)),
  };
}

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

function watchedOf(folded: FoldedRoster, at: Date, readAt: Date, unsettled: WatchedRoster['unsettled']): WatchedRoster {
  const recent = [...folded.made, ...folded.byRoles, ...folded.unclear].filter(({ call }) => call.at > at);
  return { ...keptOf(folded, at), readAt, told: recent.map(({ call }) => call.eventId), unsettled };
}

const beginningOf = (adminGroups: readonly AdminGroup[], now: Date): WatchedRoster => ({
  ...joined(
    adminGroups.map((group) => seedOf(group, now)),
    beforeSecondOf(now),
  ),
  readAt: now,
  told: [],
  unsettled: [],
});

/** An admin group that is named later begins with whoever is in it then. */
function withNewGroups(before: AdminRoster, adminGroups: readonly AdminGroup[], now: Date): AdminRoster {
  const known = new Set([...before.inFact, ...before.counted].map(({ groupId }) => groupId));
  const added = adminGroups.filter(({ id }) => !known.has(id)).map((group) => seedOf(group, now));
  return joined([before, ...added], before.asOf);
}

const joined = (rosters: readonly AdminRoster[], asOf: Date): AdminRoster => ({
  asOf,
  counted: rosters.flatMap(({ counted }) => counted),
  inFact: rosters.flatMap(({ inFact }) => inFact),
});
