import type { EntryKey } from '../../domain/ledger/entry';
import type { Waiting } from '../../domain/ledger/waiting';
import { itemKey } from './items';
import { settleEntry } from './settle-entry';
import { openKeyOf } from './queries';
import { update, type LedgerTable } from './table';

/** Calls that are to be judged again. Nothing but a judgement takes one off: no queue, limit or quota lets anybody pass. */
export interface WaitingLedger {
  /**
   * Puts a call on the list, once however many copies of its event there are. One that is on it waits for what is said last, and
   * if it turns out urgent, is from then on.
   *
   * @returns whether it was not on it
   */
  add(waiting: Waiting): Promise<boolean>;
  /** A call was judged. */
  settle(waiting: EntryKey, now: Date): Promise<void>;
}

/** Two lists: messages forged by the thousand fill one of them alone. */
export function waitingKeyOf(accountId: string, guardrail: string, isUrgent: boolean): string {
  return openKeyOf(accountId, guardrail, isUrgent ? 'waiting-urgent' : 'waiting');
}

/** {@link WaitingLedger} in DynamoDB. */
export function waitingLedger(table: LedgerTable, guardrail: string): WaitingLedger {
  return {
    async add({ since, isUrgent, ...waiting }) {
      const openKey = waitingKeyOf(waiting.accountId, guardrail, isUrgent);
      const isNew = await update(table, itemKey(waiting), {
        set:
          'SET accountId = :accountId, principalId = :principalId, guardrail = :guardrail, entryId = :entryId, ' +
          'why = :why, caller = :caller, callText = :callText, openedAt = :openedAt, openKey = :openKey ' +
          'REMOVE closedAt, expiresAt',
        when: 'attribute_not_exists(openKey)',
        values: { ...waiting, openedAt: since.toISOString(), openKey },
      });
      if (isNew) return true;
      const ordinary = waitingKeyOf(waiting.accountId, guardrail, false);
      await update(
        table,
        itemKey(waiting),
        isUrgent
          ? { set: 'SET openKey = :openKey', when: 'openKey = :ordinary', values: { openKey, ordinary } }
          : { set: 'SET why = :why', when: 'attribute_exists(openKey) AND why <> :why', values: { why: waiting.why } },
      );
      return false;
    },
    settle: (waiting, now) => settleEntry(table, waiting, now),
  };
}
