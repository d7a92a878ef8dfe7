import { App, Testing } from 'cdktf';
import type { Statement } from '../../../../src/domain/policy/policy-document';
import { MainStack } from '../../../../src/stacks/main';
import { sizesOf } from '../../../../src/stacks/limits/sizes';
import { resourcesOf } from '../../../../src/stacks/limits/template';
import { ACCOUNT } from '../../../support/permissions-boundary';
import { rolesIn, type DeployedRole } from '../../../support/roles';
import { someSettings } from '../../../support/settings';
import { templateOf } from '../../../support/template';

const GUARDRAIL = 'iam-guardrails-credential-cleanup';
const iam = (rest: string) => `arn:aws:iam::${ACCOUNT}:${rest}`;
const fn = (job: string) => `arn:aws:lambda:us-east-1:${ACCOUNT}:function:${GUARDRAIL}-${job}`;
const [breakGlass, deployer, exempt] = [iam('user/break-glass'), iam('role/deployer'), iam('user/ci')];
const days = { disable: 90, delete: 180 };
const ALL = { keys: days, users: days, roles: { ...days, regions: ['us-east-1'] }, analyzer: 'none' };

const stackWith = (credentialCleanup: object, more: object = {}) =>
  new MainStack(
    new App({ outdir: Testing.app().outdir, stackTraces: false }),
    'iam-guardrails',
    someSettings({
      ...{ credentialCleanup, assumeRoleArn: deployer },
      protectedPrincipals: [{ arn: breakGlass, reason: 'break-glass' }],
      revoker: { exempt: [{ arn: exempt, id: 'AIDACI', reason: 'deploys' }], adminGroups: ['Admins'] },
      ...more,
    }),
  );
const deployed = (credentialCleanup: object) => rolesIn(templateOf(stackWith(credentialCleanup)));
const roles = deployed(ALL);
const roleOf = (job: string, of: readonly DeployedRole[] = roles): DeployedRole => {
  const found = of.find(({ name }) => name === `${GUARDRAIL}-${job}`);
  if (found === undefined) throw new Error(`there is no function ${job}`);
  return found;
};
const JOBS = ['inventory', 'batch', 'plan', 'change', 'summary', 'watch'];
const actionsOf = ({ policies }: DeployedRole) =>
  policies
    .flatMap(({ Statement: all }) => all as readonly Statement[])
    .flatMap(({ Effect, Action = [] }) => (Effect === 'Allow' ? [Action].flat() : []));

const [user, role, group] = [iam('user/team/ada'), iam('role/app'), iam('group/team')];
const DELETES: readonly (readonly [action: string, resource: string])[] = [
  ...(['iam:DeleteUser', 'iam:DeleteLoginProfile', 'iam:DeleteAccessKey'] as const).map((one) => [one, user] as const),
  ...(['iam:DeleteSSHPublicKey', 'iam:DeleteSigningCertificate'] as const).map((one) => [one, user] as const),
  ...(['iam:DeleteServiceSpecificCredential', 'iam:DeactivateMFADevice'] as const).map((one) => [one, user] as const),
  ...(['iam:DeleteUserPolicy', 'iam:DetachUserPolicy'] as const).map((one) => [one, user] as const),
  ...(['iam:DeleteRole', 'iam:DeleteRolePolicy', 'iam:DetachRolePolicy'] as const).map((one) => [one, role] as const),
  ['iam:RemoveUserFromGroup', group],
  ['iam:DeleteVirtualMFADevice', iam('mfa/ada')],
  ['iam:RemoveRoleFromInstanceProfile', iam('instance-profile/app')],
  ['iam:DeleteInstanceProfile', iam('instance-profile/app')],
];
const OF_PRINCIPALS = DELETES.filter(([, resource]) => resource === user || resource === role);

