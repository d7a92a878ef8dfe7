import type { Alert } from '../aws/events/alerts';
import type { TellingClaims } from '../aws/ledger/tellings';
import { noticeId, type Teller, type Telling } from '../domain/ledger/entry';
import type { Notice } from '../domain/notice/notice';

/** How people are told once. */
export interface TellOncePorts {
  readonly ledger: TellingClaims;
  readonly alert: Alert;
}

/**
 * Tells people of an entry, once however many deliveries want to.
 *
 * It is marked as told only after the publishing, so a crash between the two repeats the notice; nothing loses it. Both
 * copies have the same id: a channel that has had the one is not told by the other.
 *
 * @returns whether this delivery told
 * @throws Error of the publishing, after the claim was given up: the next attempt tells
 */
export async function tellOnce(
  { entry, notice }: { readonly entry: Telling; readonly notice: Notice },
  teller: Teller,
  now: Date,
  { ledger, alert }: TellOncePorts,
): Promise<boolean> {
  if (!(await ledger.claim(entry, teller, now))) return false;
  try {
    await alert(notice, noticeId(entry));
  } catch (error) {
    await ledger.giveUp(entry, teller).catch((second: unknown) => {
      throw new Error(`${String(error)}; nor could the claim be given up: ${String(second)}`, { cause: error });
    });
    throw error;
  }
  await ledger.markTold(entry, teller, now);
  return true;
}
