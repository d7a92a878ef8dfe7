import type { OwedLedger } from '../../../aws/ledger/owed';
import type { Teller, Telling } from '../../../domain/ledger/entry';
import type { Notice } from '../../../domain/notice/notice';
import type { Owed } from '../../../domain/ledger/owed';
import { tellOnce, type TellOncePorts } from '../../../changes/tell-once';
import type { TellingLedger } from '../../../aws/ledger/tellings';

/** How people are told of calls. */
export interface TellingPorts extends TellOncePorts {
  readonly ledger: TellingLedger;
  readonly owed: OwedLedger;
}

/**
 * Tells people of a call, or notes that they are to be told.
 *
 * It is noted before anything is told: a call that no notice names is then told with others (`tellOwed`).
 *
 * @param owed absent for a call that nobody has to know of
 * @returns whether a notice named the call
 */
export async function tellCall(
  owed: Owed | undefined,
  notices: readonly { readonly entry: Telling; readonly notice: Notice }[],
  teller: Teller,
  now: Date,
  ports: TellingPorts,
): Promise<boolean> {
  if (owed !== undefined) await ports.owed.note(owed);
  let isTold = false;
  for (const { entry, notice } of notices) {
    const named = owed === undefined ? entry : { ...entry, names: owed.callKey };
    if (await tellOnce({ entry: named, notice }, teller, now, ports)) isTold = true;
  }
  if (owed !== undefined && isTold) await ports.owed.settle(owed, now);
  return isTold;
}
