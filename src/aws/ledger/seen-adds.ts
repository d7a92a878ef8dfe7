import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { itemKey } from './items';
import { expiry, update, type LedgerTable } from './table';

/** When somebody was put into an admin group, as messages told. */
export interface SeenAdds {
  readonly byAdmin?: Date | undefined;
  readonly byOther?: Date | undefined;
}

/** What messages told of additions to admin groups, by the unique id of who was added. */
export interface SeenAddLedger {
  of(accountId: string, userId: string): Promise<SeenAdds>;
  /** @param by whether who added the user may, or may turn out to */
  note(accountId: string, userId: string, by: keyof SeenAdds, now: Date): Promise<void>;
}

const item = z.object({ byAdmin: z.optional(z.iso.datetime()), byOther: z.optional(z.iso.datetime()) });

/** Longer than CloudTrail's history takes to know of it. */
const KEPT_DAYS = 1;

/** {@link SeenAddLedger} in DynamoDB: one entry for each user. */
export function seenAddLedger(table: LedgerTable, guardrail: string): SeenAddLedger {
  const keyOf = (accountId: string, principalId: string) =>
    itemKey({ accountId, principalId, guardrail, entryId: 'seen-add' });

  return {
    async of(accountId, userId) {
      const { Item } = await table.client.send(
        new GetItemCommand({ TableName: table.name, Key: keyOf(accountId, userId), ConsistentRead: true }),
      );
      const found = item.parse(Item === undefined ? {} : unmarshall(Item));
      return {
        ...(found.byAdmin !== undefined && { byAdmin: new Date(found.byAdmin) }),
        ...(found.byOther !== undefined && { byOther: new Date(found.byOther) }),
      };
    },
    async note(accountId, userId, by, now) {
      await update(table, keyOf(accountId, userId), {
        set: `SET ${by} = :now, expiresAt = :expiry`,
        values: { now: now.toISOString(), expiry: expiry(now, KEPT_DAYS) },
      });
    },
  };
}
