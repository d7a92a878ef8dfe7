import { CreateBucketCommand, PutBucketVersioningCommand } from '@aws-sdk/client-s3';
import {
  AddRoleToInstanceProfileCommand,
  AddUserToGroupCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreateInstanceProfileCommand,
  CreateLoginProfileCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  UpdateAccessKeyCommand,
  UploadSSHPublicKeyCommand,
} from '@aws-sdk/client-iam';
import type { PrincipalState } from '../../src/domain/deletion/principal-state';
import { aDesk, BUCKET, type Desk } from '../support/deletion/desk';
import { policyText } from '../support/deletion/some-copies';
import { NO_USER } from './support/credentials';
import { describeE2e } from './support/describe-e2e';
import { startMoto, type Moto } from './support/moto';

jest.setTimeout(120_000);

const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const Tags = [{ Key: 'team', Value: 'data' }];
const [PolicyName, PolicyDocument] = ['own', policyText('Deny')];

describeE2e('whoever is deleted and restored', () => {
  let moto: Moto;
  let desk: Desk;
  let limits: string | undefined;

  beforeAll(async () => {
    moto = await startMoto();
    desk = aDesk({
      ...{ accountId: '123456789012', root: { ...NO_USER, sessionToken: 'none' } },
      clientFor: (credentials) => ({ endpoint: moto.endpoint, region: 'us-east-1', credentials: { ...credentials } }),
      clock: { now: () => new Date('2026-06-01T00:00:00Z') },
    });
    await desk.s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await desk.s3.send(new PutBucketVersioningCommand({ Bucket: BUCKET, VersioningConfiguration }));
    const policy = new CreatePolicyCommand({ PolicyName: 'limits', PolicyDocument: policyText('Allow') });
    limits = (await desk.iam.send(policy)).Policy?.Arn;
  });
  afterAll(async () => {
    desk.stop();
    await moto.stop();
  });

  async function aUser(UserName: string): Promise<void> {
    const { iam } = desk;
    await iam.send(new CreateUserCommand({ UserName, Path: '/staff/', PermissionsBoundary: limits, Tags }));
    await iam.send(new CreateLoginProfileCommand({ UserName, Password: 'Secret-1234567890' }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    const key = { UserName, AccessKeyId: AccessKey?.AccessKeyId, Status: 'Inactive' } as const;
    await iam.send(new UpdateAccessKeyCommand(key));
    await iam.send(new UploadSSHPublicKeyCommand({ UserName, SSHPublicKeyBody: `ssh-rsa ${'A'.repeat(372)}` }));
    const device = await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: UserName }));
    const { SerialNumber } = device.VirtualMFADevice ?? {};
    const codes = { AuthenticationCode1: '123456', AuthenticationCode2: '654321' };
    await iam.send(new EnableMFADeviceCommand({ UserName, SerialNumber, ...codes }));
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument }));
    await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: READ_ONLY }));
    await iam.send(new CreateGroupCommand({ GroupName: 'team' }));
    await iam.send(new AddUserToGroupCommand({ UserName, GroupName: 'team' }));
  }

  async function aRole(RoleName: string): Promise<void> {
    const { iam } = desk;
    const Statement = [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }];
    const role = { RoleName, Path: '/jobs/', Description: 'Loads data.', MaxSessionDuration: 7200, Tags };
    const trust = { AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }) };
    await iam.send(new CreateRoleCommand({ ...role, ...trust, PermissionsBoundary: limits }));
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: READ_ONLY }));
    const InstanceProfileName = `${RoleName}-hosts`;
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName, Path: '/hosts/', Tags }));
    await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));
  }

  it.each([
    ['user', 'ada', aUser],
    ['role', 'etl', aRole],
  ] as const)(
    'has everything again that can come back, in an account that this project did not write: a %s',
    async (kind, name, make) => {
      await make(name);
      const before = await desk.ports.read(kind, name);
      if (before === undefined) throw new Error(`${name} was not made`);
      expect(await desk.delete(before)).toMatchObject({ kind: 'deleted' });
      expect(await desk.ports.read(kind, name)).toBeUndefined();

      const copy = await desk.copyOf(before);
      const restored = await desk.restore(copy);
      const after = await desk.ports.read(kind, name);
      expect(after?.id).not.toBe(before.id);
      expect(after && comingBack(after)).toEqual(comingBack(before));
      expect(JSON.stringify(restored)).toContain(`show ${before.id} now and stay broken`);
      expect(await desk.restore(copy)).toMatchObject({ kind: 'restore', steps: [] });
    },
  );
});

/** Without ids that are new, and what IAM never shows. */
function comingBack(principal: PrincipalState): unknown {
  const { path, tags, boundary, attached, inline } = principal;
  const common = { path, tags, boundary, attached, inline };
  if (principal.kind === 'user') {
    const { groups, sshKeys } = principal;
    return { ...common, groups, sshKeys: sshKeys.map(({ body, status }) => ({ body, status })) };
  }
  const { trust, description, maxSessionSeconds, instanceProfiles } = principal;
  const profiles = instanceProfiles.map((profile) => ({ ...profile, id: '' }));
  return { ...common, trust, description, maxSessionSeconds, profiles };
}
