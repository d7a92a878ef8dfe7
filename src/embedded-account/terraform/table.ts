import type { z } from 'zod';
import type { table } from './shapes';

/** `CreateTable`'s input for a table of the stack. */
export function tableOf(one: z.infer<typeof table>) {
  const keys = ({ hash_key: hash, range_key: range }: { hash_key: string; range_key?: string | undefined }) => [
    { AttributeName: hash, KeyType: 'HASH' },
    ...(range === undefined ? [] : [{ AttributeName: range, KeyType: 'RANGE' }]),
  ];
  const indexes = one.global_secondary_index.map((found) => ({
    IndexName: found.name,
    KeySchema: keys(found),
    Projection: { ProjectionType: found.projection_type },
  }));
  return {
    TableName: one.name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keys(one),
    AttributeDefinitions: one.attribute.map(({ name, type }) => ({ AttributeName: name, AttributeType: type })),
    ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
  };
}
