import { z } from 'zod';
import type { DynamoDb } from '../dynamodb/dynamodb';

const scanned = z.object({
  Items: z.array(z.record(z.string(), z.unknown())),
  LastEvaluatedKey: z.undefined().optional(),
});

interface Item {
  readonly Key: object;
  readonly Item: object;
}

/** Remembers every item of every table. @returns puts them back, as often as it is called */
export async function rememberItems(database: DynamoDb): Promise<() => Promise<void>> {
  const names = [...database.keysOf.keys()];
  const kept = await Promise.all(names.map(async (name) => [name, await itemsOf(database, name)] as const));
  return async () => {
    for (const [name, items] of kept) await putBack(database, name, items);
  };
}

/** Items by their keys as text. @throws ZodError where a table holds more than a page */
async function itemsOf(database: DynamoDb, TableName: string): Promise<ReadonlyMap<string, Item>> {
  const { Items } = scanned.parse(await database.send('Scan', { TableName, ConsistentRead: true }));
  const names = database.keysOf.get(TableName) ?? [];
  return new Map(
    Items.map((item) => {
      const Key = Object.fromEntries(names.map((name) => [name, item[name]]));
      return [JSON.stringify(Key), { Key, Item: item }];
    }),
  );
}

async function putBack(database: DynamoDb, TableName: string, kept: ReadonlyMap<string, Item>): Promise<void> {
  const now = await itemsOf(database, TableName);
  for (const [key, { Key }] of now) if (!kept.has(key)) await database.send('DeleteItem', { TableName, Key });
  for (const [key, { Item }] of kept) {
    if (JSON.stringify(now.get(key)?.Item) !== JSON.stringify(Item))
      await database.send('PutItem', { TableName, Item });
  }
}
