import {
  ConditionalCheckFailedException,
  PutItemCommand,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { UnreadableEntry } from '../../domain/ledger/unreadable-entry';
import type { Item } from './items';

/** The guardrails' memory: one table for every guardrail and account. */
export interface LedgerTable {
  readonly client: DynamoDBClient;
  readonly name: string;
  /**
   * Told of every item that cannot be read, which is left out then.
   *
   * @default - such an item is an error
   */
  readonly unreadable?: (entry: UnreadableEntry) => void;
}

/** A change of one item, and what must be true of it. `:name` stands for `values.name`. */
export interface Update {
  readonly set: string;
  readonly when?: string;
  readonly values?: Readonly<Record<string, unknown>>;
  /**
   * Attributes whose names are words of DynamoDB's own, by how the expressions call them.
   *
   * @default none
   */
  readonly names?: Readonly<Record<string, string>>;
}

/** How long what is over is kept. */
const KEPT_DAYS = 400;

/**
 * Changes one item, making it where there is none.
 *
 * @returns false when the condition did not hold
 */
export async function update(
  { client, name }: LedgerTable,
  key: Item,
  { set, when, values = {}, names }: Update,
): Promise<boolean> {
  const named = Object.fromEntries(Object.entries(values).map(([field, value]) => [`:${field}`, value]));
  return holds(
    client.send(
      new UpdateItemCommand({
        TableName: name,
        Key: key,
        UpdateExpression: set,
        ...(Object.keys(named).length > 0 && {
          ExpressionAttributeValues: marshall(named, { removeUndefinedValues: true }),
        }),
        ...(when && { ConditionExpression: when }),
        ...(names && { ExpressionAttributeNames: { ...names } }),
      }),
    ),
  );
}

/**
 * Writes an item in place of the one that is there, whatever that is.
 *
 * @param item by its attributes' names
 * @returns false when the condition did not hold
 */
export async function replace(
  { client, name }: LedgerTable,
  item: Readonly<Record<string, unknown>>,
  { when, values }: Required<Pick<Update, 'when' | 'values'>>,
): Promise<boolean> {
  const named = Object.fromEntries(Object.entries(values).map(([field, value]) => [`:${field}`, value]));
  return holds(
    client.send(
      new PutItemCommand({
        TableName: name,
        Item: marshall(item),
        ConditionExpression: when,
        ExpressionAttributeValues: marshall(named),
      }),
    ),
  );
}

/** @returns false when the item was there already */
export async function create({ client, name }: LedgerTable, item: Item): Promise<boolean> {
  return holds(
    client.send(new PutItemCommand({ TableName: name, Item: item, ConditionExpression: 'attribute_not_exists(pk)' })),
  );
}

/** Time to live of an item that is over, in seconds since 1970 as DynamoDB wants it. */
export function expiry(now: Date, days = KEPT_DAYS): number {
  return Math.floor(now.getTime() / 1000) + days * 86_400;
}

async function holds(answer: Promise<unknown>): Promise<boolean> {
  try {
    await answer;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
