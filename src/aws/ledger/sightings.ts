import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { itemKey } from './items';
import { expiry, update, type LedgerTable } from './table';

/** When a user was last found to be an admin: the proof that an admin who re-adds herself was one before. */
export interface SightingLedger {
  of(accountId: string, principalId: string): Promise<readonly Date[]>;
  /** Written at most once a day. */
  add(accountId: string, principalId: string, now: Date): Promise<void>;
  forget(accountId: string, principalId: string): Promise<void>;
}

const sighting = z.object({ seenAt: z.optional(z.number()), seenBefore: z.optional(z.number()) });
const DAY_MS = 86_400_000;

/** {@link SightingLedger} in DynamoDB. Keeps the last sighting and the one before: the last may be of the same minute as the call. */
export function sightingLedger(table: LedgerTable, guardrail: string): SightingLedger {
  const keyOf = (accountId: string, principalId: string) =>
    itemKey({ accountId, principalId, guardrail, entryId: 'seen-as-admin' });

  return {
    async of(accountId, principalId) {
      const { Item } = await table.client.send(
        new GetItemCommand({ TableName: table.name, Key: keyOf(accountId, principalId), ConsistentRead: true }),
      );
      if (Item === undefined) return [];
      const { seenAt, seenBefore } = sighting.parse(unmarshall(Item));
      return [seenAt, seenBefore].flatMap((time) => (time === undefined ? [] : new Date(time)));
    },
    async add(accountId, principalId, now) {
      await update(table, keyOf(accountId, principalId), {
        set: 'SET seenBefore = if_not_exists(seenAt, :now), seenAt = :now, expiresAt = :expiry',
        when: 'attribute_not_exists(seenAt) OR seenAt < :dayAgo',
        values: { now: now.getTime(), dayAgo: now.getTime() - DAY_MS, expiry: expiry(now) },
      });
    },
    async forget(accountId, principalId) {
      await update(table, keyOf(accountId, principalId), {
        set: 'REMOVE seenAt, seenBefore',
        when: 'attribute_exists(seenAt)',
      });
    },
  };
}
