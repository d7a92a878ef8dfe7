import type { AdminRosterLedger } from '../../aws/ledger/admin-rosters';
import type { AdminSeedLedger } from '../../aws/ledger/admin-seeds';
import type { SeenAddLedger } from '../../aws/ledger/seen-adds';
import type { IamReader } from '../../aws/iam/reader';
import type { WatchedRoster } from '../../domain/admin-roster/watched';
import { saysTheSame } from '../../domain/policy/policy-document';
import type { Group, User } from '../../domain/identity/principal';
import type { Remembered } from './judge/admin-status';
import type { Facts } from './judge/facts';
import { MEMBERSHIP_CALLS, type CurrentAdminGroup } from './judge/membership';
import type { Call, UserCaller } from './judge/parse';
import type { StandingDeny } from './judge/standing-deny';
import { Readings } from './readings';
import { beginningOf } from './roster/beginning';
import { accountOf, type Rules } from './rules';

/** Stands for a text that could not be read; no policy is this text. */
const UNREAD = 'unread';

interface Reading {
  readonly user: User;
  readonly groups: readonly Group[];
  readonly attached: readonly string[];
  readonly inline: string | undefined;
}

/** The verdict cannot be known: nobody can tell who is an admin. */
export class UndecidableError extends Error {
  public override readonly name = 'UndecidableError';
}

/** Where facts come from. */
export interface Sources {
  readonly iam: IamReader;
  readonly adminRosters: Pick<AdminRosterLedger, 'of'>;
  readonly adminSeeds: AdminSeedLedger;
  readonly seenAdds: Pick<SeenAddLedger, 'of'>;
}

/**
 * Reads what a verdict needs: on the ordinary path every call at once, so one round trip.
 *
 * A deny needs to know who the caller is and who is an admin; whatever else cannot be read keeps nobody from being denied.
 *
 * @throws UndecidableError when nobody can tell who is an admin
 * @throws Error when the caller cannot be read: that is never taken for an answer
 */
export async function gather(
  call: Call,
  caller: UserCaller,
  rules: Rules,
  sources: Sources,
  now: Date,
): Promise<Facts> {
  const { iam, seenAdds } = sources;
  const readings = new Readings();
  const needsGroups = MEMBERSHIP_CALLS.includes(call.eventName);
  const groups = readAdminGroups(rules, iam);
  const [reading, roster, adminGroups, added, denyText] = await Promise.all([
    readCaller(caller, rules, iam, readings),
    readings.or(undefined, 'the roster of admins', readRoster(rules, sources, now)),
    needsGroups ? groups : readings.or(undefined, 'the admin groups', groups),
    readings.or({}, 'who added the caller', seenAdds.of(call.accountId, caller.id)),
    readings.or(UNREAD, 'the deny policy', iam.policyText(rules.denyPolicyArn)),
  ]);
  refuseBlindness(rules, roster ?? (await groups));
  return {
    ...(reading && { user: reading.user }),
    groups: reading?.groups ?? [],
    adminGroups: adminGroups ?? [],
    deny: await standingDeny(reading, denyText, rules, iam, readings),
    remembered: rememberedOf(caller.id, roster, reading?.groups ?? [], rules, readings),
    added,
    unread: readings.failed,
  };
}

/**
 * Who may call IAM is known by the roster; without one by the groups alone.
 *
 * @throws UndecidableError where everybody would be judged as no admin
 */
function refuseBlindness(rules: Rules, known: WatchedRoster | readonly CurrentAdminGroup[]): void {
  if ('counted' in known) {
    const isLed = rules.adminGroups.length === 0 || known.counted.some(({ until }) => until === undefined);
    if (!isLed) throw new UndecidableError('nobody counts as an admin any more');
    return;
  }
  for (const { name, id } of rules.adminGroups) {
    const group = known.find((one) => one.id === id);
    if (group === undefined) throw new UndecidableError(`admin group ${name} (${id}) is missing`);
    if (group.memberIds.length === 0) throw new UndecidableError(`admin group ${name} (${id}) is empty`);
  }
}

