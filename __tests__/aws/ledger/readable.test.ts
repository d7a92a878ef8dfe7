import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Item } from '../../../src/aws/ledger/items';
import { readable } from '../../../src/aws/ledger/readable';

const table = { client: new DynamoDBClient({ region: 'us-east-1' }), name: 'ledger' };
const items = [marshall({ pk: 'a', sk: '1' }), marshall({ pk: 'b', sk: '2' })];
const onlyA = (item: Item) => {
  const { pk } = unmarshall(item);
  if (pk !== 'a') throw new Error('it is\n  no a');
  return 'A';
};

describe('items of the ledger', () => {
  it('that cannot be read are told of in one line, and keep no other from being read', () => {
    const told: object[] = [];
    expect(readable(items, onlyA, { ...table, unreadable: (entry) => told.push(entry) })).toEqual(['A']);
    expect(told).toEqual([{ pk: 'b', sk: '2', why: 'it is no a' }]);
  });

  it('that cannot be read are an error where nobody is told', () => {
    expect(() => readable(items, onlyA, table)).toThrow('no a');
  });
});