describe('the role of the function that disables and deletes', () => {
  it.each(DELETES)('may call %s on %s, as itself and as nobody else', (action, resource) => {
    const from = (one: string) => roleOf('change').may({ action, resource, from: one });
    expect([from(fn('change')), from(fn('plan')), from('none')]).toEqual([true, false, false]);
  });

  it('creates nobody and nothing of theirs, and alters no policy: who may delete may not create', () => {
    const allowed = actionsOf(roleOf('change')).filter((action) => action.startsWith('iam:'));
    const makes = /^iam:(?!Get|List|Delete|Detach|Deactivate|Remove)/;
    expect([...new Set(allowed.filter((action) => makes.test(action)))].toSorted()).toEqual([
      ...['iam:AttachRolePolicy', 'iam:AttachUserPolicy', 'iam:UpdateAccessKey'],
    ]);
    const attaches = (policy: string) =>
      roleOf('change').may({ action: 'iam:AttachUserPolicy', resource: user, keys: { 'iam:PolicyARN': policy } });
    expect([
      attaches(iam('policy/iam-guardrails/iam-guardrails-credential-cleanup-0123')),
      attaches('arn:aws:iam::aws:policy/AdministratorAccess'),
    ]).toEqual([true, false]);
  });

  it.each<readonly [string, string]>([
    ['break-glass', breakGlass],
    ['who deploys', deployer],
    ['whom the revoker exempts', exempt],
    ['a service-linked role', iam('role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS')],
    ['a role of Identity Center', iam('role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0')],
    ['a role on the path of the project that nobody has made yet', iam('role/iam-guardrails/later')],
    ...roles.map(({ name, arn }) => [name, arn] as const),
  ])('may delete nothing of %s', (_, resource) => {
    for (const [action] of OF_PRINCIPALS)
      expect([action, roleOf('change').may({ action, resource })]).toEqual([action, false]);
  });

  it.each(['group/Admins', 'group/staff/Admins'])('takes nobody out of the group of admins: %s', (name) => {
    expect(roleOf('change').may({ action: 'iam:RemoveUserFromGroup', resource: iam(name) })).toBe(false);
  });

  it('keeps copies, and replaces or deletes nothing else that is kept', () => {
    const may = (action: string, key: string) =>
      roleOf('change').may({
        action,
        resource: `arn:aws:s3:::iam-guardrails-evidence-${ACCOUNT}/accounts/${ACCOUNT}/${key}`,
      });
    expect([
      may('s3:PutObject', 'deleted/user/ada/AIDA/one.json'),
      may('s3:GetObject', 'deleted/user/ada/AIDA/one.json'),
    ]).toEqual([true, true]);
    expect([
      may('s3:PutObject', 'credential-cleanup/announced.json'),
      may('s3:DeleteObject', 'deleted/user/ada/AIDA/one.json'),
    ]).toEqual([false, false]);
  });

  it.each([
    ['disables users', { users: { disable: 90 } }],
    ['deletes them as well', ALL],
  ])('sees which credentials of users have no date where it %s', (_, settings) => {
    const change = roleOf('change', deployed({ analyzer: 'none', ...settings }));
    const lists = ['ServiceSpecificCredentials', 'SigningCertificates', 'SSHPublicKeys'];
    expect(lists.filter((list) => !change.may({ action: `iam:List${list}`, resource: user }))).toEqual([]);
  });

  it('leaves room in its policies with forty protected and fifteen exempt', () => {
    const many = (count: number, of: string) =>
      Array.from({ length: count }, (_, index) => iam(`role/${'p'.repeat(20)}/${of}-${index}`));
    const stack = stackWith(ALL, {
      protectedPrincipals: many(40, 'deployer').map((arn) => ({ arn, reason: 'deploys' })),
      revoker: {
        exempt: many(15, 'ci').map((arn, index) => ({
          arn: arn.replace(':role/', ':user/'),
          id: `AIDA${index}`,
          reason: 'ci',
        })),
      },
    });
    const sizes = sizesOf(resourcesOf(stack.toTerraform() as unknown));
    const found = sizes.find(({ what }) => what === `the inline policies of the role ${GUARDRAIL}-change`);
    expect(found?.most).toBe(10_240);
    expect(found?.length).toBeLessThan(10_200);
  });
});

describe('the other roles', () => {
  it.each(JOBS.filter((job) => job !== 'change'))('delete nobody, and nothing of anybody: %s', (job) => {
    for (const [action, resource] of DELETES)
      expect([action, roleOf(job).may({ action, resource })]).toEqual([action, false]);
  });

  it.each([
    ['users', 'iam:DeleteUser', user],
    ['roles', 'iam:DeleteRole', role],
    ['keys', 'iam:DeleteAccessKey', user],
  ] as const)('have no right to delete where the settings delete no %s', (of, action, resource) => {
    const others = Object.fromEntries(
      Object.entries(ALL).map(([key, value]) => [key, key === of ? { ...(value as object), delete: 0 } : value]),
    );
    const without = { ...others, ...(of === 'keys' && { users: { ...days, delete: 0 } }) };
    expect(roleOf('change', deployed(without)).may({ action, resource })).toBe(false);
  });
});