/** The roster as the last look left it, with whom plans found in groups that no look has begun with. */
export async function readRoster(
  rules: Rules,
  { adminRosters, adminSeeds }: Pick<Sources, 'adminRosters' | 'adminSeeds'>,
  now: Date,
): Promise<WatchedRoster | undefined> {
  const accountId = accountOf(rules);
  const before = await adminRosters.of(accountId);
  const { roster } = await beginningOf(before, rules.adminGroups, now, accountId, adminSeeds);
  return rules.adminGroups.length > 0 && roster.begun.length === 0 ? undefined : roster;
}

function rememberedOf(
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
  if (counted.length === 0 && dark !== undefined) {
    return { kind: 'unknown', why: `nobody knows who was in ${dark.name} before` };
  }
  const unsettled = roster.unsettled.filter(isCaller).map(({ kind }) => kind);
  return { kind: 'known', counted, unsettled, readAt: roster.readAt };
}

/** Finds the user by id: the name in the event may be another's by now (THREATS R1). */
async function readCaller(
  caller: UserCaller,
  rules: Rules,
  iam: IamReader,
  readings: Readings,
): Promise<Reading | undefined> {
  const byEvent = caller.name === undefined ? undefined : await readNamed(caller.name, rules, iam, readings);
  if (byEvent?.user.id === caller.id) return byEvent;

  const name = await currentName(caller, iam);
  if (name === undefined) return undefined;
  const renamed = await readNamed(name, rules, iam, readings);
  if (renamed?.user.id === caller.id) return renamed;
  throw new Error(`user ${caller.id} changed its name while it was being judged`);
}

/** The owner of a long-term key is one look-up away; a session's key names nobody, so the list of users is searched. */
async function currentName(caller: UserCaller, iam: IamReader): Promise<string | undefined> {
  const owner = caller.accessKeyId?.startsWith('AKIA') ? await ownerOf(caller.accessKeyId, iam) : undefined;
  const user = owner === undefined ? undefined : await iam.user(owner);
  return user?.id === caller.id ? user.name : iam.userNameOfId(caller.id);
}

/** IAM refuses to look up a key that its owner has deleted since. The list of users knows the caller as well. */
const ownerOf = (accessKeyId: string, iam: IamReader): Promise<string | undefined> =>
  iam.userNameOfKey(accessKeyId).catch(() => undefined);

async function readNamed(name: string, rules: Rules, iam: IamReader, readings: Readings): Promise<Reading | undefined> {
  const [user, groups, attached, inline] = await Promise.all([
    iam.user(name),
    iam.groupsOfUser(name),
    readings.or([], 'the attached policies', iam.attachedPolicies(name)),
    readings.or(UNREAD, 'the inline policy', iam.inlinePolicy(name, rules.inlinePolicyName)),
  ]);
  return user && { user, groups, attached, inline };
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

async function standingDeny(
  reading: Reading | undefined,
  denyText: string | undefined,
  rules: Rules,
  iam: IamReader,
  readings: Readings,
): Promise<StandingDeny> {
  const bounded = reading?.user.boundaryArn === rules.boundaryPolicyArn;
  const boundaryText = bounded
    ? await readings.or(undefined, 'the boundary', iam.policyText(rules.boundaryPolicyArn))
    : undefined;
  return {
    attached: reading?.attached.includes(rules.denyPolicyArn) ?? false,
    policy: policyOf(denyText, rules),
    inline: inlineOf(reading?.inline, rules),
    boundary: boundaryText !== undefined && saysTheSame(boundaryText, rules.boundaryDocument),
    isUnread: readings.failed.length > 0,
  };
}

function policyOf(text: string | undefined, { denyDocument }: Rules): StandingDeny['policy'] {
  if (text === undefined) return 'missing';
  if (text === UNREAD) return text;
  return saysTheSame(text, denyDocument) ? 'intact' : 'altered';
}

function inlineOf(text: string | undefined, { inlineDocument }: Rules): StandingDeny['inline'] {
  if (text === undefined) return 'absent';
  if (text === UNREAD) return text;
  return saysTheSame(text, inlineDocument) ? 'intact' : { altered: text };
}
