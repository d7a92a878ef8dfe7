import { settingsJsonSchema } from '../../src/settings/json-schema';
import { refusalOf, someSettings } from '../support/settings';
import { listsIn } from './support/schema-lists';
import { NOTICE_CLASSES } from '../../src/domain/notice/notice';
import { GUARDRAILS } from '../../src/guardrails/catalogue/names';
import { EXEMPTIBLE } from '../../src/domain/exemption/exemption';

const ACCOUNT = '111122223333';
const spared = { owner: 'ops', reason: 'breaks at night' };
const user = (name: string) => `arn:aws:iam::${ACCOUNT}:user/${name}`;
const resourcePolicies = (more: object) => ({
  audit: { resourcePolicies: { services: ['kms'], regions: ['us-east-1'], ...more } },
});

const routing = (routesOf: (list: readonly unknown[]) => object) => ({
  of: (list: readonly unknown[]) => ({
    notifications: { channels: [{ name: 'chat', type: 'amazonQ' }], routes: routesOf(list) },
  }),
  ...{ same: ['chat', 'chat'] as const, other: 'email' },
});

/** Of each list: the settings with it, two entries that mean the same, and one that means something else. */
const LISTS: Readonly<
  Record<
    string,
    { readonly of: (list: readonly unknown[]) => object; readonly same: readonly [unknown, unknown]; other: unknown }
  >
