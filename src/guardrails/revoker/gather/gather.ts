import type { IamReader } from '../../../aws/iam/reader';
import type { HintLedger } from '../../../aws/ledger/hints';
import type { IncidentLedger } from '../../../aws/ledger/incidents';
import { MESSAGES, type SeenAdds } from '../../../domain/admin-roster/hints';
import type { WatchedRoster } from '../../../domain/admin-roster/watched';
import { BOUNDARY_CALLS } from '../judge/escape';
import type { Facts } from '../judge/facts';
import { MEMBERSHIP_CALLS, type CurrentAdminGroup } from '../judge/membership';
import type { Call, UserCaller } from '../judge/parse';
import type { Rules } from '../rules';
import { isInSeed, readAdminGroups, readRoster, rememberedOf, type RosterSources } from './admins';
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
  readonly incidents: Pick<IncidentLedger, 'latest'>;
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
  const { iam, hints, incidents } = sources;
  const [others, ofRoster, ofDeny] = [new Readings(), new Readings(), new Readings()];
  const needsGroups = MEMBERSHIP_CALLS.includes(call.eventName);
  const groups = readAdminGroups(rules, iam);
  const [[reading, adminGroups, denyText], [roster, added, incident]] = await Promise.all([
    Promise.all([
      readCaller(caller, rules, iam, { ofDeny, others }),
      needsGroups ? groups : others.or(undefined, 'the admin groups', groups),
      readDeny(rules, iam, ofDeny),
    ]),
    onceSent(() =>
      Promise.all([
        ofRoster.or(undefined, 'the roster of admins', readRoster(rules, sources, now)),
        others.or({}, 'who added the caller', addsOf(call, caller, hints)),
        isIncidentAsked(call, now)
          ? others.or('unread' as const, 'the latest incident', incidents.latest(call.accountId, caller.id))
          : undefined,
      ]),
    ),
  ]);
  refuseBlindness(rules, roster ?? (await groups));
  const isSeeded = await isInSeed(caller.id, rules, sources, ofRoster, call.accountId);
  return {
    ...(reading && { user: reading.user }),
    groups: reading?.groups ?? [],
    adminGroups: adminGroups ?? [],
    deny: await standingDeny(reading, denyText, rules, iam, ofDeny),
    remembered: rememberedOf(caller.id, roster, reading?.groups ?? [], rules, { readings: ofRoster, isSeeded }),
    added,
    incident,
    unread: [ofRoster, ofDeny, others].flatMap(({ failed }) => failed),
  };
}

/**
 * Asks once the requests that are being made have left. IAM takes several times as long to answer as the ledger, and
 * requests that are made together leave together, when the last of them is signed.
 */
const onceSent = <T>(ask: () => Promise<T>): Promise<T> => new Promise<void>((sent) => setImmediate(sent)).then(ask);

/** An event that comes later may be of before a release. */
const LATE_MS = 30_000;

/** Whether a verdict may depend on the incident: of other calls no deny waits for that part of the ledger. */
const isIncidentAsked = (call: Call, now: Date): boolean =>
  BOUNDARY_CALLS.includes(call.eventName) || now.getTime() - call.at.getTime() >= LATE_MS;

/** Once history has shown that a message was forged, none is believed for a day. */
async function addsOf({ accountId }: Call, { id }: UserCaller, hints: Sources['hints']): Promise<SeenAdds> {
  const { byAdmin, byOther } = await hints.of(accountId, id);
  const isBelieved = byAdmin !== undefined && (await hints.of(accountId, MESSAGES)).forged === undefined;
  return { ...(byOther && { byOther }), ...(isBelieved && { byAdmin }) };
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
