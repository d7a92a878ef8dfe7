import type { AdminRosterLedger } from '../../../aws/ledger/admin-rosters';
import type { AdminSeedLedger } from '../../../aws/ledger/admin-seeds';
import type { IamReader } from '../../../aws/iam/reader';
import { isCrowded } from '../../../domain/admin-roster/crowded';
import { isOverdue, type WatchedRoster } from '../../../domain/admin-roster/watched';
import type { Group } from '../../../domain/identity/principal';
import type { Remembered } from '../judge/admin-status';
import type { CurrentAdminGroup } from '../judge/membership';
import { beginningOf } from '../roster/beginning';
import { accountOf, type Rules } from '../rules';
import type { Readings } from './readings';

/** Where the roster comes from. */
export interface RosterSources {
  readonly adminRosters: Pick<AdminRosterLedger, 'of'>;
  readonly adminSeeds: AdminSeedLedger;
}

/** The roster as the last look left it, with whom plans found in groups that no look has begun with. */
export async function readRoster(
  rules: Rules,
  { adminRosters, adminSeeds }: RosterSources,
  now: Date,
): Promise<WatchedRoster | undefined> {
  const accountId = accountOf(rules);
  const before = await adminRosters.of(accountId);
  const { roster } = await beginningOf(before, rules.adminGroups, now, accountId, adminSeeds);
  const isKnown = roster.begun.length > 0 || roster.counted.length > 0;
  return rules.adminGroups.length === 0 || isKnown ? roster : undefined;
}

/** What the roster says of one user. */
export function rememberedOf(
  userId: string,
  roster: WatchedRoster | undefined,
  groups: readonly Group[],
  rules: Rules,
  { failed }: Readings,
): Remembered {
  if (roster === undefined) return { kind: 'unknown', why: failed[0] ?? 'nobody has looked at the admin groups yet' };
  const isCaller = (one: { readonly userId: string }) => one.userId === userId;
  const counted = roster.counted.filter(isCaller);
  const dark = rules.adminGroups.find(
    ({ id }) => !roster.begun.includes(id) && groups.some((group) => group.id === id),
  );
  const found = roster.unsettled.filter(isCaller);
  const unsettled = found.map(({ kind }) => kind);
  const isIntruder = unsettled.includes('intruder');
  if (counted.length === 0 && dark !== undefined && !isIntruder) {
    return { kind: 'unknown', why: `nobody knows who was in ${dark.name} before` };
  }
  // Whom an admin may have meant the looks have found by then, whatever name it was under.
  const isNobodys = found.some((one) => one.kind === 'unexplained' && isOverdue(one, roster.readAt));
  if (counted.length === 0 && isCrowded(roster) && !isIntruder && !isNobodys) {
    return { kind: 'unknown', why: 'somebody has moved more names than can be remembered' };
  }
  return { kind: 'known', counted, unsettled, readAt: roster.readAt, settledAt: roster.asOf };
}

/** The admin groups that are there, whatever their names are by now. */
export async function readAdminGroups(
  { adminGroups }: Pick<Rules, 'adminGroups'>,
  iam: IamReader,
): Promise<readonly CurrentAdminGroup[]> {
  const found = await Promise.all(adminGroups.map((pinned) => readAdminGroup(pinned, iam)));
  return found.flatMap((group) => group ?? []);
}

/** A renamed group is still the admin group; one with another id never is (THREATS R2). */
async function readAdminGroup(pinned: Group, iam: IamReader): Promise<CurrentAdminGroup | undefined> {
  const named = await iam.group(pinned.name);
  const name = named?.id === pinned.id ? pinned.name : await iam.groupNameOfId(pinned.id);
  const group = name === undefined ? undefined : name === pinned.name ? named : await iam.group(name);
  return name === undefined || group?.id !== pinned.id ? undefined : { ...group, name };
}
