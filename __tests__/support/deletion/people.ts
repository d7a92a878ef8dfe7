import {
  AddRoleToInstanceProfileCommand,
  CreateAccessKeyCommand,
  CreateInstanceProfileCommand,
  CreateServiceSpecificCredentialCommand,
  CreateVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  UpdateAccessKeyCommand,
  UpdateSigningCertificateCommand,
  UpdateSSHPublicKeyCommand,
  UploadSigningCertificateCommand,
  UploadSSHPublicKeyCommand,
  DeleteAccessKeyCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import type { Principal } from '../../../src/domain/identity/principal';
import {
  GROUPS,
  MANAGED,
  type GeneratedDependents,
  type GeneratedRole,
  type GeneratedUser,
} from './generated-dependents';

const documentOf = (Effect: 'Allow' | 'Deny', service: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect, Action: `${service}:*`, Resource: '*' }],
});
const managedName = (index: number) => `managed-${index}`;
const groupName = (index: number) => `group-${index}`;
const managedArn = (account: EmbeddedAccount, index: number) =>
  MANAGED[index] === 'aws'
    ? 'arn:aws:iam::aws:policy/ReadOnlyAccess'
    : `arn:aws:iam::${account.accountId}:policy/${managedName(index)}`;
const BOUNDARY = 'limits';

/** Makes the policies and groups that {@link aPerson} takes. */
export function addSurroundings(account: EmbeddedAccount): void {
  MANAGED.forEach((effect, index) => {
    if (effect !== 'aws') account.addPolicy({ name: managedName(index), document: documentOf(effect, 's3') });
  });
  account.addPolicy({ name: BOUNDARY, document: documentOf('Allow', 'sqs') });
  for (let index = 0; index < GROUPS; index += 1) account.addGroup({ name: groupName(index) });
}

/** Makes a user or role with everything that was drawn. @param iam may do anything */
export async function aPerson(
  account: EmbeddedAccount,
  iam: IAMClient,
  name: string,
  drawn: GeneratedDependents,
): Promise<Principal> {
  const seed = {
    ...{ name, path: drawn.path, tags: drawn.tags },
    policies: drawn.attached.map((index) => managedArn(account, index)),
    inline: Object.fromEntries(
      drawn.inline.map((effect, index) => [`inline-${index}`, JSON.stringify(documentOf(effect, 'ec2'))]),
    ),
    ...(drawn.bounded && { boundary: `arn:aws:iam::${account.accountId}:policy/${BOUNDARY}` }),
  };
  if (drawn.kind === 'role') {
    const role = account.addRole({ ...seed, ...roleSeed(account, drawn) });
    await giveProfiles(iam, name, drawn);
    return { kind: 'role', accountId: account.accountId, name, ...role };
  }
  const groups = drawn.groups.map(groupName);
  const user = account.addUser({ ...seed, groups, ...(drawn.password && { password: 'secret' }) });
  // Whoever is added to the account has a key.
  await iam.send(new DeleteAccessKeyCommand({ UserName: name, AccessKeyId: user.credentials.accessKeyId }));
  await giveCredentials(iam, name, drawn);
  return { kind: 'user', accountId: account.accountId, id: user.id, arn: user.arn, name };
}

const roleSeed = ({ accountId }: EmbeddedAccount, { description, maxSessionSeconds }: GeneratedRole) => ({
  maxSessionSeconds,
  ...(description !== undefined && { description }),
  trust: {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: accountId, Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  },
});

async function giveProfiles(iam: IAMClient, RoleName: string, { profiles }: GeneratedRole): Promise<void> {
  for (const [index, { path, tags }] of profiles.entries()) {
    const InstanceProfileName = `${RoleName}-${index}`;
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName, Path: path, Tags }));
    await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));
  }
}

async function giveCredentials(iam: IAMClient, UserName: string, drawn: GeneratedUser): Promise<void> {
  for (const Status of drawn.accessKeys) {
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    await iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId: AccessKey?.AccessKeyId, Status }));
  }
  for (const [index, Status] of drawn.certificates.entries()) {
    const CertificateBody = `-----BEGIN CERTIFICATE-----\n${index}\n-----END CERTIFICATE-----\n`;
    const { Certificate } = await iam.send(new UploadSigningCertificateCommand({ UserName, CertificateBody }));
    const CertificateId = Certificate?.CertificateId;
    await iam.send(new UpdateSigningCertificateCommand({ UserName, CertificateId, Status }));
  }
  for (const [index, Status] of drawn.sshKeys.entries()) {
    const SSHPublicKeyBody = `ssh-rsa key${index}`;
    const { SSHPublicKey } = await iam.send(new UploadSSHPublicKeyCommand({ UserName, SSHPublicKeyBody }));
    const SSHPublicKeyId = SSHPublicKey?.SSHPublicKeyId;
    await iam.send(new UpdateSSHPublicKeyCommand({ UserName, SSHPublicKeyId, Status }));
  }
  for (const ServiceName of drawn.services)
    await iam.send(new CreateServiceSpecificCredentialCommand({ UserName, ServiceName }));
  for (let index = 0; index < drawn.devices; index += 1) {
    const made = await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: `${UserName}-${index}` }));
    const SerialNumber = made.VirtualMFADevice?.SerialNumber;
    const codes = { AuthenticationCode1: '123456', AuthenticationCode2: '654321' };
    await iam.send(new EnableMFADeviceCommand({ UserName, SerialNumber, ...codes }));
  }
}
