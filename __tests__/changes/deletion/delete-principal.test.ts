import {
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  DeleteInstanceProfileCommand,
  EnableMFADeviceCommand,
  PutUserPolicyCommand,
  AddRoleToInstanceProfileCommand,
  GetInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { deletePrincipal } from '../../../src/changes/deletion/delete-principal';
import { copyKeyOf } from '../../../src/domain/deletion/copy';
import { deletionInWords } from '../../../src/domain/deletion/in-words';
import type { Principal } from '../../../src/domain/identity/principal';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { anAccount, stopAccounts } from '../../embedded-account/support/accounts';
import { aDesk, BUCKET, ended, type Desk } from '../../support/deletion/desk';
import { EVERYTHING } from '../../support/deletion/generated-dependents';
import { addSurroundings, aPerson } from '../../support/deletion/people';

jest.setTimeout(120_000);

const POLICY = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });

let account: EmbeddedAccount;
let desk: Desk;
let ada: Principal;

beforeEach(async () => {
  account = await anAccount({ withAdmin: false });
  account.addBucket(BUCKET);
  addSurroundings(account);
  desk = aDesk(account);
  ada = await aPerson(account, desk.iam, 'ada', EVERYTHING.user);
});
afterEach(async () => {
  desk.stop();
  await stopAccounts();
});

/** A deletion that ended after so many of its calls that change something; the first keeps the copy. */
const begun = async (changes: number) => {
  desk.endAfter(changes);
  expect(await ended(desk.delete(ada))).toBe(false);
  desk.endAfter(Infinity);
};
const recreated = async () => {
  await desk.delete(ada, 'another');
  return aPerson(account, desk.iam, 'ada', EVERYTHING.user);
};

