import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { Waiting } from '../../domain/ledger/waiting';
import { itemKey, type Item } from './items';
import { openOnes, query } from './queries';
import { readable } from './readable';
import { expiry, update, type LedgerTable } from './table';

/** Calls that are to be judged again. Nothing but a judgement takes one off: no queue, limit or quota lets anybody pass. */
export interface WaitingLedger {
  /** Puts a call on the list, once however many copies of its event there are. @returns whether it was not on it */
  add(waiting: Waiting): Promise<boolean>;
  /** Those of everybody, oldest first, as many as one page holds. The index lags behind the table by moments. */
  open(accountId: string): Promise<readonly Waiting[]>;
  /** A call was judged. */
  settle(waiting: Pick<Waiting, 'accountId' | 'principalId' | 'guardrail' | 'entryId'>, now: Date): Promise<void>;
}

/** Longer than a queue and its dead letters keep a copy of the event. */
const KEPT_DAYS = 30;

const item = z.object({
  accountId: z.string(),
  principalId: z.string(),
  guardrail: z.string(),
  entryId: z.string(),
  openedAt: z.iso.datetime(),
  why: z.string(),
  callText: z.string(),
});

/** {@link WaitingLedger} in DynamoDB. Open ones have a key of their own in the index. */
export function waitingLedger(table: LedgerTable, guardrail: string): WaitingLedger {
  const openKey = (accountId: string) => `${accountId}#${guardrail}#waiting`;
  return {
    add({ since, ...waiting }) {
      return update(table, itemKey(waiting), {
        set:
          'SET accountId = :accountId, principalId = :principalId, guardrail = :guardrail, entryId = :entryId, ' +
          'why = :why, callText = :callText, openedAt = :openedAt, openKey = :openKey REMOVE closedAt, expiresAt',
        when: 'attribute_not_exists(openKey)',
        values: { ...waiting, openedAt: since.toISOString(), openKey: openKey(waiting.accountId) },
      });
    },
    async open(accountId) {
      const values = marshall({ ':open': openKey(accountId) });
      const found = await query(table, { ...openOnes(accountId, guardrail), ExpressionAttributeValues: values });
      return readable(found, waitingOf, table);
    },
    async settle(waiting, now) {
      await update(table, itemKey(waiting), {
        set: 'SET closedAt = :now, expiresAt = :expiry REMOVE openKey',
        when: 'attribute_exists(openKey)',
        values: { now: now.toISOString(), expiry: expiry(now, KEPT_DAYS) },
      });
    },
  };
}

function waitingOf(found: Item): Waiting {
  const { openedAt, ...rest } = item.parse(unmarshall(found));
  return { ...rest, since: new Date(openedAt) };
}
