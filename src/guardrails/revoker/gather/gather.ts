import type { IamReader } from '../../../aws/iam/reader';
import type { HintLedger } from '../../../aws/ledger/hints';
import type { WatchedRoster } from '../../../domain/admin-roster/watched';
import type { Facts } from '../judge/facts';
import { MEMBERSHIP_CALLS, type CurrentAdminGroup } from '../judge/membership';
import type { Call, UserCaller } from '../judge/parse';
import type { Rules } from '../rules';
import { readAdminGroups, readRoster, rememberedOf, type RosterSources } from './admins';
import { readCaller } from './caller';
import { Readings } from './readings';
import { readDeny, standingDeny } from './user';

/** The verdict cannot be known: nobody can tell who is an admin. */
export class UndecidableError extends Error {
  public override readonly name = 'UndecidableError';
}

/** Where facts come from. */
export interface Sources extends RosterSources {
  readonly iam: IamReader;
  readonly hints: Pick<HintLedger, 'of'>;
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
  const { iam, hints } = sources;
  const [others, ofRoster, ofDeny] = [new Readings(), new Readings(), new Readings()];
  const needsGroups = MEMBERSHIP_CALLS.includes(call.eventName);
  const groups = readAdminGroups(rules, iam);
  const [reading, roster, adminGroups, added, denyText] = await Promise.all([
    readCaller(caller, rules, iam, { ofDeny, others }),
    ofRoster.or(undefined, 'the roster of admins', readRoster(rules, sources, now)),
    needsGroups ? groups : others.or(undefined, 'the admin groups', groups),
    others.or({}, 'who added the caller', hints.of(call.accountId, caller.id)),
    readDeny(rules, iam, ofDeny),
  ]);
  refuseBlindness(rules, roster ?? (await groups));
  return {
    ...(reading && { user: reading.user }),
    groups: reading?.groups ?? [],
    adminGroups: adminGroups ?? [],
    deny: await standingDeny(reading, denyText, rules, iam, ofDeny),
    remembered: rememberedOf(caller.id, roster, reading?.groups ?? [], rules, ofRoster),
    added,
    unread: [ofRoster, ofDeny, others].flatMap(({ failed }) => failed),
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
