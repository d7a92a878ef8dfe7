import type { IamReader } from '../../aws/iam/reader';
import type { RosterLedger } from '../../aws/ledger/rosters';
import { saysTheSame } from '../../domain/policy/policy-document';
import type { Group, User } from '../../domain/identity/principal';
import type { Facts, Sighting } from './judge/decide';
import { MEMBERSHIP_CALLS, type CurrentAdminGroup } from './judge/membership';
import type { Call, UserCaller } from './judge/parse';
import type { StandingDeny } from './judge/standing-deny';
import type { Rules } from './rules';

interface Reading {
  readonly user: User;
  readonly groups: readonly Group[];
  readonly attached: readonly string[];
  readonly inline: string | undefined;
}

/** The verdict cannot be known: an admin group is missing, empty or another. */
export class UndecidableError extends Error {
  public override readonly name = 'UndecidableError';
}

/** Where facts come from. */
export interface Sources {
  readonly iam: IamReader;
  readonly rosters: RosterLedger;
}

/**
 * Reads what a verdict needs: on the ordinary path every call at once, so one round trip.
 *
 * @throws UndecidableError when an admin group is missing, empty or another than the pinned one
 * @throws Error when a reading failed: it is never taken for an answer
 */
export async function gather(call: Call, caller: UserCaller, rules: Rules, { iam, rosters }: Sources): Promise<Facts> {
  const [reading, adminGroups, denyText, sighting] = await Promise.all([
    readCaller(caller, rules, iam),
    Promise.all(rules.adminGroups.map((group) => readAdminGroup(group, iam))),
    iam.policyText(rules.denyPolicyArn),
    readSighting(call, caller, rules, rosters),
  ]);
  const deny = await standingDeny(reading, denyText, rules, iam);
  return { ...(reading && { user: reading.user }), groups: reading?.groups ?? [], adminGroups, deny, sighting };
}

/** Finds the user by id: the name in the event may be another's by now (THREATS R1). */
async function readCaller(caller: UserCaller, rules: Rules, iam: IamReader): Promise<Reading | undefined> {
  const byEvent = caller.name === undefined ? undefined : await readNamed(caller.name, rules, iam);
  if (byEvent?.user.id === caller.id) return byEvent;

  const name = await currentName(caller, iam);
  if (name === undefined) return undefined;
  const renamed = await readNamed(name, rules, iam);
  if (renamed?.user.id === caller.id) return renamed;
  throw new Error(`user ${caller.id} changed its name while it was being judged`);
}

/** The owner of a long-term key is one look-up away; a session's key names nobody, so the list of users is searched. */
async function currentName(caller: UserCaller, iam: IamReader): Promise<string | undefined> {
  const owner = caller.accessKeyId?.startsWith('AKIA') ? await iam.userNameOfKey(caller.accessKeyId) : undefined;
  const user = owner === undefined ? undefined : await iam.user(owner);
  return user?.id === caller.id ? user.name : iam.userNameOfId(caller.id);
}

async function readNamed(name: string, rules: Rules, iam: IamReader): Promise<Reading | undefined> {
  const [user, groups, attached, inline] = await Promise.all([
    iam.user(name),
    iam.groupsOfUser(name),
    iam.attachedPolicies(name),
    iam.inlinePolicy(name, rules.inlinePolicyName),
  ]);
  return user && { user, groups, attached, inline };
}

/** A renamed group is still the admin group; one with another id never is (THREATS R2). */
export async function readAdminGroup(pinned: Group, iam: IamReader): Promise<CurrentAdminGroup> {
  const named = await iam.group(pinned.name);
  const name = named?.id === pinned.id ? pinned.name : await iam.groupNameOfId(pinned.id);
  const group = name === undefined ? undefined : name === pinned.name ? named : await iam.group(name);
  const problem = `admin group ${pinned.name} (${pinned.id})`;
  if (name === undefined || group?.id !== pinned.id) {
    throw new UndecidableError(`${problem} is missing: nobody is judged without it`);
  }
  if (group.memberIds.length === 0) throw new UndecidableError(`${problem} is empty: nobody is judged without it`);
  return { id: pinned.id, name, memberIds: group.memberIds };
}

async function standingDeny(
  reading: Reading | undefined,
  denyText: string | undefined,
  rules: Rules,
  iam: IamReader,
): Promise<StandingDeny> {
  const bounded = reading?.user.boundaryArn === rules.boundaryPolicyArn;
  const boundaryText = bounded ? await iam.policyText(rules.boundaryPolicyArn) : undefined;
  return {
    attached: reading?.attached.includes(rules.denyPolicyArn) ?? false,
    policy: denyText === undefined ? 'missing' : saysTheSame(denyText, rules.denyDocument) ? 'intact' : 'altered',
    inline: inlineOf(reading?.inline, rules),
    boundary: boundaryText !== undefined && saysTheSame(boundaryText, rules.boundaryDocument),
  };
}

/** The ledger never gates a deny (THREATS T9): unreadable, it proves nothing, and the judgement's log line says so. */
async function readSighting(call: Call, { id }: UserCaller, rules: Rules, rosters: RosterLedger): Promise<Sighting> {
  if (!MEMBERSHIP_CALLS.includes(call.eventName)) return { kind: 'unknown', why: 'this call does not depend on it' };
  try {
    const found = await Promise.all(rules.adminGroups.map((group) => rosters.of(call.accountId, group.id)));
    if (found.includes(undefined)) return { kind: 'unknown', why: 'nobody has looked at every admin group yet' };
    const since = found.flatMap((roster) => roster?.[id] ?? []).sort((one, other) => one.getTime() - other.getTime());
    return since[0] === undefined ? { kind: 'never-seen' } : { kind: 'seen', since: since[0] };
  } catch (error) {
    return { kind: 'unknown', why: String(error) };
  }
}

function inlineOf(text: string | undefined, { inlineDocument }: Rules): StandingDeny['inline'] {
  if (text === undefined) return 'absent';
  return saysTheSame(text, inlineDocument) ? 'intact' : { altered: text };
}
