import {
  AddRoleToInstanceProfileCommand,
  AddUserToGroupCommand,
  AttachUserPolicyCommand,
  CreateInstanceProfileCommand,
  CreateLoginProfileCommand,
  CreateRoleCommand,
  CreateServiceSpecificCredentialCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  DeactivateMFADeviceCommand,
  DeleteAccessKeyCommand,
  DeleteInstanceProfileCommand,
  DeleteLoginProfileCommand,
  DeleteRoleCommand,
  DeleteServiceSpecificCredentialCommand,
  DeleteSigningCertificateCommand,
  DeleteSSHPublicKeyCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  DeleteVirtualMFADeviceCommand,
  DetachUserPolicyCommand,
  EnableMFADeviceCommand,
  GenerateCredentialReportCommand,
  GetCredentialReportCommand,
  GetInstanceProfileCommand,
  GetRoleCommand,
  GetSSHPublicKeyCommand,
  ListInstanceProfilesForRoleCommand,
  ListMFADevicesCommand,
  ListServiceSpecificCredentialsCommand,
  ListSigningCertificatesCommand,
  ListSSHPublicKeysCommand,
  PutUserPolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
  RemoveUserFromGroupCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
  UpdateServiceSpecificCredentialCommand,
  UpdateSigningCertificateCommand,
  UpdateSSHPublicKeyCommand,
  UploadSigningCertificateCommand,
  UploadSSHPublicKeyCommand,
  CreateAccessKeyCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import { anAccount, iamOf, stopAccounts } from './support/accounts';
import { outcomeOf } from './support/outcome';

const UserName = 'ada';
const RoleName = 'etl';
const InstanceProfileName = 'etl-hosts';
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const PolicyDocument = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
});
const trusting = (principal: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: principal }, Action: 'sts:AssumeRole' }],
  });
const certificate = (body: string) => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;
const key = (body: string) => `ssh-rsa ${body} ada@host`;

let account: EmbeddedAccount;
let iam: IAMClient;

beforeEach(async () => {
  account = await anAccount({ startAt: new Date('2026-06-01T00:00:00Z'), credentialReportMs: 0 });
  iam = iamOf(account, account.root);
});
afterEach(stopAccounts);

const uploadCertificate = async (body = 'AAAA') => {
  const call = new UploadSigningCertificateCommand({ UserName, CertificateBody: certificate(body) });
  return (await iam.send(call)).Certificate?.CertificateId ?? '';
};
const uploadKey = async (body = 'AAAA') => {
  const call = new UploadSSHPublicKeyCommand({ UserName, SSHPublicKeyBody: key(body) });
  return (await iam.send(call)).SSHPublicKey?.SSHPublicKeyId ?? '';
};
const makeCredential = async (ServiceName = 'codecommit.amazonaws.com') => {
  const call = new CreateServiceSpecificCredentialCommand({ UserName, ServiceName });
  return (await iam.send(call)).ServiceSpecificCredential?.ServiceSpecificCredentialId ?? '';
};
const enableDevice = async (VirtualMFADeviceName = UserName, owner = UserName) => {
  const { VirtualMFADevice } = await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName }));
  const SerialNumber = VirtualMFADevice?.SerialNumber ?? '';
  const codes = { AuthenticationCode1: '123456', AuthenticationCode2: '654321' };
  await iam.send(new EnableMFADeviceCommand({ UserName: owner, SerialNumber, ...codes }));
  return SerialNumber;
};

/** Puts something on Ada, who has nothing else. @returns takes it away again */
type Dependent = () => Promise<() => Promise<unknown>>;

