import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { EntryKey } from '../../domain/ledger/entry';
import { itemKey } from './items';
import { expiry, update, type LedgerTable } from './table';

/** The first messages of threads, by what a channel calls them. */
export interface ThreadLedger {
  /** @returns undefined where the thread has none yet */
  firstOf(entry: EntryKey): Promise<string | undefined>;
  /** Keeps what is there where two were first. */
  keepFirst(entry: EntryKey, message: string, now: Date): Promise<void>;
}

const item = z.object({ firstMessage: z.optional(z.string()) });

/** {@link ThreadLedger} in DynamoDB. */
export function threadLedger(table: LedgerTable): ThreadLedger {
  return {
    async firstOf(entry) {
      const { Item } = await table.client.send(
        new GetItemCommand({ TableName: table.name, Key: itemKey(entry), ConsistentRead: true }),
      );
      return Item === undefined ? undefined : item.parse(unmarshall(Item)).firstMessage;
    },
    async keepFirst(entry, message, now) {
      await update(table, itemKey(entry), {
        set: 'SET firstMessage = :message, expiresAt = :expiry',
        when: 'attribute_not_exists(firstMessage)',
        values: { message, expiry: expiry(now) },
      });
    },
  };
}
