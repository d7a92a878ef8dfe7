import { App, Testing } from 'cdktf';
import { MainStack } from '../../src/stacks/main';
import { ACCOUNT } from '../support/permissions-boundary';
import { rolesIn, type Asked } from '../support/roles';
import { someSettings } from '../support/settings';
import { resources, templateOf } from '../support/template';

// Stacks are synthesised and bundled: seconds each on a busy machine.
jest.setTimeout(120_000);

const iam = (rest: string) => `arn:aws:iam::${ACCOUNT}:${rest}`;
const breakGlass = iam('user/break-glass');
const deployer = iam('role/deployer');

const template = templateOf(
  new MainStack(
    new App({ outdir: Testing.app().outdir, stackTraces: false }),
    'iam-guardrails',
    someSettings({
      permissionsBoundary: { mode: 'enforce', users: false, adopt: ['arn:aws:iam::*:policy/team-*'] },
      unusedServiceDeny: { mode: 'enforce' },
      credentialCleanup: {
        keys: { disable: 90 },
        users: { disable: 90 },
        roles: { disable: 90, regions: ['us-east-1'] },
      },
      revoker: { mode: 'enforce' },
      assumeRoleArn: deployer,
      protectedPrincipals: [{ arn: breakGlass, reason: 'break-glass' }],
    }),
  ),
);
const roles = rolesIn(template);
const short = (name: string) =>
  name
    .replace(/^iam-guardrails-/, '')
    .replace('permissions-boundary', 'audit')
    .replace('unused-service-deny', 'denies')
    .replace('credential-cleanup', 'cleanup');
/** Roles that may do one of these, by their names. */
const whoMay = (...asked: readonly Asked[]) =>
  roles.flatMap((role) => (asked.some((one) => role.may(one)) ? [short(role.name)] : [])).sort();

const [user, role, group] = [iam('user/team/ada'), iam('role/app'), iam('group/devs')];
const bridge = iam('group/iam-guardrails/bridge/iam-guardrails-unused-service-deny-bridge-AIDAADA');
const boundary = iam('policy/iam-guardrails/iam-guardrails-boundary-0123456789abcdef');
const denyPolicy = iam('policy/DenyIAMAccess');
const denyBoundary = iam('policy/iam-guardrails/iam-guardrails-deny-iam-boundary');
const serviceDeny = iam('policy/iam-guardrails/iam-guardrails-unused-service-deny-0123456789abcdef');
const cleanupDeny = iam('policy/iam-guardrails/iam-guardrails-credential-cleanup-0123456789abcdef');
const adopted = iam('policy/team-limits');
const POLICIES = [
  ...[boundary, denyPolicy, denyBoundary, adopted, 'arn:aws:iam::aws:policy/AdministratorAccess'],
  ...[iam('policy/iam-guardrails-boundary-0123'), iam('policy/iam-guardrails/stranger'), iam('policy/stranger')],
  ...[iam('policy/iam-guardrails/iam-guardrails-boundary'), serviceDeny, cleanupDeny],
];

const WRITES = ['iam:CreatePolicy', 'iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion'];
const REMOVALS = ['iam:DeletePolicy', 'iam:DeletePolicyVersion'];
const PUTS = [
  ['iam:PutUserPermissionsBoundary', user],
  ['iam:PutRolePermissionsBoundary', role],
] as const;
const ATTACHMENTS = [
  ['iam:AttachUserPolicy', user],
  ['iam:AttachRolePolicy', role],
  ['iam:AttachGroupPolicy', group],
  ['iam:AttachGroupPolicy', bridge],
] as const;

/** Roles that write what a policy says. */
const writersOf = (policy: string) => whoMay(...WRITES.map((action) => ({ action, resource: policy })));
const puttersOf = (policy: string) =>
  whoMay(...PUTS.map(([action, resource]) => ({ action, resource, keys: { 'iam:PermissionsBoundary': policy } })));
const attachersOf = (policy: string) =>
  whoMay(...ATTACHMENTS.map(([action, resource]) => ({ action, resource, keys: { 'iam:PolicyARN': policy } })));

it('every function of the deployment has a role of its own among those that are judged here', () => {
  const functions = resources(template, 'aws_lambda_function').map((one) => String(one['function_name']));
  expect(functions).toHaveLength(21);
  expect(roles.map(({ name }) => name)).toEqual(expect.arrayContaining(functions));
  const given = resources(template, 'aws_lambda_function').map((one) => String(one['role']));
  expect(new Set(given).size).toBe(functions.length);
  expect(Object.keys(template.resource['aws_iam_role_policy_attachment'] ?? {})).toEqual([]);
});

