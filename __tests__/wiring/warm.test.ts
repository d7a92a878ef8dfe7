import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { warmClients } from '../../src/aws/clients/warm';
import { warm } from '../../src/wiring/warm';

const BEGINNING = 'AWS_LAMBDA_INITIALIZATION_TYPE';
const turns = async () => {
  for (let turn = 0; turn < 100; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** Until everything is done that waits for no turn of the event loop. */
const tick = () =>
  new Promise<void>((resolve) => {
    process.nextTick(resolve);
  });

describe('the calls that warm clients', () => {
  const settings = {
    ...{ region: 'us-east-1', maxAttempts: 1 },
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' },
  };

  /** Clients whose requests go to a function. */
  const clientsWith = (handle: (request: { hostname: string }) => Promise<never>) => {
    const config = { ...settings, requestHandler: { handle } };
    return [new IAMClient(config), new DynamoDBClient(config)] as const;
  };
  const givenUp = Object.assign(new Error('Request aborted'), { name: 'AbortError' });

  it('never leave the process, and no other call is kept in it', async () => {
    const handle = jest.fn(({ hostname }: { hostname: string }) =>
      Promise.reject(hostname === '127.0.0.1' ? givenUp : new Error('asked')),
    );
    const [iam, dynamo] = clientsWith(handle);
    const warming = warmClients(iam, dynamo);
    await expect(iam.send(new GetUserCommand({ UserName: 'bob' }))).rejects.toThrow('asked');
    await expect(dynamo.send(new ListTablesCommand({}))).rejects.toThrow('asked');
    await expect(warming).resolves.toBeUndefined();
    const hosts = handle.mock.calls.map(([{ hostname }]) => hostname);
    expect(hosts.toSorted()).toEqual(['127.0.0.1', 'dynamodb.us-east-1.amazonaws.com', 'iam.amazonaws.com']);
  });

  it('make a socket that is given up before it connects', async () => {
    const sockets: Socket[] = [];
    const connected = jest.fn();
    const note = (message: unknown) => {
      const { socket } = message as { readonly socket: Socket };
      sockets.push(socket.once('connect', connected));
    };
    subscribe('net.client.socket', note);
    const config = { ...settings, endpoint: 'http://iam.example.com' };
    await warmClients(new IAMClient(config), new DynamoDBClient(config));
    await turns();
    unsubscribe('net.client.socket', note);
    expect(sockets.map(({ destroyed }) => destroyed)).toEqual([true]);
    expect(connected).not.toHaveBeenCalled();
  });

  it('fail where the request fails before it is given up', async () => {
    const [iam, dynamo] = clientsWith(() => Promise.reject(new Error('no certificates')));
    await expect(warmClients(iam, dynamo)).rejects.toThrow('no certificates');
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

  it('is done before the event loop turns', async () => {
    // Where no file was looked for yet.
    process.env['HOME'] = join(tmpdir(), 'nobody');
    const sockets = jest.fn();
    subscribe('net.client.socket', sockets);
    process.env['AWS_ENDPOINT_URL'] = 'http://aws.example.com';
    warm(() => '111122223333');
    await tick();
    unsubscribe('net.client.socket', sockets);
    expect(sockets).toHaveBeenCalledTimes(1);
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
