import type { EventHistory } from '../../../aws/cloudtrail/event-history';
import type { AcceptanceLedger } from '../../../aws/ledger/acceptances';
import type { AdminRosterLedger } from '../../../aws/ledger/admin-rosters';
import type { AdminSeedLedger } from '../../../aws/ledger/admin-seeds';
import type { Named } from '../../../domain/admin-roster/named';
import type { RosterCaller } from '../../../domain/admin-roster/call';
import { foldedRoster } from '../../../domain/admin-roster/fold';
import { settledOf, type AdminGroup } from '../../../domain/admin-roster/roster';
import { sightingOf } from '../../../domain/admin-roster/sighting';
import { standingsIn } from '../../../domain/admin-roster/standing';
import { isOverdue, LATE_MS, unsettledIn, untold } from '../../../domain/admin-roster/watched';
import { isOwnRole } from '../judge/own-session';
import { votersOf } from '../judge/voters';
import type { Announcement } from '../report/notify';
import { changesNotice } from '../report/rounds/notify-admins';
import {
  crowdedNotice,
  laggingNotice,
  unreadNotice,
  unseededNotice,
  unsettledNotice,
} from '../report/rounds/notify-unsettled';
import { accountOf, type Rules } from '../rules';
import { beginningOf } from './beginning';
import { readCalls } from './read-calls';
import { watchedRoster } from './watched-roster';

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
  const found = await readCalls(history, roster.asOf, now, accountId);
  if ('why' in found) {
    const announcements = [...unknown, ...unreadNotice(found.why, roster.asOf, now, rules)];
    return { announcements, remember: () => Promise.resolve() };
  }
  const [everybody, accepted] = [await users(), await acceptances.all(accountId)];
  const completeUntil = Math.min(now.getTime() - LATE_MS, found.until.getTime());
  const seen = { sightings: roster.sightings ?? [], completeUntil };
  const today = { users: everybody, adminGroups, seen };
  const folded = foldedRoster(roster, found.calls, today, votersOf(rules), accepted);
  const unsettled = unsettledIn(standingsIn(folded, adminGroups), roster.unsettled, now);
  const named = { names: new Map(everybody.map(({ id, name }) => [id, name])), adminGroups };
  const news = {
    made: untold(folded.made, roster.told),
    // What the guard does itself it tells itself.
    byRoles: untold(folded.byRoles, roster.told).filter(({ call: { caller } }) => !isByGuard(caller, rules)),
    unclear: untold(folded.unclear, roster.told),
  };
  const sighting = sightingOf(folded.named, today, now);
  const watched = watchedRoster(
    folded,
    { before: roster, readUntil: found.until, everybody, unsettled, sighting },
    now,
  );
  return {
    announcements: [
      ...unknown,
      ...laggingNotice(watched, now, rules),
      ...crowdedNotice(watched, now, rules),
      ...changesNotice(news, named, now, rules),
      ...unsettled
        .filter((one) => isOverdue(one, found.until))
        .flatMap((one) => unsettledNotice(one, named, now, rules)),
    ],
    remember: () => adminRosters.save(accountId, watched),
  };
}

const isByGuard = (caller: RosterCaller, rules: Rules) => caller.kind === 'role' && isOwnRole(caller.arn, rules);