describe('what a policy says', () => {
  it.each([
    ['a boundary of the project', boundary, ['audit-batch', 'audit-plan']],
    ['a deny of unused services', serviceDeny, ['denies-plan']],
    ['the deny of everything', cleanupDeny, ['cleanup-plan']],
    ['the deny policy', denyPolicy, ['revoker-fallback']],
    ['the boundary that denies IAM', denyBoundary, ['revoker-fallback']],
    ['a policy of anybody else', iam('policy/stranger'), []],
    ['an adopted boundary', adopted, []],
  ])('is written by nobody else: %s', (_, policy, writers) => {
    expect(writersOf(policy)).toEqual(writers);
  });

  it('is attached by nobody who writes it, and by nobody at all but for those that deny', () => {
    const attached = POLICIES.flatMap((policy) => attachersOf(policy).map((by) => [by, policy]));
    expect(attached).toEqual([
      ['revoker', denyPolicy],
      ['denies-change', serviceDeny],
      ['release', serviceDeny],
      ['cleanup-change', cleanupDeny],
    ]);
    expect(attached.filter(([by = '', policy = '']) => writersOf(policy).includes(by))).toEqual([]);
  });

  it('is put as a boundary by others than whoever writes it, but for the one that denies IAM', () => {
    const put = POLICIES.flatMap((policy) => puttersOf(policy).map((by) => [by, policy]));
    expect(put).toEqual([
      ['audit-change', boundary],
      ['release', boundary],
      ['revoker-fallback', denyBoundary],
      ['release', adopted],
    ]);
    const both = put.filter(([by = '', policy = '']) => writersOf(policy).includes(by));
    expect(both).toEqual([['revoker-fallback', denyBoundary]]);
  });

  it('grants nobody anything, whichever of the creators, the attacher and the release act together', () => {
    const together = ['audit-batch', 'audit-plan', 'audit-change', 'release'];
    const written = POLICIES.filter((policy) => writersOf(policy).some((by) => together.includes(by)));
    expect(written).toEqual([boundary]);
    expect(attachersOf(boundary)).toEqual([]);
  });

  it('is read, of a deny of unused services, by those who write it and by those who attach it', () => {
    const reads = ['iam:GetPolicy', 'iam:GetPolicyVersion'];
    for (const action of reads) {
      const readers = whoMay({ action, resource: serviceDeny });
      expect(readers.filter((by) => by.startsWith('denies-') || by === 'release')).toEqual([
        ...['denies-change', 'denies-plan', 'release'],
      ]);
      expect(whoMay({ action, resource: iam('policy/stranger') })).not.toContain('denies-change');
    }
  });

  it('is deleted by those who collect', () => {
    const deleters = POLICIES.map((resource) => whoMay(...REMOVALS.map((action) => ({ action, resource }))));
    const deny = ['revoker-fallback'];
    expect(deleters).toEqual([
      ...[['audit-plan', 'release'], deny, deny, [], [], [], [], [], []],
      ['denies-plan', 'release'],
      ['cleanup-plan', 'release'],
    ]);
  });
});

describe('what the trail says', () => {
  const logGroup = (name: string) => `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:${name}`;
  const trail = resources(template, 'aws_cloudtrail').map((one) => String(one['cloud_watch_logs_group_arn']));
  const [{ name } = {}] = resources(template, 'aws_cloudwatch_log_group').filter((one) =>
    String(one['name']).includes('trail'),
  );
  const askedFor = (...names: readonly string[]) =>
    whoMay(
      ...names
        .flatMap((one) => [logGroup(one), `${logGroup(one)}:*`])
        .map((resource) => ({ action: 'logs:StartQuery', resource })),
    );

  it('is asked for by the function that lists the users of denies alone', () => {
    expect(trail).toHaveLength(1);
    expect(askedFor(String(name))).toEqual(['denies-inventory']);
  });

  it('is all that anybody asks a log group for', () => {
    expect(askedFor('/aws/lambda/iam-guardrails-revoker', `${String(name)}-of-others`, '*')).toEqual([]);
  });
});

