import { App, Testing } from 'cdktf';
import { evaluate } from '../../../src/embedded-account/policy/evaluator';
import { RequestContext } from '../../../src/embedded-account/policy/request-context';
import { parseIdentityPolicy, type ParsedPolicy } from '../../../src/embedded-account/policy/statement';
import { MainStack } from '../../../src/stacks/main';
import { someSettings } from '../../support/settings';
import { resources, templateOf } from '../../support/template';

const ACCOUNT = '111122223333';
const GUARDRAIL = 'iam-guardrails-permissions-boundary';
const iam = (rest: string) => `arn:aws:iam::${ACCOUNT}:${rest}`;
const fn = (job: string) => `arn:aws:lambda:us-east-1:${ACCOUNT}:function:${GUARDRAIL}-${job}`;
const breakGlass = iam('user/break-glass');
const deployer = iam('role/deployer');
const exempt = { arn: iam('user/ci'), id: 'AIDACI', reason: 'deploys' };

const template = templateOf(
  new MainStack(
    new App({ outdir: Testing.app().outdir, stackTraces: false }),
    'iam-guardrails',
    someSettings({
      permissionsBoundary: { mode: 'enforce' },
      assumeRoleArn: deployer,
      protectedPrincipals: [{ arn: breakGlass, reason: 'break-glass' }],
      revoker: { exempt: [exempt] },
    }),
  ),
);
const ownRoles = resources(template, 'aws_iam_role').map(({ name }) => iam(`role/iam-guardrails/${String(name)}`));

/** What a role of the guardrail may do, with the account's number in it. */
function policiesOf(job: string): ParsedPolicy[] {
  const name = job === '' ? GUARDRAIL : `${GUARDRAIL}-${job}`;
  const [id] = Object.entries(template.resource['aws_iam_role'] ?? {}).find(([, one]) => one['name'] === name) ?? [];
  if (id === undefined) throw new Error(`there is no role ${name}`);
  const own = resources(template, 'aws_iam_role_policy').filter(({ role }) => String(role).includes(`.${id}.`));
  if (own.length === 0) throw new Error(`the role ${name} has no policy`);
  return own.map(({ policy }) =>
    parseIdentityPolicy(String(policy).replaceAll('${data.aws_caller_identity.caller.account_id}', ACCOUNT)),
  );
}

interface Request {
  readonly action: string;
  readonly resource: string;
  readonly boundary?: string;
  readonly policy?: string;
  /** Function that asks; @default the role's own */
  readonly from?: string | undefined;
}

const may = (job: string, { action, resource, boundary, policy, ...asked }: Request): boolean => {
  const context = new RequestContext({
    'lambda:SourceFunctionArn': 'from' in asked ? asked.from : fn(job),
    'iam:PermissionsBoundary': boundary,
    'iam:PolicyARN': policy,
  });
  return evaluate({ action, resource, context }, policiesOf(job), undefined).kind === 'allowed';
};

const JOBS = ['inventory', 'batch', 'plan', 'change', 'summary', 'watch'];
const [user, role, group] = [iam('user/team/ada'), iam('role/app'), iam('group/devs')];
const boundary = iam('policy/iam-guardrails/iam-guardrails-boundary-0123');
const strangers = [
  'arn:aws:iam::aws:policy/AdministratorAccess',
  iam('policy/iam-guardrails/iam-guardrails-deny-iam-boundary'),
  iam('policy/iam-guardrails-boundary-0123'),
  iam('policy/DenyIAMAccess'),
];
const POLICY_WRITES = [
  ...['iam:CreatePolicy', 'iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion'],
  ...['iam:DeletePolicyVersion', 'iam:DeletePolicy'],
];
const PUTS = [
  ['iam:PutUserPermissionsBoundary', user],
  ['iam:PutRolePermissionsBoundary', role],
] as const;

describe('the role of the function that plans', () => {
  it.each(POLICY_WRITES)('may %s of the boundaries of the project only', (action) => {
    expect(may('plan', { action, resource: boundary })).toBe(true);
    for (const resource of strangers) expect(may('plan', { action, resource })).toBe(false);
  });
});

describe('the role of the function that audits', () => {
  it('may make boundaries of the project only, and alter none', () => {
    expect(may('batch', { action: 'iam:CreatePolicy', resource: boundary })).toBe(true);
    for (const resource of strangers) expect(may('batch', { action: 'iam:CreatePolicy', resource })).toBe(false);
  });
});

