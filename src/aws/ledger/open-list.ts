import { marshall } from '@aws-sdk/util-dynamodb';
import type { Item } from './items';
import { openOnes, somePages, type Question } from './queries';
import { readable } from './readable';
import type { LedgerTable } from './table';

/**
 * So many pages are read from the oldest entry on, and as many from another place: a page holds 1 MB of entries, whatever of
 * them is asked for (DynamoDB developer guide, paginating query results), and takes some hundredths of a second.
 */
const PAGES = 4;

/** How a list of open entries is read. */
interface OpenList<T> {
  /** What an entry of the list has in the index. */
  readonly openKey: string;
  /** Attributes that are read. Others stay behind: entries are long, and of most nobody asks more. */
  readonly fields: readonly string[];
  readonly read: (item: Item) => T;
}

/**
 * Open entries of one kind: all, where they are few. Of more than are read at once, the oldest, and those from a random time on:
 * whatever somebody puts before an entry, or after it, one of the next reads has it.
 *
 * The index lags behind the table by moments.
 *
 * @param chance that time: from 0, where the oldest end, to 1, which is now. @default random
 */
export async function openList<T>(
  table: LedgerTable,
  { openKey, fields, read }: OpenList<T>,
  now: Date,
  chance = Math.random(),
): Promise<readonly T[]> {
  const asked: Question = { ...openOnes(openKey), ProjectionExpression: ['pk', 'sk', ...fields].join(', ') };
  const oldest = await somePages(table, asked, PAGES);
  const last = oldest.next?.['openedAt']?.S;
  const others = last === undefined ? [] : await openedAfter(table, asked, timeBetween(new Date(last), now, chance));
  return readable([...oldest.items, ...others], read, table);
}

async function openedAfter(table: LedgerTable, asked: Question, time: Date): Promise<readonly Item[]> {
  const { items } = await somePages(
    table,
    {
      ...asked,
      KeyConditionExpression: `${asked.KeyConditionExpression} and openedAt > :from`,
      ExpressionAttributeValues: { ...asked.ExpressionAttributeValues, ...marshall({ ':from': time.toISOString() }) },
    },
    PAGES,
  );
  return items;
}

/** The last one may be later than now: another instance of the function, whose clock is ahead, may have written it. */
function timeBetween(last: Date, now: Date, chance: number): Date {
  return new Date(last.getTime() + Math.max(0, now.getTime() - last.getTime()) * chance);
}
