import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateUserCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { z } from 'zod';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import { anAccount, iamOf, stopAccounts } from './support/accounts';
import { LOG_ACTIONS, ROLE_ACTIONS, smallStack, type SmallStack } from './support/small-stack';

// Real servers and workers: seconds each on a busy machine.
jest.setTimeout(120_000);

const LOGS_BODIES = 'exports.handler = async ({ Records }) => { for (const { body } of Records) console.log(body); };';
const body = z.object({ detail: z.object({ eventName: z.string() }) });

afterEach(stopAccounts);

const deployed = (stack: Partial<SmallStack> = {}, options: Parameters<typeof anAccount>[0] = {}) =>
  anAccount({ templatePath: smallStack({ code: LOGS_BODIES, ...stack }), ...options });
const eventNames = (account: EmbeddedAccount) =>
  account.logs('worker').map((line) => body.parse(JSON.parse(line)).detail.eventName);

/** A function that signs a GetItem with nothing but `node:http`. */
const CALLS_DYNAMODB = `
const http = require('node:http');
exports.handler = () => new Promise((resolve, reject) => {
  const { AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: key, AWS_SESSION_TOKEN: token } = process.env;
  const request = http.request(url, { method: 'POST', headers: {
    authorization: 'AWS4-HMAC-SHA256 Credential=' + key + '/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
    'x-amz-date': '20260101T000000Z', 'x-amz-security-token': token,
    'x-amz-target': 'DynamoDB_20120810.GetItem', 'content-type': 'application/x-amz-json-1.0',
  } }, (answer) => { answer.resume(); answer.on('end', () => resolve(answer.statusCode)); });
  request.on('error', reject);
  request.end(JSON.stringify({ TableName: 'ledger', Key: { pk: { S: 'one' } } }));
});`;

describe('a rule', () => {
  it('takes the calls of users to the function, and leaves Root and reading calls out', async () => {
    const account = await deployed();
    const bob = iamOf(
      account,
      account.addUser({ name: 'bob', policies: ['arn:aws:iam::aws:policy/IAMFullAccess'] }).credentials,
    );
    await bob.send(new ListUsersCommand({}));
    await iamOf(account, account.root).send(new CreateUserCommand({ UserName: 'by-root' }));
    await bob.send(new CreateUserCommand({ UserName: 'by-bob' }));
    await account.idle();
    expect(eventNames(account)).toEqual(['CreateUser']);
    expect(account.logs('worker')[0]).toContain('by-bob');
  });

  it.each([
    ['ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS', ['ListUsers']],
    ['DISABLED', []],
  ])('in state %s hands on %j', async (ruleState, expected) => {
    const account = await deployed({ ruleState });
    await iamOf(account, account.addUser({ name: 'bob' }).credentials)
      .send(new ListUsersCommand({}))
      .catch(() => undefined);
    await account.idle();
    expect(eventNames(account)).toEqual(expected);
  });
});

describe('the queue', () => {
  it('gives up a message after its last receive', async () => {
    const account = await deployed({
      code: 'exports.handler = async () => { console.log("try"); throw new Error("no"); };',
    });
    account.inject('not even JSON');
    await account.idle();
    expect(account.logs('worker')).toHaveLength(3);
    expect(account.deadLetters()).toMatchObject([{ body: 'not even JSON', receiveCount: 3 }]);
  });

  it('hands a message out again and tells how often it was', async () => {
    const code = `exports.handler = async ({ Records: [one] }) => {
      console.log(one.attributes.ApproximateReceiveCount);
      if (one.attributes.ApproximateReceiveCount === '1') throw new Error('once');
    };`;
    const account = await deployed({ code });
    account.inject('{}');
    await account.idle();
    expect(account.logs('worker')).toEqual(['1', '2']);
    expect(account.deadLetters()).toEqual([]);
  });

  it('does not start where the role cannot read it', async () => {
    const actions = ROLE_ACTIONS.filter((action) => action !== 'sqs:DeleteMessage');
    await expect(deployed({ actions })).rejects.toThrow('not authorized to perform: sqs:DeleteMessage');
  });
});

