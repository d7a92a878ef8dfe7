import type { EventHistory } from '../../../aws/cloudtrail/event-history';
import type { HintLedger } from '../../../aws/ledger/hints';
import type { WaitingLedger } from '../../../aws/ledger/waiting';
import { tellOnce, type TellOncePorts } from '../../../changes/tell-once';
import { MESSAGES } from '../../../domain/admin-roster/hints';
import type { Teller } from '../../../domain/ledger/entry';
import type { Waiting } from '../../../domain/ledger/waiting';
import type { HoldReason } from '../judge/decision';
import { forgedCallNotice } from '../report/rounds/notify-forged';
import type { Rules } from '../rules';
import { proofOf } from './proof';

/** What proving a call takes. */
interface ProofPorts {
  readonly rules: Rules;
  readonly watching: { readonly history: EventHistory };
  readonly waiting: Pick<WaitingLedger, 'add' | 'settle'>;
  readonly hints: Pick<HintLedger, 'note'>;
  readonly telling: TellOncePorts;
  /** The date. */
  readonly now: () => Date;
}

const AWAITED = 'made-admin-since' satisfies HoldReason;

/** Whether a call waits on the word of a message, until history shows it. */
export const awaitsProof = ({ why, isUrgent }: Waiting): boolean => why === AWAITED && !isUrgent;

/**
 * Looks in the event history for a call that somebody made before it was made an admin, once that must have it. One that is
 * there is judged from then on; one that is not was forged, and people are told.
 *
 * @throws Error where the history cannot be read: the call waits on
 */
export async function proveCall(one: Waiting, delivery: Teller, ports: ProofPorts): Promise<void> {
  const now = ports.now();
  const proof = await proofOf(one, now, ports.watching.history);
  if (proof === undefined) return;
  if (proof.isShown) {
    await ports.waiting.add({ ...one, isUrgent: true });
    return;
  }
  await tellOnce(forgedCallNotice(proof.call, now, ports.rules), delivery, now, ports.telling);
  await ports.hints.note(one.accountId, MESSAGES, 'forged', now);
  await ports.waiting.settle(one, now);
}