const DEPENDENTS: readonly (readonly [what: string, named: string, put: Dependent])[] = [
  [
    'a login profile',
    'delete login profile',
    async () => {
      await iam.send(new CreateLoginProfileCommand({ UserName, Password: 'secret' }));
      return () => iam.send(new DeleteLoginProfileCommand({ UserName }));
    },
  ],
  [
    'an access key',
    'delete access keys',
    async () => {
      const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
      return () => iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: AccessKey?.AccessKeyId }));
    },
  ],
  [
    'a signing certificate',
    'delete signing certificates',
    async () => {
      const CertificateId = await uploadCertificate();
      return () => iam.send(new DeleteSigningCertificateCommand({ UserName, CertificateId }));
    },
  ],
  [
    'an SSH public key',
    'delete SSH public keys',
    async () => {
      const SSHPublicKeyId = await uploadKey();
      return () => iam.send(new DeleteSSHPublicKeyCommand({ UserName, SSHPublicKeyId }));
    },
  ],
  [
    'a service-specific credential',
    'delete service specific credentials',
    async () => {
      const ServiceSpecificCredentialId = await makeCredential();
      return () => iam.send(new DeleteServiceSpecificCredentialCommand({ UserName, ServiceSpecificCredentialId }));
    },
  ],
  [
    'an MFA device',
    'delete MFA device',
    async () => {
      const SerialNumber = await enableDevice();
      return () => iam.send(new DeactivateMFADeviceCommand({ UserName, SerialNumber }));
    },
  ],
  [
    'an inline policy',
    'delete policies',
    async () => {
      await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'own', PolicyDocument }));
      return () => iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName: 'own' }));
    },
  ],
  [
    'an attached policy',
    'detach all policies',
    async () => {
      await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: READ_ONLY }));
      return () => iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn: READ_ONLY }));
    },
  ],
  [
    'a group',
    'remove users from group',
    async () => {
      account.addGroup({ name: 'team' });
      await iam.send(new AddUserToGroupCommand({ UserName, GroupName: 'team' }));
      return () => iam.send(new RemoveUserFromGroupCommand({ UserName, GroupName: 'team' }));
    },
  ],
];