describe('a function', () => {
  it('runs in workers that share nothing, as many as it is given', async () => {
    const code = `let count = 0;
      exports.handler = async () => { count += 1; await new Promise((done) => setTimeout(done, 50)); console.log(require('node:worker_threads').threadId); };`;
    const account = await deployed({ code }, { workers: 4 });
    account.inject('{}', 8);
    await account.idle();
    expect(new Set(account.logs('worker')).size).toBe(4);
  });

  it('sees its own variables and nothing of the host', async () => {
    process.env['HOST_SECRET'] = 'host';
    const account = await deployed({ code: 'exports.handler = async () => process.env;' });
    const result = await account.invoke('worker', {});
    delete process.env['HOST_SECRET'];
    const env = z.record(z.string(), z.string()).parse(JSON.parse(result.kind === 'done' ? result.payload : '{}'));
    expect(env['ADMINS']).toMatch(/^AGPA/);
    expect(env['AWS_ENDPOINT_URL']).toBe(account.endpoint);
    expect(Object.keys(env)).not.toContain('HOST_SECRET');
    expect(Object.keys(env)).not.toContain('PATH');
  });

  it.each(['passes', 'stands'] as const)('begins at the time of the account, which %s', async (timeInFunctions) => {
    const code = `exports.handler = async () => {
      const begun = new Date().toISOString();
      await new Promise((done) => setTimeout(done, 60));
      return { begun, ms: Date.now() - Date.parse(begun) };
    };`;
    const startAt = new Date('2026-06-01T00:00:00Z');
    const account = await deployed({ code }, { startAt, timeInFunctions });
    for (const expected of ['2026-06-01T00:00:00', '2026-06-02T00:00:00']) {
      const result = await account.invoke('worker', {});
      const told = z.object({ begun: z.string(), ms: z.number() });
      const { begun, ms } = told.parse(JSON.parse(result.kind === 'done' ? result.payload : '{}'));
      expect(begun).toContain(expected);
      expect(ms === 0).toBe(timeInFunctions === 'stands');
      account.clock.advance(86_400_000);
    }
  });

  it('is known with what it was invoked with', async () => {
    const account = await deployed({ code: 'exports.handler = async () => 1;' });
    await account.invoke('worker', { a: 1 });
    account.inject('{}');
    await account.idle();
    const [first, second = ''] = account.payloads('worker');
    expect(first).toBe('{"a":1}');
    expect(second).toContain('"body":"{}"');
  });

  it('is ended when it takes too long, and the next invocation works', async () => {
    const code =
      'exports.handler = async (event) => event.wait ? new Promise(() => setInterval(() => 0, 1000)) : "ready";';
    const account = await deployed({ code, timeoutSeconds: 1 });
    expect(await account.invoke('worker', { wait: true })).toMatchObject({
      kind: 'failed',
      error: { errorType: 'Sandbox.Timedout' },
    });
    expect(await account.invoke('worker', {})).toEqual({ kind: 'done', payload: '"ready"' });
  });

  it('loses its log where the role may not write it', async () => {
    const account = await deployed({ actions: ROLE_ACTIONS.filter((action) => action !== LOG_ACTIONS[1]) });
    account.inject('{}');
    await account.idle();
    expect(account.logs('worker')).toEqual([]);
  });

  it.each([
    ['may', [...ROLE_ACTIONS, 'dynamodb:GetItem'], '200', undefined],
    ['may not', ROLE_ACTIONS, '400', 'AccessDenied'],
  ])(
    'that %s read the table is answered so, and the call is put down to the invocation',
    async (_, actions, payload, errorCode) => {
      const account = await deployed({ code: CALLS_DYNAMODB, actions });
      expect(await account.invoke('worker', {})).toEqual({ kind: 'done', payload });
      const [[call] = []] = account.invocations('worker');
      expect(call).toMatchObject({ service: 'dynamodb', action: 'GetItem', functionName: 'worker' });
      expect(call?.invocationId).toMatch(/^[\da-f-]{36}$/);
      expect(call?.errorCode).toBe(errorCode);
    },
  );

  it('ends after its n-th call took effect, and the message is handed out again', async () => {
    const account = await deployed({ code: CALLS_DYNAMODB, actions: [...ROLE_ACTIONS, 'dynamodb:GetItem'] });
    account.crashAfter('worker', 1);
    account.inject('{}');
    await account.idle();
    expect(account.calls({ action: 'GetItem' })).toHaveLength(2);
    expect(account.invocations('worker')).toHaveLength(2);
    expect(account.deadLetters()).toEqual([]);
  });

  it('ends after its n-th change took effect, however much it reads meanwhile', async () => {
    const writing = CALLS_DYNAMODB.replace("const http = require('node:http');", '').replace('GetItem', 'DeleteItem');
    const code = `${CALLS_DYNAMODB}
      const read = exports.handler;
      ${writing}
      const write = exports.handler;
      exports.handler = async () => { await read(); await write(); await read(); await write(); await read(); };`;
    const account = await deployed({ code, actions: [...ROLE_ACTIONS, 'dynamodb:GetItem', 'dynamodb:DeleteItem'] });
    account.crashAfter('worker', 2, 'changes');
    account.inject('{}');
    await account.idle();
    const whole = ['GetItem', 'DeleteItem', 'GetItem', 'DeleteItem', 'GetItem'];
    const called = account.invocations('worker').map((calls) => calls.map(({ action }) => action));
    expect(called).toEqual([whole.slice(0, 4), whole]);
  });

  it('does nothing more once it has ended, not even what it had already sent', async () => {
    const code = `${CALLS_DYNAMODB}
      const once = exports.handler;
      exports.handler = () => Promise.all([once(), new Promise((done) => setTimeout(done, 0)).then(once)]);`;
    const account = await deployed({ code, actions: [...ROLE_ACTIONS, 'dynamodb:GetItem'] }, { latencyMs: 100 });
    account.crashAfter('worker', 1);
    account.inject('{}');
    await account.idle();
    const [ended, again] = account.invocations('worker');
    expect([ended?.length, again?.length]).toEqual([1, 2]);
  });
});