describe('the role of the function that changes', () => {
  it.each(PUTS)('may %s with a boundary of the project only', (action, resource) => {
    expect(may('change', { action, resource, boundary })).toBe(true);
    for (const other of strangers) expect(may('change', { action, resource, boundary: other })).toBe(false);
    expect(may('change', { action, resource })).toBe(false);
  });

  it.each<readonly [string, string]>([
    ['break-glass', breakGlass],
    ['who deploys', deployer],
    ['whom the revoker exempts', exempt.arn],
    ['a service-linked role', iam('role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS')],
    ['a role of Identity Center', iam('role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0')],
    ['a role on the path of the project that nobody has made yet', iam('role/iam-guardrails/later')],
    ...ownRoles.map((arn) => [arn.slice(arn.lastIndexOf('/') + 1), arn] as const),
  ])('may not bound %s', (_, resource) => {
    for (const [action] of PUTS) expect(may('change', { action, resource, boundary })).toBe(false);
  });
});

describe.each(JOBS)('the role of the function %s', (job) => {
  it('has no way to give anybody more rights', () => {
    const on = (actions: readonly string[], resource: string) => actions.map((action) => [action, resource] as const);
    const gives = [
      ...on(['iam:AttachUserPolicy', 'iam:PutUserPolicy', 'iam:AddUserToGroup', 'iam:CreateUser'], user),
      ...on(['iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile', 'iam:UpdateUser'], user),
      ...on(['iam:DetachUserPolicy', 'iam:DeleteUserPolicy', 'iam:DeleteUserPermissionsBoundary'], user),
      ...on(['iam:AttachRolePolicy', 'iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy', 'iam:CreateRole'], role),
      ...on(['iam:DetachRolePolicy', 'iam:DeleteRolePolicy', 'iam:DeleteRolePermissionsBoundary'], role),
      ...on(['iam:PassRole', 'sts:AssumeRole'], role),
      ...on(['iam:AttachGroupPolicy', 'iam:PutGroupPolicy', 'iam:AddUserToGroup'], group),
    ];
    const given = gives.flatMap(([action, resource]) =>
      [boundary, ...strangers].filter((policy) => may(job, { action, resource, policy, boundary: policy })),
    );
    expect(given).toEqual([]);
  });

  it('cannot both write a policy and put it on somebody', () => {
    const writes = POLICY_WRITES.filter((action) => may(job, { action, resource: boundary }));
    const puts = PUTS.some(([action, resource]) => may(job, { action, resource, boundary }));
    expect(writes).toEqual(job === 'plan' ? POLICY_WRITES : job === 'batch' ? ['iam:CreatePolicy'] : []);
    expect(puts).toBe(job === 'change');
  });

  it.each([
    ['another function', fn('stranger')],
    ['no function', undefined],
  ])('changes nothing when %s acts with it', (_, from) => {
    const bucket = `arn:aws:s3:::iam-guardrails-evidence-${ACCOUNT}/accounts/${ACCOUNT}/permissions-boundary`;
    const table = `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/iam-guardrails-ledger`;
    const changes = [
      ...POLICY_WRITES.map((action) => [action, boundary] as const),
      ...PUTS,
      ...['iam:TagUser', 'iam:UntagUser'].map((action) => [action, user] as const),
      ...['iam:TagRole', 'iam:UntagRole'].map((action) => [action, role] as const),
      ...['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'].map((action) => [action, table] as const),
      ...[
        'runs/r/plan.json',
        'runs/r/changes.json',
        'runs/r/manifest.json',
        'runs/r/run.json',
        'wave.json',
        'not-principal.json',
        'policies/p.json',
      ].map((key) => ['s3:PutObject', `${bucket}/${key}`] as const),
    ];
    const done = changes.filter(([action, resource]) => may(job, { action, resource, boundary, from }));
    expect(done).toEqual([]);
  });
});

it.each([
  ['plan', 'what is to be changed', 'plan.json'],
  ['inventory', 'when a run was begun', 'run.json'],
])('nobody but the function of the job %s writes %s', (job, _, name) => {
  const key = `arn:aws:s3:::iam-guardrails-evidence-${ACCOUNT}/accounts/${ACCOUNT}/permissions-boundary/runs/r/${name}`;
  const writers = ['', ...JOBS].filter((one) => may(one, { action: 's3:PutObject', resource: key }));
  expect(writers).toEqual([job]);
});