> = {
  allowedAccountIds: {
    of: (allowedAccountIds) => ({ allowedAccountIds }),
    ...{ same: [ACCOUNT, ACCOUNT], other: '444455556666' },
  },
  controlAccountIds: {
    of: (controlAccountIds) => ({ controlAccountIds }),
    ...{ same: [ACCOUNT, ACCOUNT], other: '444455556666' },
  },
  deployers: {
    of: (deployers) => ({ deployers }),
    ...{
      same: ['arn:aws:iam::111122223333:role/ci', 'arn:aws:iam::111122223333:role/ci'],
      other: 'arn:aws:iam::111122223333:user/ci',
    },
  },
  'notifications.emails': {
    of: (emails) => ({ notifications: { emails } }),
    ...{ same: ['ops@example.com', 'Ops@Example.com'], other: 'dev@example.com' },
  },
  'notifications.channels': {
    of: (channels) => ({ notifications: { channels, routes: { digest: ['chat', 'other'] } } }),
    same: [
      { name: 'chat', type: 'amazonQ' },
      { name: 'chat', type: 'amazonQ' },
    ],
    other: { name: 'other', type: 'amazonQ' },
  },
  'notifications.channels[].addresses': {
    of: (addresses) => ({
      notifications: { channels: [{ name: 'audit', type: 'email', addresses }], routes: { digest: ['audit'] } },
    }),
    ...{ same: ['ops@example.com', 'Ops@Example.com'], other: 'dev@example.com' },
  },
  ...Object.fromEntries(
    NOTICE_CLASSES.flatMap((of): [string, ReturnType<typeof routing>][] => [
      [`notifications.routes.${of}`, routing((list) => ({ [of]: list }))],
      ...GUARDRAILS.map((name): [string, ReturnType<typeof routing>] => [
        `notifications.routes.guardrails.${name}.${of}`,
        routing((list) => ({ guardrails: { [name]: { [of]: list } } })),
      ]),
    ]),
  ),
  'trail.excludeSources': {
    of: (excludeSources) => ({ trail: { use: 'create', excludeSources } }),
    ...{ same: ['kms.amazonaws.com', 'kms.amazonaws.com'], other: 'rdsdata.amazonaws.com' },
  },
  'revoker.adminGroups': {
    of: (adminGroups) => ({ revoker: { adminGroups } }),
    ...{ same: ['Admins', { name: 'admins', id: 'AGPAEXAMPLE' }], other: 'Operators' },
  },
  'revoker.exempt': {
    of: (exempt) => ({ revoker: { exempt } }),
    same: [
      { arn: user('break-glass'), id: 'AIDA1', reason: 'break-glass' },
      { arn: user('team/break-glass'), id: 'AIDA1', reason: 'renamed' },
    ],
    other: { arn: user('ci'), id: 'AIDA2', reason: 'break-glass' },
  },
  'revoker.adminRoles': {
    of: (adminRoles) => ({ revoker: { adminRoles } }),
    same: [`arn:aws:iam::${ACCOUNT}:role/deployer`, `arn:aws:iam::${ACCOUNT}:role/deployer`],
    other: '/aws-reserved/sso.amazonaws.com/',
  },
  'revoker.selfService': {
    of: (selfService) => ({ revoker: { selfService } }),
    ...{ same: ['ChangePassword', 'ChangePassword'], other: 'EnableMFADevice' },
  },
  'audit.resourcePolicies.services': {
    of: (services) => resourcePolicies({ services }),
    ...{ same: ['sqs', 'sqs'], other: 'sns' },
  },
  'audit.resourcePolicies.regions': {
    of: (regions) => resourcePolicies({ regions }),
    ...{ same: ['eu-west-1', 'eu-west-1'], other: 'us-east-1' },
  },
  'credentialCleanup.roles.regions': {
    of: (regions) => ({ credentialCleanup: { roles: { regions } } }),
    ...{ same: ['eu-west-1', 'eu-west-1'], other: 'us-east-1' },
  },
  'credentialCleanup.ownerMails.domains': {
    of: (domains) => ({ credentialCleanup: { ownerMails: { from: 'guard@example.com', domains } } }),
    ...{ same: ['example.com', 'Example.COM'], other: 'mail.example.com' },
  },
  'permissionsBoundary.adopt': {
    of: (adopt) => ({ permissionsBoundary: { adopt } }),
    same: [`arn:aws:iam::${ACCOUNT}:policy/old-*`, `arn:aws:iam::${ACCOUNT}:policy/old-*`],
    other: `arn:aws:iam::${ACCOUNT}:policy/Old-*`,
  },
  ...Object.fromEntries(
    ['baseActions', 'alwaysKeep', 'alwaysAllow'].map((key) => [
      `permissionsBoundary.${key}`,
      {
        of: (list: readonly unknown[]) => ({ permissionsBoundary: { [key]: list } }),
        ...{ same: ['iam:PassRole', 'iam:passrole'] as const, other: 'iam:GetRole' },
      },
    ]),
  ),
  'unusedServiceDeny.neverDeny': {
    of: (neverDeny) => ({ unusedServiceDeny: { neverDeny } }),
    ...{ same: ['s3', 's3'], other: 'sqs' },
  },
  exemptions: {
    of: (exemptions) => ({ exemptions }),
    same: [
      { match: { name: 'ci-*' }, from: [...EXEMPTIBLE].reverse(), ...spared },
      { match: { name: 'ci-*' }, owner: 'dev', reason: 'another' },
    ],
    other: { match: { name: 'ci-*' }, from: ['tags'], ...spared },
  },
  'exemptions[].from': {
    of: (from) => ({ exemptions: [{ match: { name: 'ci-*' }, from, ...spared }] }),
    ...{ same: ['tags', 'tags'], other: 'permissions-boundary' },
  },
  protectedPrincipals: {
    of: (protectedPrincipals) => ({ protectedPrincipals }),
    same: [
      { arn: user('deployer'), reason: 'deploys' },
      { arn: user('deployer'), reason: 'deploys at night' },
    ],
    other: { arn: user('Deployer'), reason: 'deploys' },
  },
};
const rows = Object.entries(LISTS).map(([path, list]) => ({ path, ...list }));
const written = (path: string, index: number) => `${path.replace('[]', '[0]')}[${index}]`;

describe('a list of the settings', () => {
  it('is in this table, whichever the schema has', () => {
    expect(Object.keys(LISTS).sort()).toEqual([...listsIn(settingsJsonSchema())].sort());
  });

  it.each(rows)('holds nothing twice: $path', ({ path, of, same: [one, again], other }) => {
    const refusal = refusalOf({ backend: 'local', ...of([other, one, again]) });
    expect(refusal).toContain(`${written(path, 2)} = `);
    expect(refusal).toMatch(/: the same (group )?as /);
    expect(refusal).toContain(`as ${written(path, 1)}`);
    expect(refusal).toMatch(/allowed: each (name )?once/);
  });

  it.each(rows)('holds what only looks alike: $path', ({ of, same: [one], other }) => {
    expect(someSettings(of([one, other]))).toBeDefined();
  });
});
