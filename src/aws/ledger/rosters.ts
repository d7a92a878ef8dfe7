import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { Roster } from '../../domain/identity/roster';
import { itemKey } from './items';
import { update, type LedgerTable } from './table';

/** Who was seen in which group since when. IAM itself does not say when somebody became a member. */
export interface RosterLedger {
  /** @returns undefined when nobody has looked at the group yet */
  of(accountId: string, groupId: string): Promise<Roster | undefined>;
  save(accountId: string, groupId: string, roster: Roster): Promise<void>;
}

const item = z.object({ members: z.record(z.string(), z.number()) });

/** {@link RosterLedger} in DynamoDB: one entry per group. */
export function rosterLedger(table: LedgerTable, guardrail: string): RosterLedger {
  const keyOf = (accountId: string, groupId: string) =>
    itemKey({ accountId, principalId: groupId, guardrail, entryId: 'roster' });

  return {
    async of(accountId, groupId) {
      const { Item } = await table.client.send(
        new GetItemCommand({ TableName: table.name, Key: keyOf(accountId, groupId), ConsistentRead: true }),
      );
      if (Item === undefined) return undefined;
      const { members } = item.parse(unmarshall(Item));
      return Object.fromEntries(Object.entries(members).map(([id, since]) => [id, new Date(since)]));
    },
    async save(accountId, groupId, roster) {
      const members = Object.fromEntries(Object.entries(roster).map(([id, since]) => [id, since.getTime()]));
      await update(table, keyOf(accountId, groupId), { set: 'SET members = :members', values: { members } });
    },
  };
}
