import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { WatchedRoster } from '../../domain/admin-roster/watched';
import { itemKey } from './items';
import { update, type LedgerTable } from './table';

/** Who was an admin of an account, as its look last knew it. */
export interface AdminRosterLedger {
  /** @returns undefined where nobody has looked yet */
  of(accountId: string): Promise<WatchedRoster | undefined>;
  save(accountId: string, roster: WatchedRoster): Promise<void>;
}

/** ISO 8601. */
const time = z.iso.datetime();
const stay = z.object({
  ...{ userId: z.string(), groupId: z.string(), from: z.number() },
  until: z.optional(z.number()),
});
const seen = z.object({ name: z.string(), id: z.optional(z.string()) });
const stored = z.object({
  version: z.literal(1),
  asOf: time,
  /** Absent in entries of an earlier version. */
  readAt: z.optional(time),
  counted: z.array(z.object({ ...stay.shape, votes: z.boolean(), isAccepted: z.optional(z.boolean()) })),
  inFact: z.array(stay),
  /** Absent in entries of an earlier version. */
  moved: z.optional(z.array(z.object({ name: z.string(), from: z.number() }))),
  /** Absent in entries of an earlier version. */
  sightings: z.optional(z.array(z.object({ at: z.number(), users: z.array(seen), groups: z.array(seen) }))),
  told: z.array(z.string()),
  // An earlier version knew those that somebody stayed in.
  begun: z.optional(z.array(z.string())),
  unsettled: z.array(
    z.object({
      ...{ userId: z.string(), groupId: z.string(), since: time },
      kind: z.enum(['missing', 'intruder', 'unclear', 'unexplained']),
    }),
  ),
});
const item = z.object({ roster: z.string() });

/** {@link AdminRosterLedger} in DynamoDB: one entry, as JSON. */
export function adminRosterLedger(table: LedgerTable, guardrail: string): AdminRosterLedger {
  const keyOf = (accountId: string) =>
    itemKey({ accountId, principalId: 'admin-groups', guardrail, entryId: 'admin-roster' });

  return {
    async of(accountId) {
      const { Item } = await table.client.send(
        new GetItemCommand({ TableName: table.name, Key: keyOf(accountId), ConsistentRead: true }),
      );
      if (Item === undefined) return undefined;
      const { counted, inFact, moved, sightings, told, begun, ...found } = stored.parse(
        JSON.parse(item.parse(unmarshall(Item)).roster),
      );
      const unsettled = found.unsettled.map((one) => ({ ...one, since: new Date(one.since) }));
      const stayedIn = () => [...new Set([...inFact, ...counted].map(({ groupId }) => groupId))];
      const times = { asOf: new Date(found.asOf), readAt: new Date(found.readAt ?? found.asOf) };
      const names = { ...(moved && { moved }), ...(sightings && { sightings }) };
      return { ...times, counted, inFact, ...names, told, unsettled, begun: begun ?? stayedIn() };
    },
    async save(accountId, { asOf, readAt, counted, inFact, moved, sightings, told, unsettled, begun }) {
      const roster = JSON.stringify({
        ...({ version: 1, asOf: asOf.toISOString(), readAt: readAt.toISOString() } as const),
        ...{ counted, inFact, moved, sightings, told, begun },
        unsettled: unsettled.map((one) => ({ ...one, since: one.since.toISOString() })),
      });
      await update(table, keyOf(accountId), { set: 'SET roster = :roster', values: { roster } });
    },
  };
}