describe('rights', () => {
  const on = (resource: string, ...actions: readonly string[]) => actions.map((action) => ({ action, resource }));
  const fn = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:iam-guardrails-permissions-boundary-change`;
  const bucket = `arn:aws:s3:::iam-guardrails-evidence-${ACCOUNT}`;
  it.each<[string, readonly Asked[], readonly string[]]>([
    [
      'inline policies of users, which IAM cannot narrow by their content: the function whose code holds the one text',
      on(user, 'iam:PutUserPolicy'),
      ['revoker-fallback'],
    ],
    ['inline policies of others', [...on(role, 'iam:PutRolePolicy'), ...on(group, 'iam:PutGroupPolicy')], []],
    [
      'groups on the path of the project’s own, and who is in them',
      on(bridge, 'iam:CreateGroup', 'iam:AddUserToGroup', 'iam:DeleteGroup'),
      ['denies-change', 'release'],
    ],
    [
      'groups elsewhere, and names and inline policies of any',
      [
        ...[group, iam('group/iam-guardrails/admins'), iam('group/bridge/devs')].flatMap((one) =>
          on(one, 'iam:CreateGroup', 'iam:DeleteGroup', 'iam:AddUserToGroup'),
        ),
        ...on(bridge, 'iam:UpdateGroup', 'iam:PutGroupPolicy', 'iam:DeleteGroupPolicy'),
      ],
      [],
    ],
    [
      'taking somebody out of a group: the revoker, of any, what a user put itself into',
      on(group, 'iam:RemoveUserFromGroup'),
      ['revoker'],
    ],
    ['memberships', [...on(group, 'iam:AddUserToGroup'), ...on(user, 'iam:AddUserToGroup')], []],
    ['whether an access key is active', on(user, 'iam:UpdateAccessKey'), ['cleanup-change', 'release']],
    [
      'credentials',
      on(user, 'iam:CreateAccessKey', 'iam:DeleteAccessKey', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile'),
      [],
    ],
    [
      'principals',
      [...on(user, 'iam:CreateUser', 'iam:UpdateUser'), ...on(role, 'iam:CreateRole', 'iam:UpdateRole')],
      [],
    ],
    ['who may assume a role', on(role, 'iam:UpdateAssumeRolePolicy', 'sts:AssumeRole', 'iam:PassRole'), []],
    [
      'the code of functions, and who invokes them',
      on(fn, 'lambda:UpdateFunctionCode', 'lambda:UpdateFunctionConfiguration', 'lambda:AddPermission'),
      [],
    ],
    [
      'policies of the bucket and of the table',
      [
        ...on(bucket, 's3:PutBucketPolicy', 's3:DeleteBucketPolicy'),
        ...on(
          `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/iam-guardrails-ledger`,
          'dynamodb:PutResourcePolicy',
          'dynamodb:DeleteTable',
        ),
      ],
      [],
    ],
    ['invoking the function that changes', on(fn, 'lambda:InvokeFunction'), []],
  ])('are given by nobody else: %s', (_, asked, given) => {
    expect(whoMay(...asked)).toEqual(given);
  });

  it.each([
    ['UserPermissionsBoundary', user],
    ['RolePermissionsBoundary', role],
  ])('taken away by a boundary come back by the release only, and only those of the project: %s', (kind, resource) => {
    const lifted = POLICIES.flatMap((policy) =>
      whoMay({ action: `iam:Delete${kind}`, resource, keys: { 'iam:PermissionsBoundary': policy } }).map((by) => [
        by,
        policy,
      ]),
    );
    const deny = resource === user ? [['release', denyBoundary]] : [];
    expect(lifted).toEqual([['release', boundary], ...deny]);
  });
});

describe('a user for emergencies, the role that deploys, AWS’s roles and the deployment’s own', () => {
  const untouchable = [breakGlass, deployer, iam('role/iam-guardrails/later'), ...roles.map(({ arn }) => arn)];
  const changes = [
    ...['iam:PutUserPermissionsBoundary', 'iam:PutRolePermissionsBoundary', 'iam:TagUser', 'iam:UntagUser'],
    ...['iam:TagRole', 'iam:UntagRole', 'iam:AttachRolePolicy', 'iam:DetachRolePolicy', 'iam:DeleteRole'],
  ];
  const keys = (policy: string) => ({ 'iam:PermissionsBoundary': policy, 'aws:TagKeys': ['Permissions_Used'] });
  it('are tagged and bounded by no role of the audit, and bounded by no release, which gives tags back', () => {
    const able = roles.filter(({ name }) => !/-revoker/.test(name));
    const done = untouchable.flatMap((resource) =>
      changes.flatMap((action) =>
        [boundary, adopted].flatMap((policy) =>
          able.flatMap((one) =>
            one.may({ action, resource, keys: keys(policy) }) ? [[one.name, action, resource]] : [],
          ),
        ),
      ),
    );
    const ofRelease = (name: string | undefined) => name === 'iam-guardrails-release';
    expect(done.filter(([name]) => !ofRelease(name))).toEqual([]);
    const released = done.filter(([name, action]) => ofRelease(name) && !action?.startsWith('iam:Untag'));
    expect(released.filter(([, action]) => !action?.startsWith('iam:Tag'))).toEqual([]);
    expect(released.filter(([, , resource]) => resource?.includes('role/iam-guardrails/'))).toEqual([]);
    expect(whoMay({ action: 'iam:TagRole', resource: role, keys: keys(boundary) })).toEqual(['audit-batch', 'release']);
  });
});

it('a user for emergencies is denied no service by a run, and a release gives back what stood before', () => {
  const keys = { 'iam:PolicyARN': serviceDeny };
  expect(whoMay({ action: 'iam:AttachUserPolicy', resource: breakGlass, keys })).toEqual(['release']);
  expect(whoMay({ action: 'iam:DetachUserPolicy', resource: breakGlass, keys })).toEqual(['denies-change', 'release']);
});

it('nobody for emergencies and no role that deploys is denied everything by a run, and a release takes denies away', () => {
  const keys = { 'iam:PolicyARN': cleanupDeny };
  const own = [iam('role/iam-guardrails/later'), ...roles.map(({ arn }) => arn)];
  const denied = [breakGlass, deployer, ...own].flatMap((resource) =>
    ['iam:AttachUserPolicy', 'iam:AttachRolePolicy'].flatMap((action) => whoMay({ action, resource, keys })),
  );
  expect(denied).toEqual([]);
  expect(whoMay({ action: 'iam:AttachUserPolicy', resource: user, keys })).toEqual(['cleanup-change']);
  expect(whoMay({ action: 'iam:DetachUserPolicy', resource: breakGlass, keys })).toEqual(['release']);
  for (const resource of own) expect(whoMay({ action: 'iam:DetachRolePolicy', resource, keys })).toEqual(['release']);
  const others = POLICIES.filter((one) => one !== cleanupDeny);
  const detach = (policy: string) => ({
    action: 'iam:DetachRolePolicy',
    resource: role,
    keys: { 'iam:PolicyARN': policy },
  });
  expect(others.flatMap((policy) => whoMay(detach(policy)))).toEqual([]);
});

it('a user for emergencies loses no access key to a run, and a release gives back what it had', () => {
  expect(whoMay({ action: 'iam:UpdateAccessKey', resource: breakGlass })).toEqual(['release']);
});

const READS =
  /^(?:[\w-]+:(?:Get|List|Query|Describe|Receive|Generate|BatchGet|Lookup)|logs:|kms:|states:|sqs:DeleteMessage)/;
const asksOf = (policies: (typeof roles)[number]['policies']): Asked[] =>
  policies.flatMap(({ Statement }) =>
    Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action = [], Resource = [], Condition }) => {
      const named = Object.assign({}, ...Object.values(Condition)) as Record<string, readonly string[]>;
      const key = (name: string) => named[name]?.[0]?.replaceAll('*', '1') ?? '';
      const [arn, policy] = [key('iam:PermissionsBoundary'), key('iam:PolicyARN')];
      const [tag = 'Permissions_Used'] = Condition['ForAllValues:StringEquals']?.['aws:TagKeys'] ?? [];
      const keys = { 'aws:TagKeys': [tag], 'iam:PermissionsBoundary': arn, 'iam:PolicyARN': policy };
      return Action.filter((action) => !READS.test(action)).flatMap((action) =>
        Resource.map((resource) => ({ action, resource: resource.replaceAll('*', 'x'), keys })),
      );
    }),
  );

it('nothing but a deny and its release changes a user with the tag of an incident', () => {
  const tagged = { 'iam:ResourceTag/iam-guardrails:incident': 'incident-000001' };
  const changing = (keys: Asked['keys']) =>
    roles.flatMap((role) => {
      const asked = asksOf(role.policies).filter(({ resource }) => resource.includes(':user/'));
      return asked.some((one) => role.may({ ...one, keys: { ...one.keys, ...keys } })) ? [short(role.name)] : [];
    });
  const deniers = ['release', 'revoker', 'revoker-fallback'];
  const others = ['audit-batch', 'audit-change', 'cleanup-change', 'denies-change'];
  expect([changing({}).toSorted(), changing(tagged).toSorted()]).toEqual([[...others, ...deniers].toSorted(), deniers]);
});

describe('a role that is given to another function', () => {
  const changing = roles.filter(({ trusts }) => trusts.includes('"lambda.amazonaws.com"'));

  it.each(changing.map((one) => [short(one.name), one] as const))('changes nothing with it: %s', (_, one) => {
    const asked = asksOf(one.policies);
    expect(asked.filter((each) => !one.may(each))).toEqual([]);
    expect(asked.length).toBeGreaterThan(0);
    const stranger = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:stranger`;
    const others = [
      stranger,
      'none',
      ...changing
        .filter((other) => other !== one)
        .map(({ name }) => `arn:aws:lambda:us-east-1:${ACCOUNT}:function:${name}`),
    ];
    expect(others.flatMap((from) => asked.filter((each) => one.may({ ...each, from })))).toEqual([]);
  });

  it('is assumed by the service that it is for, and by nobody else', () => {
    for (const { trusts } of roles) {
      expect(trusts).toMatch(/"Principal":\{"Service":"(?:lambda|states|scheduler|cloudtrail)\.amazonaws\.com"\}/);
      expect(trusts.match(/"Effect"/g)).toHaveLength(1);
    }
  });
});