describe('a user', () => {
  beforeEach(async () => {
    await iam.send(new CreateUserCommand({ UserName }));
  });
  const deletion = () => outcomeOf(iam.send(new DeleteUserCommand({ UserName })));

  it.each(DEPENDENTS)('is not deleted with %s, which the refusal names', async (_, named, put) => {
    const takeAway = await put();
    expect(await deletion()).toContain(`DeleteConflictException: Cannot delete entity, must ${named} first.`);
    await takeAway();
    expect(await deletion()).toBe('done');
  });

  it.each(DEPENDENTS)('is refused to lose %s twice', async (_, __, put) => {
    const takeAway = await put();
    await takeAway();
    expect(await outcomeOf(takeAway())).toContain('NoSuchEntity');
  });

  it('leaves its virtual MFA device behind, whose name stays taken until it is deleted', async () => {
    const SerialNumber = await enableDevice();
    const removed = () => outcomeOf(iam.send(new DeleteVirtualMFADeviceCommand({ SerialNumber })));
    expect(await removed()).toContain('DeleteConflict');
    await iam.send(new DeactivateMFADeviceCommand({ UserName, SerialNumber }));
    await iam.send(new DeleteUserCommand({ UserName }));
    await iam.send(new CreateUserCommand({ UserName }));
    expect(await outcomeOf(enableDevice())).toContain('EntityAlreadyExists');
    expect(await removed()).toBe('done');
    expect(await outcomeOf(enableDevice())).toBe('done');
  });

  it('has no device that somebody else uses, and at most eight of its own', async () => {
    account.addUser({ name: 'bob' });
    const SerialNumber = await enableDevice('bobs', 'bob');
    const codes = { AuthenticationCode1: '123456', AuthenticationCode2: '654321' };
    const taken = iam.send(new EnableMFADeviceCommand({ UserName, SerialNumber, ...codes }));
    expect(await outcomeOf(taken)).toContain('EntityAlreadyExists');
    for (let count = 0; count < 8; count += 1) await enableDevice(`device-${count}`);
    const { MFADevices = [] } = await iam.send(new ListMFADevicesCommand({ UserName }));
    expect(MFADevices.map(({ SerialNumber: one }) => one)).toHaveLength(8);
    expect(await outcomeOf(enableDevice('device-8'))).toContain('LimitExceeded');
  });

  it('has at most two certificates, none of them twice, and each as it was put', async () => {
    const CertificateId = await uploadCertificate();
    expect(await outcomeOf(uploadCertificate())).toContain('DuplicateCertificate');
    await uploadCertificate('BBBB');
    expect(await outcomeOf(uploadCertificate('CCCC'))).toContain('LimitExceeded');
    await iam.send(new UpdateSigningCertificateCommand({ UserName, CertificateId, Status: 'Inactive' }));
    const { Certificates = [] } = await iam.send(new ListSigningCertificatesCommand({ UserName }));
    expect(Certificates.map(({ CertificateBody, Status }) => [CertificateBody, Status])).toEqual([
      [certificate('AAAA'), 'Inactive'],
      [certificate('BBBB'), 'Active'],
    ]);
    const broken = new UploadSigningCertificateCommand({ UserName, CertificateBody: 'none' });
    expect(await outcomeOf(iam.send(broken))).toContain('MalformedCertificate');
  });

  it('has its certificates in the credential report, whether they are active or not', async () => {
    const CertificateId = await uploadCertificate();
    await uploadCertificate('BBBB');
    await iam.send(new UpdateSigningCertificateCommand({ UserName, CertificateId, Status: 'Inactive' }));
    await iam.send(new GenerateCredentialReportCommand({}));
    const { Content } = await iam.send(new GetCredentialReportCommand({}));
    const line = Buffer.from(Content ?? '')
      .toString()
      .split('\n')
      .find((one) => one.startsWith('ada,'));
    expect(line?.split(',').slice(-4)).toEqual([
      'false',
      '2026-06-01T00:00:00+00:00',
      'true',
      '2026-06-01T00:00:00+00:00',
    ]);
  });

  it('has at most five SSH keys, whose text only the key by itself shows', async () => {
    const SSHPublicKeyId = await uploadKey();
    expect(await outcomeOf(uploadKey())).toContain('DuplicateSSHPublicKey');
    for (const body of ['B', 'C', 'D', 'E']) await uploadKey(body);
    expect(await outcomeOf(uploadKey('F'))).toContain('LimitExceeded');
    await iam.send(new UpdateSSHPublicKeyCommand({ UserName, SSHPublicKeyId, Status: 'Inactive' }));
    const { SSHPublicKeys = [] } = await iam.send(new ListSSHPublicKeysCommand({ UserName }));
    expect(SSHPublicKeys.map(({ Status }) => Status)).toEqual(['Inactive', 'Active', 'Active', 'Active', 'Active']);
    expect(JSON.stringify(SSHPublicKeys)).not.toContain('ssh-rsa');
    const { SSHPublicKey } = await iam.send(new GetSSHPublicKeyCommand({ UserName, SSHPublicKeyId, Encoding: 'SSH' }));
    expect(SSHPublicKey).toMatchObject({ SSHPublicKeyBody: key('AAAA'), Status: 'Inactive' });
  });

  it('has at most two credentials for one service, whose passwords are never shown again', async () => {
    const ServiceSpecificCredentialId = await makeCredential();
    await makeCredential();
    expect(await outcomeOf(makeCredential())).toContain('LimitExceeded');
    await makeCredential('cassandra.amazonaws.com');
    const change = { UserName, ServiceSpecificCredentialId, Status: 'Inactive' } as const;
    await iam.send(new UpdateServiceSpecificCredentialCommand(change));
    const { ServiceSpecificCredentials = [] } = await iam.send(
      new ListServiceSpecificCredentialsCommand({ UserName, ServiceName: 'codecommit.amazonaws.com' }),
    );
    expect(ServiceSpecificCredentials.map(({ Status }) => Status)).toEqual(['Inactive', 'Active']);
    expect(JSON.stringify(ServiceSpecificCredentials)).not.toContain('Password');
  });
});

