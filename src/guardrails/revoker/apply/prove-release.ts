import type { EventHistory } from '../../../aws/cloudtrail/event-history';
import type { AdminRosterLedger } from '../../../aws/ledger/admin-rosters';
import type { HintLedger } from '../../../aws/ledger/hints';
import type { WaitingLedger } from '../../../aws/ledger/waiting';
import { tellOnce, type TellOncePorts } from '../../../changes/tell-once';
import { MESSAGES } from '../../../domain/admin-roster/hints';
import type { Teller } from '../../../domain/ledger/entry';
import type { Waiting } from '../../../domain/ledger/waiting';
import { userOfId } from '../gather/user-of-id';
import type { Call } from '../judge/parse';
import { forgedReleaseNotice } from '../report/rounds/notify-forged';
import { denyWhateverStands, type DeniedAgain, type DenyAgainPorts } from './deny-again';
import { proofOf } from './proof';

/** What proving a release takes. */
interface ProofPorts extends DenyAgainPorts {
  readonly watching: { readonly history: EventHistory };
  readonly waiting: Pick<WaitingLedger, 'settle'>;
  readonly adminRosters: Pick<AdminRosterLedger, 'of'>;
  readonly hints: Pick<HintLedger, 'note'>;
  readonly telling: TellOncePorts;
  /** The date. */
  readonly now: () => Date;
}

/**
 * Looks in the event history for the call of a release by hand, once that must have it. A message can be forged, and must give
 * nobody IAM back for longer: who was released by one is denied again, and people are told.
 *
 * @throws Error where the history cannot be read: the release waits on
 */
export async function proveRelease(one: Waiting, delivery: Teller, ports: ProofPorts): Promise<void> {
  const now = ports.now();
  const proof = await proofOf(one, now, ports.watching.history);
  if (proof === undefined) return;
  if (!proof.isShown) {
    const again = await takenBack(one, proof.call, now, ports);
    const notice = forgedReleaseNotice(one.principalId, again, proof.call, now, ports.rules);
    await tellOnce(notice, delivery, now, ports.telling);
    await ports.hints.note(one.accountId, MESSAGES, 'forged', now);
  }
  await ports.waiting.settle(one, now);
}

/** @returns undefined where nobody is to be denied: gone, released otherwise, or an admin by now */
async function takenBack(
  { accountId, principalId }: Waiting,
  { at }: Call,
  now: Date,
  ports: ProofPorts,
): Promise<DeniedAgain | undefined> {
  const latest = await ports.incidents.latest(accountId, principalId);
  if (latest?.closedAt?.getTime() !== at.getTime()) return undefined;
  const roster = await ports.adminRosters.of(accountId);
  const counts = roster?.counted.some(({ userId, until }) => userId === principalId && until === undefined);
  const user = await userOfId(principalId, ports.iam);
  return user === undefined || counts ? undefined : denyWhateverStands(user, latest, now, ports);
}
