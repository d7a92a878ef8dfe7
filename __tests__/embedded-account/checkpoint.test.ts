import { CreateUserCommand, GenerateCredentialReportCommand, TagUserCommand } from '@aws-sdk/client-iam';
import { remember } from '../../src/embedded-account/checkpoint/remember';
import { Register } from '../../src/embedded-account/iam/principals/register';
import { anAccount, iamOf, stopAccounts } from './support/accounts';
import { ROLE_ACTIONS, smallStack } from './support/small-stack';
import { stateStack } from './support/state-stack';

// Real servers and workers: seconds each on a busy machine.
jest.setTimeout(120_000);

afterEach(stopAccounts);

describe('what is remembered of an object', () => {
  it('is put back into it and into everything that it holds, as often as one likes', () => {
    const inner = { list: [1, 2], set: new Set(['a']), map: new Map([['k', { n: 1 }]]) };
    const outer: { inner: object; more?: string } = { inner };
    const putBack = remember([outer]);
    for (const round of [1, 2]) {
      inner.list.push(3);
      inner.set.add('b');
      Object.assign(inner.map.get('k') ?? {}, { n: round + 1 });
      inner.map.set('l', { n: 9 });
      Object.assign(outer, { inner: {}, more: 'more' });
      putBack();
      expect(outer).toEqual({ inner: { list: [1, 2], set: new Set(['a']), map: new Map([['k', { n: 1 }]]) } });
      expect(outer.inner).toBe(inner);
    }
  });

  it('is put back where objects hold each other, are frozen, or are maps that know more than their entries', () => {
    const ring: { next?: object } = {};
    ring.next = ring;
    const ada = { id: '1', name: 'ada' };
    const names = new Register<typeof ada>().set('1', ada);
    const roots = [ring, Object.freeze({ ring }), Object.freeze([ring]), names];
    const putBack = remember(roots);
    delete ring.next;
    names.rename(ada, 'eve');
    names.set('2', { id: '2', name: 'bob' });
    putBack();
    expect(ring.next).toBe(ring);
    expect([names.named('ada')?.id, names.named('eve'), names.named('bob'), names.size]).toEqual([
      '1',
      undefined,
      undefined,
      1,
    ]);
  });
});

/** Puts an item, and tells how often this environment did. */
const PUTS_ITEMS = `
  let count = 0;
  exports.handler = ({ pk }) => new Promise((resolve, reject) => {
    const { AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: key, AWS_SESSION_TOKEN: token } = process.env;
    const request = require('node:http').request(url, { method: 'POST', headers: {
      authorization: 'AWS4-HMAC-SHA256 Credential=' + key + '/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
      'x-amz-date': '20260101T000000Z', 'x-amz-security-token': token,
      'x-amz-target': 'DynamoDB_20120810.PutItem', 'content-type': 'application/x-amz-json-1.0',
    } }, (answer) => { answer.resume(); answer.on('end', () => resolve({ status: answer.statusCode, count: ++count })); });
    request.on('error', reject);
    request.end(JSON.stringify({ TableName: 'ledger', Item: { pk: { S: pk } } }));
  });`;

describe('a checkpoint', () => {
  it('brings back IAM, objects, items, calls, the time and what is yet to be disturbed; ids are made again', async () => {
    const account = await anAccount({
      templatePath: smallStack({ code: PUTS_ITEMS, actions: [...ROLE_ACTIONS, 'dynamodb:PutItem'] }),
    });
    const iam = iamOf(account, account.root);
    account.addBucket('box');
    account.putObject('box', 'kept', 'one');
    await account.putItem('ledger', { pk: { S: 'kept' } });
    await iam.send(new CreateUserCommand({ UserName: 'ada' }));
    const look = async () => ({
      iam: account.snapshot(),
      objects: account.objects('box').map(({ key, body }) => [key, body.toString()]),
      items: await account.items('ledger'),
      calls: account.calls().length,
      events: account.events().length,
      time: account.clock.now(),
    });
    const before = await look();
    const back = await account.checkpoint();

    const changed = async () => {
      account.clock.advance(60_000);
      account.putObject('box', 'kept', 'two');
      account.putObject('box', 'new', 'new');
      await account.putItem('ledger', { pk: { S: 'kept' }, more: { S: 'more' } });
      const item = await account.invoke('worker', { pk: 'new' });
      await iam.send(new TagUserCommand({ UserName: 'ada', Tags: [{ Key: 'team', Value: 'data' }] }));
      const { User } = await iam.send(new CreateUserCommand({ UserName: 'eve' }));
      const report = await iam.send(new GenerateCredentialReportCommand());
      account.failNext('iam', 'TagUser', 'ServiceFailure');
      return { item, id: User?.UserId, report: report.State, ...(await look()) };
    };
    const first = await changed();
    await back();
    expect(await look()).toEqual(before);
    expect(await changed()).toEqual(first);
    await back();
    expect(await look()).toEqual(before);
    expect(first.item).toEqual({ kind: 'done', payload: JSON.stringify({ status: 200, count: 1 }) });
  });

  it('forgets the executions that began since, whose names are free again', async () => {
    const account = await anAccount({ templatePath: stateStack({ states: { A: { Type: 'Succeed' } } }) });
    const run = (name: string) => account.runStateMachine('audit', { name }, name);
    const names = () => account.executions().map(({ arn }) => arn.slice(arn.lastIndexOf(':') + 1));
    await run('before');
    const back = await account.checkpoint();
    await run('after');
    await expect(run('after')).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' });
    await back();
    expect(names()).toEqual(['before']);
    await run('after');
    expect(names()).toEqual(['before', 'after']);
  });
});