describe('a role', () => {
  const make = (more: Partial<ConstructorParameters<typeof CreateRoleCommand>[0]> = {}) =>
    iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trusting(account.accountId), ...more }));
  const roleOf = async () => (await iam.send(new GetRoleCommand({ RoleName }))).Role;
  const profile = () => iam.send(new CreateInstanceProfileCommand({ InstanceProfileName, Path: '/hosts/' }));
  const join = () => iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));
  const leave = () => iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName }));
  const deleteProfile = () => iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }));

  it('is not deleted while it is in an instance profile, nor is the profile while it holds a role', async () => {
    await make();
    await profile();
    await join();
    const deletion = () => outcomeOf(iam.send(new DeleteRoleCommand({ RoleName })));
    const conflict = 'DeleteConflictException: Cannot delete entity, must remove roles from instance profile first.';
    expect(await deletion()).toContain(conflict);
    expect(await outcomeOf(deleteProfile())).toContain(conflict);
    await leave();
    expect(await outcomeOf(leave())).toContain('NoSuchEntity');
    expect(await deletion()).toBe('done');
    expect(await outcomeOf(profile())).toContain('EntityAlreadyExists');
    expect(await outcomeOf(deleteProfile())).toBe('done');
    expect(await outcomeOf(deleteProfile())).toContain('NoSuchEntity');
  });

  it('shares an instance profile with nobody, and is found by it', async () => {
    await make();
    account.addRole({ name: 'other' });
    const Tags = [{ Key: 'team', Value: 'data' }];
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName, Tags }));
    await join();
    const second = iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: 'other' }));
    expect(await outcomeOf(second)).toContain('LimitExceeded');
    const { InstanceProfiles = [] } = await iam.send(new ListInstanceProfilesForRoleCommand({ RoleName }));
    expect(InstanceProfiles.map(({ InstanceProfileName: name, Tags: tags }) => [name, tags])).toEqual([
      [InstanceProfileName, undefined],
    ]);
    const { InstanceProfile } = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName }));
    expect(InstanceProfile).toMatchObject({ Roles: [{ RoleName }], Tags });
  });

  it('is handed to instances only by whoever may pass it', async () => {
    await make();
    await profile();
    const rights = { Effect: 'Allow', Action: 'iam:AddRoleToInstanceProfile', Resource: '*' };
    const inline = { own: JSON.stringify({ Version: '2012-10-17', Statement: [rights] }) };
    const guest = iamOf(account, account.addUser({ name: 'guest', inline }).credentials);
    const joined = guest.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));
    expect(await outcomeOf(joined)).toContain('iam:PassRole');
  });

  it('keeps its description and how long its sessions last, until both are set anew', async () => {
    await make({ Description: 'Loads data.', MaxSessionDuration: 7200 });
    expect(await roleOf()).toMatchObject({ Description: 'Loads data.', MaxSessionDuration: 7200 });
    await iam.send(new UpdateRoleCommand({ RoleName, MaxSessionDuration: 10_800 }));
    const role = await roleOf();
    expect([role?.Description, role?.MaxSessionDuration]).toEqual([undefined, 10_800]);
    for (const MaxSessionDuration of [3599, 43_201])
      expect(await outcomeOf(iam.send(new UpdateRoleCommand({ RoleName, MaxSessionDuration })))).toContain(
        'Validation',
      );
  });

  it('trusts nobody who is not there', async () => {
    const gone = `arn:aws:iam::${account.accountId}:role/gone`;
    const refused = `MalformedPolicyDocumentException: Invalid principal in policy: "AWS":"${gone}"`;
    expect(await outcomeOf(make({ AssumeRolePolicyDocument: trusting(gone) }))).toContain(refused);
    await make();
    const update = (PolicyDocument: string) =>
      outcomeOf(iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument })));
    expect(await update(trusting(gone))).toContain(refused);
    account.addRole({ name: 'gone' });
    expect(await update(trusting(gone))).toBe('done');
    expect(decodeURIComponent((await roleOf())?.AssumeRolePolicyDocument ?? '')).toBe(trusting(gone));
  });
});

describe('an account', () => {
  it('has as many users, roles and instance profiles as its quotas say', async () => {
    const small = await anAccount({
      withAdmin: false,
      quotas: { UsersQuota: 1, RolesQuota: 1, InstanceProfilesQuota: 1 },
    });
    const client = iamOf(small, small.root);
    const AssumeRolePolicyDocument = trusting(small.accountId);
    const makings = [
      (name: string) => client.send(new CreateUserCommand({ UserName: name })),
      (name: string) => client.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument })),
      (name: string) => client.send(new CreateInstanceProfileCommand({ InstanceProfileName: name })),
    ];
    for (const make of makings) {
      expect(await outcomeOf(make('first'))).toBe('done');
      expect(await outcomeOf(make('second'))).toContain('LimitExceeded');
    }
  });
});
