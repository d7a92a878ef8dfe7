import { wordsOf, type RecordedChange, type SlotState } from '../../domain/recorded-change/kinds';
import { settled } from '../settled';
import type { CarryOutPorts } from './carry-out';

/**
 * Gives a slot back what it held before a change; and only where what it holds is the change's.
 *
 * @param halfway what the slot holds where the change, or its undoing, is only begun
 * @returns false when there was nothing to undo: the principal is gone, or the slot holds something else
 * @throws Error of the guardrail where something has to be done first, or when IAM does not show it after 15 s
 */
export async function undoRecorded<C extends RecordedChange>(
  change: C,
  { kinds, hands, clock }: CarryOutPorts<C>,
  halfway: SlotState = kinds.to(change),
): Promise<boolean> {
  const { principal } = change;
  const look = () => hands.see(principal, kinds.slot(change));
  const found = await look();
  if (found?.id !== principal.id) return false;
  if (found.state !== kinds.to(change) && found.state !== halfway) return false;
  if (!(await hands.undo(change))) return false;
  const isBack = await settled(async () => {
    const now = await look();
    return now?.id !== principal.id || now.state === kinds.from(change);
  }, clock);
  if (!isBack) {
    throw new Error(`${principal.arn}: IAM does not show the ${wordsOf(change, kinds).slot} of before after 15 s`);
  }
  return true;
}