describe('a deletion', () => {
  it('touches nobody who has the name by now, and copies nobody', async () => {
    const another = await recreated();
    const before = account.snapshot();
    expect(await desk.delete(ada)).toEqual({ kind: 'name-taken', id: another.id });
    expect(account.snapshot()).toEqual(before);
    expect(account.objects(BUCKET).map(({ key }) => key)).toEqual([copyKeyOf(ada, 'another')]);
  });

  it('does not delete whoever was given the name while it was under way', async () => {
    const named = () => Promise.resolve({ ...ada, id: 'AIDAOTHER' });
    const end = await deletePrincipal(ada, 'deletion-1', { ...desk.ports, named });
    expect(end).toEqual({ kind: 'name-taken', id: 'AIDAOTHER' });
    expect(account.snapshot().users.map(({ name }) => name)).toContain('ada');
  });

  it('finds nothing to delete where somebody else has deleted the principal, whom nobody has copied', async () => {
    const bob = account.addUser({ name: 'bob' });
    const principal = { ...ada, name: 'bob', id: bob.id, arn: bob.arn };
    await desk.delete(principal, 'another');
    expect(await desk.delete(principal)).toEqual({ kind: 'gone' });
    expect(await desk.delete(principal, 'another')).toMatchObject({ kind: 'deleted' });
  });

  it('stops where somebody has given the principal more since it was copied', async () => {
    await begun(4);
    await desk.iam.send(new PutUserPolicyCommand({ UserName: 'ada', PolicyName: 'new', PolicyDocument: POLICY }));
    const before = account.snapshot();
    const copyKey = copyKeyOf(ada, 'deletion-1');
    expect(await desk.delete(ada)).toEqual({ kind: 'altered', copyKey, what: ['inline policy new'] });
    expect(account.snapshot()).toEqual(before);
  });

  it('fails at what was given between its look and its end, and the next attempt says what that is', async () => {
    const take: Desk['ports']['take'] = async (principal, step) => {
      if (step.kind === 'principal-deleted') {
        const policy = { PolicyName: 'new', PolicyDocument: POLICY };
        await desk.iam.send(new PutUserPolicyCommand({ UserName: 'ada', ...policy }));
      }
      await desk.ports.take(principal, step);
    };
    const attempt = deletePrincipal(ada, 'deletion-1', { ...desk.ports, take });
    await expect(attempt).rejects.toThrow('Cannot delete entity, must delete policies first.');
    expect(await desk.delete(ada)).toMatchObject({ kind: 'altered', what: ['inline policy new'] });
  });

  it('keeps the copy of its first attempt, whatever another writes at the same time', async () => {
    await begun(1);
    const first = await desk.copyOf(ada);
    const key = copyKeyOf(ada, 'deletion-1');
    expect(await desk.copies.keep(key, { ...first, token: 'another' })).toEqual(first);
    expect(await desk.copyOf(ada)).toEqual(first);
  });

  it('takes nothing before its copy is kept', async () => {
    const before = account.snapshot();
    account.failNext('s3', 'PutObject', 'InternalError');
    await expect(desk.delete(ada)).rejects.toThrow();
    expect(account.snapshot()).toEqual(before);
  });

  it('takes nothing by a copy that it cannot read', async () => {
    const before = account.snapshot();
    account.putObject(BUCKET, copyKeyOf(ada, 'deletion-1'), '{"version":2}');
    await expect(desk.delete(ada)).rejects.toThrow('is no copy of a user or role');
    expect(account.snapshot()).toEqual(before);
  });

  it('leaves a device and an instance profile that somebody else has put to use since', async () => {
    const etl = await aPerson(account, desk.iam, 'etl', EVERYTHING.role);
    await aPerson(account, desk.iam, 'bob', { ...EVERYTHING.user, devices: 0, sshKeys: [] });
    await desk.iam.send(new CreateRoleCommand({ RoleName: 'other', AssumeRolePolicyDocument: '{"Statement":[]}' }));
    const SerialNumber = `arn:aws:iam::${account.accountId}:mfa/ada-0`;
    const InstanceProfileName = 'etl-0';
    const take: Desk['ports']['take'] = async (principal, step) => {
      await desk.ports.take(principal, step);
      const words = deletionInWords(step);
      const codes = { AuthenticationCode1: '123456', AuthenticationCode2: '654321' };
      if (words === `deactivate MFA device ${SerialNumber}`)
        await desk.iam.send(new EnableMFADeviceCommand({ UserName: 'bob', SerialNumber, ...codes }));
      if (words === `remove from instance profile ${InstanceProfileName}`)
        await desk.iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: 'other' }));
      if (words === 'remove from instance profile etl-1') {
        await desk.iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName: 'etl-1' }));
        await desk.iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'etl-1' }));
      }
    };
    const ports = { ...desk.ports, take };
    expect(await deletePrincipal(ada, 'deletion-1', ports)).toMatchObject({ kind: 'deleted' });
    expect(await deletePrincipal(etl, 'deletion-1', ports)).toMatchObject({ kind: 'deleted' });
    expect(account.snapshot().virtualMfaDevices).toEqual([SerialNumber]);
    const { InstanceProfile } = await desk.iam.send(new GetInstanceProfileCommand({ InstanceProfileName }));
    expect(InstanceProfile?.Roles?.map(({ RoleName }) => RoleName)).toEqual(['other']);
    expect(account.snapshot().instanceProfiles.map(({ name }) => name)).toEqual([InstanceProfileName, 'etl-1']);

    const restored = await desk.restore(await desk.copyOf(etl));
    expect(JSON.stringify(restored)).toContain('Instance profile etl-0 holds the role other now');
  });
});

describe('a restoration', () => {
  it('tells what the account cannot give back any more, and gives the rest', async () => {
    await desk.delete(ada);
    const copy = await desk.copyOf(ada);
    const { principal } = copy;
    const gone = { arn: `arn:aws:iam::${account.accountId}:policy/gone`, text: POLICY };
    const attached = [...principal.attached, gone];
    const restored = await desk.restore({ ...copy, principal: { ...principal, attached } });
    expect(JSON.stringify(restored)).toContain(`Policy ${gone.arn} is gone`);
    const [user] = account.snapshot().users.filter(({ name }) => name === 'ada');
    expect(user).toMatchObject({ keys: [], hasLoginProfile: false, serviceCredentials: [], mfaDevices: [] });
    expect(user?.attached).toHaveLength(principal.attached.length);
  });

  it('touches nobody else who has the name', async () => {
    await desk.delete(ada);
    account.addUser({ name: 'ada' });
    const before = account.snapshot();
    expect(await desk.restore(await desk.copyOf(ada))).toMatchObject({ kind: 'refused' });
    expect(account.snapshot()).toEqual(before);
  });

  it('waits until IAM finds what it has made', async () => {
    await desk.delete(ada);
    account.failNext('iam', 'GetUser', 'NoSuchEntity', { status: 404, after: 1 });
    const pauses: number[] = [];
    await desk.restore(await desk.copyOf(ada), (ms) => pauses.push(ms));
    expect(pauses).toHaveLength(1);
  });
});
