import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { Hints } from '../../domain/admin-roster/hints';
import { itemKey } from './items';
import { expiry, update, type LedgerTable } from './table';

/** Hints, by the unique id of the user. They are forgotten after a day. */
export interface HintLedger {
  of(accountId: string, userId: string): Promise<Hints>;
  note(accountId: string, userId: string, hint: keyof Hints, now: Date): Promise<void>;
}

const time = z.optional(z.iso.datetime());
const item = z.object({ byAdmin: time, byOther: time, undenied: time, freed: time, forged: time });

/** Longer than CloudTrail's history takes to know more. */
const KEPT_DAYS = 1;

/** {@link HintLedger} in DynamoDB: one entry for each user. */
export function hintLedger(table: LedgerTable, guardrail: string): HintLedger {
  const keyOf = (accountId: string, principalId: string) =>
    itemKey({ accountId, principalId, guardrail, entryId: 'hints' });

  return {
    async of(accountId, userId) {
      const { Item } = await table.client.send(
        new GetItemCommand({ TableName: table.name, Key: keyOf(accountId, userId), ConsistentRead: true }),
      );
      const found = item.parse(Item === undefined ? {} : unmarshall(Item));
      return Object.fromEntries(Object.entries(found).map(([hint, at]) => [hint, new Date(at)]));
    },
    async note(accountId, userId, hint, now) {
      await update(table, keyOf(accountId, userId), {
        set: `SET ${hint} = :now, expiresAt = :expiry`,
        values: { now: now.toISOString(), expiry: expiry(now, KEPT_DAYS) },
      });
    },
  };
}
