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

/** Every open entry of a guardrail in an account, oldest first. */
export function openOnes(accountId: string, guardrail: string): Question {
  return {
    IndexName: 'open',
    KeyConditionExpression: 'openKey = :open',
    ExpressionAttributeValues: marshall({ ':open': `${accountId}#${guardrail}` }),
  };
}

/** One page of answers at most. */
export async function query({ client, name }: LedgerTable, question: Question): Promise<readonly Item[]> {
  return (await client.send(new QueryCommand({ TableName: name, ...question }))).Items ?? [];
}

/** All answers. */
export async function everyPage({ client, name }: LedgerTable, question: Question): Promise<readonly Item[]> {
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await client.send(new QueryCommand({ TableName: name, ...question, ExclusiveStartKey: from }));
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return items;
}
