import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { EntryKey } from '../../domain/ledger/entry';
import type { Owed, OwedInBrief } from '../../domain/ledger/owed';
import { itemKey, type Item } from './items';
import { openList } from './open-list';
import { owedKeyOf } from './owed';
import { somePages } from './queries';
import { readable } from './readable';
import type { LedgerTable } from './table';

/** Reads which calls people are still to be told of. */
export interface OwedList {
  /** Calls of everybody. Of more than are read at once (a few thousand), the oldest, and some by chance. */
  open(accountId: string, now: Date, chance?: number): Promise<readonly OwedInBrief[]>;
  /** Calls of the same principal from this one on, as the table itself says: more than a notice names, and not without end. */
  from(first: EntryKey): Promise<readonly Owed[]>;
}

/** A page holds 1 MB: five times as much as a notice. */
const PAGES = 4;

const inBrief = {
  accountId: z.string(),
  principalId: z.string(),
  guardrail: z.string(),
  entryId: z.string(),
  openedAt: z.string(),
};
const brief = z.object(inBrief);
const whole = z.object({
  ...inBrief,
  /** The key of the call; an earlier version knew calls by the ids of their events. */
  eventId: z.string(),
  at: z.string(),
  caller: z.string(),
  identity: z.string(),
  line: z.string(),
  notices: z.array(z.string()),
});

/** {@link OwedList} in DynamoDB. */
export function owedList(table: LedgerTable, guardrail: string): OwedList {
  return {
    open: (accountId, now, chance) => {
      const list = { openKey: owedKeyOf(accountId, guardrail), fields: Object.keys(inBrief), read: inBriefOf };
      return openList(table, list, now, chance);
    },
    async from(first) {
      const { pk, sk } = itemKey(first);
      const { sk: last } = itemKey({ ...first, entryId: 'call-~' });
      const asked = {
        KeyConditionExpression: 'pk = :pk and sk between :first and :last',
        FilterExpression: 'attribute_exists(openKey)',
        ExpressionAttributeValues: { ':pk': pk, ':first': sk, ':last': last } as Item,
        ConsistentRead: true,
      };
      return readable((await somePages(table, asked, PAGES)).items, owedOf, table);
    },
  };
}

function inBriefOf(found: Item): OwedInBrief {
  const { openedAt, ...rest } = brief.parse(unmarshall(found));
  return { ...rest, notedAt: new Date(openedAt) };
}

function owedOf(found: Item): Owed {
  const { at, openedAt, eventId: callKey, ...rest } = whole.parse(unmarshall(found));
  return { ...rest, callKey, at: new Date(at), notedAt: new Date(openedAt) };
}
