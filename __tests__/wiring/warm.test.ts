import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { warmClients } from '../../src/aws/clients/warm';
import { warm } from '../../src/wiring/warm';

const BEGINNING = 'AWS_LAMBDA_INITIALIZATION_TYPE';
const turns = async () => {
  for (let turn = 0; turn < 100; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

describe('the calls that warm clients', () => {
  const handle = jest.fn(() => Promise.reject(new Error('asked')));
  const config = {
    ...{ region: 'us-east-1', maxAttempts: 1, requestHandler: { handle } },
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' },
  };

  it('never leave the process, and no other call is kept in it', async () => {
    const [iam, dynamo] = [new IAMClient(config), new DynamoDBClient(config)];
    const warming = warmClients(iam, dynamo);
    await expect(iam.send(new GetUserCommand({ UserName: 'bob' }))).rejects.toThrow('asked');
    await expect(dynamo.send(new ListTablesCommand({}))).rejects.toThrow('asked');
    expect(handle).toHaveBeenCalledTimes(2);
    await expect(warming).resolves.toBeUndefined();
    expect(handle).toHaveBeenCalledTimes(2);
  });
});

describe('the warming of a function', () => {
  const given = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };
  const before = { ...process.env };
  let logged: jest.SpyInstance;

  beforeEach(() => {
    Object.assign(process.env, given, { [BEGINNING]: 'on-demand' });
    logged = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  });

  afterEach(() => {
    process.env = { ...before };
    logged.mockRestore();
  });

  it('makes the ports, and not before the handler is loaded', async () => {
    const prepare = jest.fn(() => '111122223333');
    warm(prepare);
    expect(prepare).not.toHaveBeenCalled();
    await turns();
    expect(prepare).toHaveBeenCalledTimes(1);
    expect(logged).not.toHaveBeenCalled();
  });

  it('is a line of the log where it fails, and no error', async () => {
    warm(() => {
      throw new Error('environment variable LEDGER_TABLE is not set');
    });
    await turns();
    expect(logged.mock.calls).toEqual([['{"warming":"Error: environment variable LEDGER_TABLE is not set"}']]);
  });

  it('is left out outside of Lambda', async () => {
    process.env = { ...before };
    const prepare = jest.fn(() => '111122223333');
    warm(prepare);
    await turns();
    expect(prepare).not.toHaveBeenCalled();
  });
});
