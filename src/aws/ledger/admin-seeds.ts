import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { seedKey, type GroupSeed } from '../../domain/admin-roster/seed';
import { itemKey } from './items';
import type { LedgerTable } from './table';

/** Who was in the admin groups when a deployment first named them, as Terraform wrote it down. */
export interface AdminSeedLedger {
  /** @returns undefined where no deployment has written it */
  of(accountId: string, groupId: string): Promise<GroupSeed | undefined>;
}

const stored = z.object({
  version: z.literal(1),
  groupId: z.string(),
  memberIds: z.array(z.string()),
  at: z.iso.datetime(),
});
const item = z.object({ seed: z.string() });

/** {@link AdminSeedLedger} in DynamoDB: one entry per group, as JSON. */
export function adminSeedLedger(table: LedgerTable, guardrail: string): AdminSeedLedger {
  return {
    async of(accountId, groupId) {
      const Key = itemKey(seedKey(accountId, groupId, guardrail));
      const { Item } = await table.client.send(
        new GetItemCommand({ TableName: table.name, Key, ConsistentRead: true }),
      );
      if (Item === undefined) return undefined;
      const { groupId: id, memberIds, at } = stored.parse(JSON.parse(item.parse(unmarshall(Item)).seed));
      if (id !== groupId) throw new Error(`the seed of the admin group ${groupId} is one of ${id}`);
      return { id, memberIds, at: new Date(at) };
    },
  };
}
