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

/**
 * Whether a plan found a user in an admin group: of whom that is known where the roster cannot be read.
 *
 * @param readings of the roster
 */
export async function isInSeed(
  userId: string,
  { adminGroups }: Pick<Rules, 'adminGroups'>,
  { adminSeeds }: Pick<RosterSources, 'adminSeeds'>,
  readings: Readings,
  accountId: string,
): Promise<boolean> {
  if (readings.failed.length === 0) return false;
  const reading = Promise.all(adminGroups.map(({ id }) => adminSeeds.of(accountId, id)));
  const seeds = await readings.or([], 'whom the plans found in the admin groups', reading);
  return seeds.some((seed) => seed?.memberIds.includes(userId));
}

/** What the roster says of one user. @param isSeeded whether a plan found it in an admin group */
export function rememberedOf(
  userId: string,
  roster: WatchedRoster | undefined,
  groups: readonly Group[],
  rules: Rules,
  { readings: { failed }, isSeeded }: { readonly readings: Readings; readonly isSeeded: boolean },
): Remembered {
  if (roster === undefined) {
    return { kind: 'unknown', why: failed[0] ?? 'nobody has looked at the admin groups yet', isSeeded };
  }
  const isCaller = (one: { readonly userId: string }) => one.userId === userId;
  const counted = roster.counted.filter(isCaller);
  const dark = rules.adminGroups.find(
    ({ id }) => !roster.begun.includes(id) && groups.some((group) => group.id === id),
  );
  const found = roster.unsettled.filter(isCaller);
  const unsettled = found.map(({ kind }) => kind);
  const isIntruder = unsettled.includes('intruder');
  if (counted.length === 0 && dark !== undefined && !isIntruder) {
    return { kind: 'unknown', why: `nobody knows who was in ${dark.name} before`, isSeeded: false };
  }
  // Whom an admin may have meant the looks have found by then, whatever name it was under.
  const isNobodys = found.some((one) => one.kind === 'unexplained' && isOverdue(one, roster.readAt));
  if (counted.length === 0 && isCrowded(roster) && !isIntruder && !isNobodys) {
    return { kind: 'unknown', why: 'somebody has moved more names than can be remembered', isSeeded: false };
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
