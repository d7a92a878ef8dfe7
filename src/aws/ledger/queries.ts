import { QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Item } from './items';
import type { LedgerTable } from './table';

/** A question to the table or to one of its indexes. */
export type Question = Omit<QueryCommandInput, 'TableName'>;

/** Entries of a guardrail about one principal, newest first; their ids begin alike. */
export function newestFirst(accountId: string, principalId: string, beginning: string): Question {
  return {
    KeyConditionExpression: 'pk = :pk and begins_with(sk, :sk)',
    ExpressionAttributeValues: marshall({ ':pk': `${accountId}#${principalId}`, ':sk': beginning }),
    ScanIndexForward: false,
    ConsistentRead: true,
  };
}

/**
 * What an open entry has in the index.
 *
 * @param kind of entries that are neither incidents nor changes, such as `waiting`. @default incidents or changes
 */
export function openKeyOf(accountId: string, guardrail: string, kind?: string): string {
  return [accountId, guardrail, ...(kind === undefined ? [] : [kind])].join('#');
}

/** Every entry that has this key in the index, oldest first. */
export function openOnes(openKey: string): Question {
  return {
    IndexName: 'open',
    KeyConditionExpression: 'openKey = :open',
    ExpressionAttributeValues: marshall({ ':open': openKey }),
  };
}

/** One page of answers at most. */
export async function query({ client, name }: LedgerTable, question: Question): Promise<readonly Item[]> {
  return (await client.send(new QueryCommand({ TableName: name, ...question }))).Items ?? [];
}

/** All answers. */
export async function everyPage(table: LedgerTable, question: Question): Promise<readonly Item[]> {
  return (await somePages(table, question, Infinity)).items;
}

/** Answers, and where those begin that were not read. */
interface Pages {
  readonly items: readonly Item[];
  /** Absent where all were read. */
  readonly next?: Item;
}

/** As many pages of answers as are wanted, of 1 MB each. */
export async function somePages({ client, name }: LedgerTable, question: Question, most: number): Promise<Pages> {
  const items: Item[] = [];
  let next: Item | undefined;
  let pages = 0;
  do {
    const page = await client.send(new QueryCommand({ TableName: name, ...question, ExclusiveStartKey: next }));
    items.push(...(page.Items ?? []));
    next = page.LastEvaluatedKey;
    pages += 1;
  } while (next !== undefined && pages < most);
  return { items, ...(next && { next }) };
}
