import {
  CreateServiceSpecificCredentialCommand,
  UpdateServiceSpecificCredentialCommand,
  UpdateSSHPublicKeyCommand,
  UploadSigningCertificateCommand,
  UploadSSHPublicKeyCommand,
} from '@aws-sdk/client-iam';
import { lastSeen } from '../../../src/aws/iam/last-seen';
import { rolePolicies } from '../../../src/aws/iam/role-policies';
import { anAccount, iamOf, stopAccounts } from '../../embedded-account/support/accounts';

afterEach(stopAccounts);

const document = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'sqs:*', Resource: '*' }] } as const;

describe('the port for the managed policies of roles', () => {
  it('reads, attaches and detaches them, and each call may be repeated', async () => {
    const account = await anAccount();
    const { id } = account.addRole({ name: 'etl' });
    const arn = account.addPolicy({ name: 'deny', document });
    const asked: string[] = [];
    const policies = rolePolicies(iamOf(account, account.root), (action, call) => {
      asked.push(action);
      return call();
    });

    expect(await policies.of('etl')).toEqual({ id, arns: [] });
    expect([await policies.attach('etl', arn), await policies.attach('etl', arn)]).toEqual(['done', 'done']);
    expect(await policies.of('etl')).toEqual({ id, arns: [arn] });
    expect([await policies.detach('etl', arn), await policies.detach('etl', arn)]).toEqual([true, false]);
    const all = ['GetRole', 'ListAttachedRolePolicies', 'AttachRolePolicy', 'DetachRolePolicy'];
    expect([...new Set(asked)]).toEqual(all);
  });

  it('says so where nobody has the name, where there is no such policy, and where there is no room', async () => {
    const account = await anAccount();
    const arns = Array.from({ length: 11 }, (_, index) => account.addPolicy({ name: `policy-${index}`, document }));
    account.addRole({ name: 'etl', policies: arns.slice(0, 10) });
    const policies = rolePolicies(iamOf(account, account.root));
    expect(await policies.of('nobody')).toBeUndefined();
    expect(await policies.attach('nobody', arns[0] ?? '')).toBe('gone');
    expect(await policies.attach('etl', arns[10] ?? '')).toBe('refused');
    expect(await policies.attach('etl', `${arns[0] ?? ''}-of-nobody`)).toBe('gone');
  });
});

describe('the port that asks when somebody was last seen', () => {
  const startAt = new Date('2026-06-01T00:00:00Z');
  /** IAM shows the use of a role some hours later. */
  const at = new Date('2026-05-31T00:00:00Z');

  it('says when a role was used, and nothing of one that never was, or is gone', async () => {
    const account = await anAccount({ startAt });
    const { arn } = account.addRole({ name: 'etl' });
    account.addRole({ name: 'idle' });
    account.use({ arn, action: 's3:GetObject', at });
    const seen = lastSeen(iamOf(account, account.root));
    expect(await seen.roleUse('etl')).toBe(at.toISOString());
    expect([await seen.roleUse('idle'), await seen.roleUse('nobody')]).toEqual([undefined, undefined]);
  });

  it('says when a user signed in, and nothing of one who never did, or is gone', async () => {
    const account = await anAccount({ startAt });
    const { arn } = account.addUser({ name: 'ada', password: 'correct horse battery staple 1' });
    account.addUser({ name: 'bob' });
    account.use({ arn, action: 's3:GetObject', at, credential: 'password' });
    const seen = lastSeen(iamOf(account, account.root));
    expect(await seen.signIn('ada')).toBe(at.toISOString());
    expect([await seen.signIn('bob'), await seen.signIn('nobody')]).toEqual([undefined, undefined]);
  });

  it('names the active credentials of a user whose use IAM never notes, and none that are not active', async () => {
    const account = await anAccount({ startAt });
    account.addUser({ name: 'ada' });
    account.addUser({ name: 'bob' });
    const iam = iamOf(account, account.root);
    const UserName = 'ada';
    const CertificateBody = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
    const { Certificate } = await iam.send(new UploadSigningCertificateCommand({ UserName, CertificateBody }));
    const upload = async (SSHPublicKeyBody: string) =>
      (await iam.send(new UploadSSHPublicKeyCommand({ UserName, SSHPublicKeyBody }))).SSHPublicKey?.SSHPublicKeyId;
    const [on, off] = [await upload('ssh-rsa AAAA'), await upload('ssh-rsa BBBB')];
    await iam.send(new UpdateSSHPublicKeyCommand({ UserName, SSHPublicKeyId: off, Status: 'Inactive' }));
    const make = async () => {
      const command = new CreateServiceSpecificCredentialCommand({ UserName, ServiceName: 'codecommit.amazonaws.com' });
      return (await iam.send(command)).ServiceSpecificCredential?.ServiceSpecificCredentialId;
    };
    const [git, unused] = [await make(), await make()];
    const change = { UserName, ServiceSpecificCredentialId: unused, Status: 'Inactive' } as const;
    await iam.send(new UpdateServiceSpecificCredentialCommand(change));

    const seen = lastSeen(iam);
    expect(await seen.undated('ada')).toEqual([
      { kind: 'signing-certificate', id: Certificate?.CertificateId },
      { kind: 'ssh-key', id: on },
      { kind: 'service-credential', id: git, service: 'codecommit.amazonaws.com' },
    ]);
    expect([await seen.undated('bob'), await seen.undated('nobody')]).toEqual([[], []]);
  });
});