describe('Lambda over the wire', () => {
  const invoke = async (account: EmbeddedAccount, FunctionName: string) => {
    const client = new LambdaClient({ ...account.clientFor(account.root), maxAttempts: 1 });
    const reply = await client.send(new InvokeCommand({ FunctionName, Payload: Buffer.from('{"a":1}') }));
    client.destroy();
    return { error: reply.FunctionError, payload: JSON.parse(Buffer.from(reply.Payload ?? []).toString()) as unknown };
  };

  it('answers what the function answers', async () => {
    const account = await deployed({
      code: 'exports.handler = async (event, context) => ({ event, name: context.functionName });',
    });
    expect(await invoke(account, 'worker')).toEqual({ error: undefined, payload: { event: { a: 1 }, name: 'worker' } });
    expect(await invoke(account, 'arn:aws:lambda:us-east-1:111122223333:function:worker')).toMatchObject({
      error: undefined,
    });
  });

  it('tells a function that failed from a call that failed', async () => {
    const account = await deployed({ code: 'exports.handler = async () => { throw new TypeError("no"); };' });
    expect(await invoke(account, 'worker')).toMatchObject({
      error: 'Unhandled',
      payload: { errorType: 'TypeError', errorMessage: 'no' },
    });
    await expect(invoke(account, 'other')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('asks IAM first', async () => {
    const account = await deployed();
    const client = new LambdaClient({
      ...account.clientFor(account.addUser({ name: 'bob' }).credentials),
      maxAttempts: 1,
    });
    await expect(client.send(new InvokeCommand({ FunctionName: 'worker' }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    client.destroy();
  });
});

describe('SNS over the wire', () => {
  const TopicArn = 'arn:aws:sns:us-east-1:111122223333:notices';

  it('keeps what was published, for those who subscribed', async () => {
    const account = await deployed();
    const sns = new SNSClient(account.clientFor(account.root));
    await sns.send(new PublishCommand({ TopicArn, Subject: 'Hello', Message: 'two\nlines & <more>' }));
    sns.destroy();
    expect(account.published()).toMatchObject([
      { topicArn: TopicArn, subject: 'Hello', message: 'two\nlines & <more>', recipients: ['on-call@example.com'] },
    ]);
  });

  it.each([
    ['a subject of 100 characters', { Subject: 'x'.repeat(100), Message: 'm' }, 'InvalidParameterException'],
    ['a line break in the subject', { Subject: 'a\nb', Message: 'm' }, 'InvalidParameterException'],
    ['a subject beyond ASCII', { Subject: 'é', Message: 'm' }, 'InvalidParameterException'],
    ['a message over 256 KB', { Message: 'x'.repeat(262_145) }, 'InvalidParameterException'],
    ['an unknown topic', { TopicArn: `${TopicArn}-other`, Message: 'm' }, 'NotFoundException'],
  ])('refuses %s', async (_, input, name) => {
    const account = await deployed();
    const sns = new SNSClient({ ...account.clientFor(account.root), maxAttempts: 1 });
    await expect(sns.send(new PublishCommand({ TopicArn, ...input }))).rejects.toMatchObject({ name });
    sns.destroy();
    expect(account.published()).toEqual([]);
  });

  it('refuses a caller without the right in its own word', async () => {
    const account = await deployed();
    const { credentials } = account.addUser({ name: 'bob' });
    const sns = new SNSClient({ ...account.clientFor(credentials), maxAttempts: 1 });
    const publish = sns.send(new PublishCommand({ TopicArn, Message: 'm' }));
    await expect(publish).rejects.toMatchObject({ name: 'AuthorizationErrorException' });
    sns.destroy();
    expect(account.calls({ service: 'sns' })).toMatchObject([{ errorCode: 'AccessDenied', status: 403 }]);
  });

  it('fails as often as it is told to', async () => {
    const account = await deployed();
    account.failNext('sns', 'Publish', 'InternalFailure');
    const sns = new SNSClient({ ...account.clientFor(account.root), maxAttempts: 1 });
    const publish = () => sns.send(new PublishCommand({ TopicArn, Message: 'm' }));
    await expect(publish()).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
    await publish();
    sns.destroy();
    expect(account.published()).toHaveLength(1);
  });
});

describe('DynamoDB over the wire', () => {
  it('holds conditions', async () => {
    const account = await deployed();
    const client = new DynamoDBClient(account.clientFor(account.root));
    const put = () =>
      client.send(
        new PutItemCommand({
          TableName: 'ledger',
          Item: { pk: { S: 'one' }, openKey: { S: 'open' } },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      );
    await put();
    await expect(put()).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
    client.destroy();
    expect(account.calls({ service: 'dynamodb' }).map(({ errorCode }) => errorCode)).toEqual([
      undefined,
      'ConditionalCheckFailedException',
    ]);
    expect(await account.items('ledger')).toMatchObject({ Count: 1 });
  });

  it('finds what was put without asking anybody', async () => {
    const account = await deployed();
    const item = { pk: { S: 'one' }, openKey: { S: 'open' }, number: { N: '7' } };
    await account.putItem('ledger', item);
    expect(account.calls({ service: 'dynamodb' })).toEqual([]);
    expect(await account.items('ledger')).toMatchObject({ Items: [item] });
  });
});
