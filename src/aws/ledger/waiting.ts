import { randomInt } from 'node:crypto';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { EntryKey } from '../../domain/ledger/entry';
import type { Waiting } from '../../domain/ledger/waiting';
import { itemKey, type Item } from './items';
import { openEntries, type End } from './open-entries';
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
  /**
   * Those of everybody from one end on, as many as one page holds of the urgent ones, and of the others. The index lags behind
   * the table by moments.
   *
   * @param end whoever has calls of 250 KB wait that cannot be judged fills a page with a few. @default either, by chance: any
   * rhythm might leave some out
   */
  open(accountId: string, end?: End): Promise<readonly Waiting[]>;
  /** A call was judged. */
  settle(waiting: EntryKey, now: Date): Promise<void>;
}

const item = z.object({
  accountId: z.string(),
  principalId: z.string(),
  guardrail: z.string(),
  entryId: z.string(),
  openedAt: z.iso.datetime(),
  why: z.string(),
  callText: z.string(),
});

/** {@link WaitingLedger} in DynamoDB. */
export function waitingLedger(table: LedgerTable, guardrail: string): WaitingLedger {
  // Two lists: messages forged by the thousand fill the pages of one of them alone.
  const ordinary = openEntries(table, guardrail, 'waiting', (found) => waitingOf(found, false));
  const urgent = openEntries(table, guardrail, 'waiting-urgent', (found) => waitingOf(found, true));
  return {
    async add({ since, isUrgent, ...waiting }) {
      const { openKey } = isUrgent ? urgent : ordinary;
      const isNew = await update(table, itemKey(waiting), {
        set:
          'SET accountId = :accountId, principalId = :principalId, guardrail = :guardrail, entryId = :entryId, ' +
          'why = :why, callText = :callText, openedAt = :openedAt, openKey = :openKey REMOVE closedAt, expiresAt',
        when: 'attribute_not_exists(openKey)',
        values: { ...waiting, openedAt: since.toISOString(), openKey: openKey(waiting.accountId) },
      });
      if (isNew) return true;
      const [now, before] = [openKey(waiting.accountId), ordinary.openKey(waiting.accountId)];
      await update(
        table,
        itemKey(waiting),
        isUrgent
          ? { set: 'SET openKey = :now', when: 'openKey = :before', values: { now, before } }
          : { set: 'SET why = :why', when: 'attribute_exists(openKey) AND why <> :why', values: { why: waiting.why } },
      );
      return false;
    },
    async open(accountId, end = randomInt(2) === 0 ? 'oldest' : 'newest') {
      const found = await Promise.all([urgent.open(accountId, end), ordinary.open(accountId, end)]);
      return found.flat();
    },
    settle: ordinary.settle,
  };
}

function waitingOf(found: Item, isUrgent: boolean): Waiting {
  const { openedAt, ...rest } = item.parse(unmarshall(found));
  return { ...rest, since: new Date(openedAt), isUrgent };
}
