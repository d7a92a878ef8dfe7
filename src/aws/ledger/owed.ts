import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { Owed } from '../../domain/ledger/owed';
import { itemKey, type Item } from './items';
import { openEntries } from './open-entries';
import { everyPage } from './queries';
import { readable } from './readable';
import { create, type LedgerTable } from './table';

/** Which calls people are still to be told of. Written before anything is told, so that nothing is forgotten. */
export interface OwedLedger {
  /** Notes a call, once however many copies of its event there are. */
  note(owed: Owed): Promise<void>;
  /** Calls of everybody, oldest first, as many as one page holds. The index lags behind the table by moments. */
  open(accountId: string): Promise<readonly Owed[]>;
  /** Calls of the same principal from this one on, as the table itself says. */
  from(first: Owed): Promise<readonly Owed[]>;
  /** Nothing is left to say of a call. */
  settle(owed: Owed, now: Date): Promise<void>;
}

const item = z.object({
  accountId: z.string(),
  principalId: z.string(),
  guardrail: z.string(),
  entryId: z.string(),
  /** The key of the call; an earlier version knew calls by the ids of their events. */
  eventId: z.string(),
  at: z.string(),
  openedAt: z.string(),
  caller: z.string(),
  identity: z.string(),
  line: z.string(),
  notices: z.array(z.string()),
});

/** {@link OwedLedger} in DynamoDB. */
export function owedLedger(table: LedgerTable, guardrail: string): OwedLedger {
  const { openKey, open, settle } = openEntries(table, guardrail, 'owed', owedOf);
  return {
    async note(owed) {
      const { at, notedAt, callKey: eventId, ...rest } = owed;
      const times = { at: at.toISOString(), openedAt: notedAt.toISOString() };
      await create(table, {
        ...itemKey(owed),
        ...marshall({ ...rest, ...times, eventId, openKey: openKey(owed.accountId) }),
      });
    },
    open,
    async from(first) {
      const { pk, sk } = itemKey(first);
      const { sk: last } = itemKey({ ...first, entryId: 'call-~' });
      const found = await everyPage(table, {
        KeyConditionExpression: 'pk = :pk and sk between :first and :last',
        FilterExpression: 'attribute_exists(openKey)',
        ExpressionAttributeValues: { ':pk': pk, ':first': sk, ':last': last } as Item,
        ConsistentRead: true,
      });
      return readable(found, owedOf, table);
    },
    settle,
  };
}

function owedOf(found: Item): Owed {
  const { at, openedAt, eventId: callKey, ...rest } = item.parse(unmarshall(found));
  return { ...rest, callKey, at: new Date(at), notedAt: new Date(openedAt) };
}
