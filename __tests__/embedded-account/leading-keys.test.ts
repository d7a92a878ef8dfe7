import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { anAccount, stopAccounts } from './support/accounts';
import { outcomeOf } from './support/outcome';
import { smallStack } from './support/small-stack';

afterEach(stopAccounts);

describe('a right to some items of a table', () => {
  it('is by the partition key that a call names', async () => {
    const account = await anAccount({ templatePath: smallStack({ code: 'exports.handler = async () => {};' }) });
    const statement = {
      ...{
        Effect: 'Allow',
        Action: ['dynamodb:GetItem', 'dynamodb:PutItem'],
        Resource: 'arn:aws:dynamodb:us-east-1:111122223333:table/ledger',
      },
      Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['notice/*'] } },
    };
    const inline = { own: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) };
    const { credentials } = account.addUser({ name: 'reader', inline });
    const client = new DynamoDBClient({ ...account.clientFor(credentials), maxAttempts: 1 });
    const read = (pk: string) =>
      outcomeOf(client.send(new GetItemCommand({ TableName: 'ledger', Key: { pk: { S: pk } } })));
    expect(await read('notice/one')).toBe('done');
    expect(await read('incident/one')).toMatch(/^AccessDenied/);
    const write = (pk: string) =>
      outcomeOf(client.send(new PutItemCommand({ TableName: 'ledger', Item: { pk: { S: pk }, sk: { S: 'one' } } })));
    expect(await write('notice/one')).toBe('done');
    expect(await write('incident/one')).toMatch(/^AccessDenied/);
    client.destroy();
  });
});
