import { evaluate, type ResourceSide } from '../../src/embedded-account/policy/evaluator';
import { RequestContext } from '../../src/embedded-account/policy/request-context';
import type { Requester } from '../../src/embedded-account/policy/requester';
import { parseIdentityPolicy, parseResourcePolicy } from '../../src/embedded-account/policy/statement';

/**
 * What the IAM user guide says of one account: "How AWS enforcement code logic evaluates requests to allow or deny access"
 * (reference_policies_evaluation-logic_policy-eval-denyallow), "AWS JSON policy elements: Principal"
 * (reference_policies_elements_principal), "AWS JSON policy elements: NotPrincipal"
 * (reference_policies_elements_notprincipal), and the KMS developer guide, "Key policies in AWS KMS".
 */
const ACCOUNT = '111122223333';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/examplerole`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/examplerole/examplerolesessionname`;
const USER = `arn:aws:iam::${ACCOUNT}:user/exampleuser`;
const FEDERATED = `arn:aws:sts::${ACCOUNT}:federated-user/exampleuser`;
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;

const WHO: Readonly<Record<string, Requester>> = {
  session: { accountId: ACCOUNT, own: [SESSION], issuer: [ROLE, 'AROAEXAMPLEID'] },
  user: { accountId: ACCOUNT, own: [USER, 'AIDAEXAMPLEID'] },
  federated: { accountId: ACCOUNT, own: [FEDERATED], issuer: [USER, 'AIDAEXAMPLEID'] },
};

const ALLOWED = 'allowed';
const OBJECT = 'arn:aws:s3:::bucket/object';
const s3 = (more: object) => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: OBJECT, ...more });
const to = (AWS: string, more: object = {}) => s3({ Principal: { AWS }, ...more });
const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
const nothingOfS3 = { Effect: 'Allow', Action: 'ec2:*', Resource: '*' };
const text = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

interface Asked {
  readonly who: keyof typeof WHO;
  readonly resource: readonly object[];
  /** @default none */
  readonly identity?: readonly object[];
  readonly boundary?: readonly object[];
  readonly mustAllow?: boolean;
  readonly action?: string;
}

function judge({ who, resource, identity, boundary, mustAllow = false, action = 's3:GetObject' }: Asked): string {
  const requester = WHO[who];
  if (requester === undefined) throw new Error(`nobody is called ${who}`);
  const isUser = who === 'user';
  const context = new RequestContext({
    'aws:PrincipalArn': isUser ? USER : ROLE,
    'aws:PrincipalAccount': ACCOUNT,
    'kms:CallerAccount': ACCOUNT,
    'kms:ViaService': 's3.us-east-1.amazonaws.com',
  });
  const side: ResourceSide = { policy: parseResourcePolicy(text(...resource)), who: requester, mustAllow };
  const verdict = evaluate(
    { action, resource: action.startsWith('s3') ? OBJECT : '*', context },
    identity === undefined ? [] : [parseIdentityPolicy(text(...identity))],
    boundary && parseIdentityPolicy(text(...boundary)),
    side,
  );
  return verdict.kind === 'allowed' ? ALLOWED : `${verdict.kind} by ${verdict.by}`;
}

const BEYOND_BOUNDARY = 'implicit-deny by permissions boundary';
const NOT_GRANTED = 'implicit-deny by identity-based policy';
const DENIED_BY_RESOURCE = 'explicit-deny by resource-based policy';

describe('a resource policy within one account', () => {
  it.each<[string, Asked, string]>([
    ['needs no identity policy to grant to a role', { who: 'session', resource: [to(ROLE)] }, ALLOWED],
    [
      'is limited by an implicit deny of the boundary where it grants to a role',
      { who: 'session', resource: [to(ROLE)], boundary: [nothingOfS3] },
      BEYOND_BOUNDARY,
    ],
    [
      'grants to a role what its boundary lets through',
      { who: 'session', resource: [to(ROLE)], boundary: [everything] },
      ALLOWED,
    ],
    [
      'grants to a role by its unique id as by its ARN, and as limited',
      { who: 'session', resource: [to('AROAEXAMPLEID')], boundary: [nothingOfS3] },
      BEYOND_BOUNDARY,
    ],
    [
      'is not limited by an implicit deny where it grants to the session of a role',
      { who: 'session', resource: [to(SESSION)], boundary: [nothingOfS3] },
      ALLOWED,
    ],
    [
      'is not limited where aws:PrincipalArn names the role and the principal is a wildcard',
      {
        who: 'session',
        resource: [to('*', { Condition: { ArnEquals: { 'aws:PrincipalArn': ROLE } } })],
        boundary: [nothingOfS3],
      },
      ALLOWED,
    ],
    [
      'grants nothing where aws:PrincipalArn names another role',
      { who: 'session', resource: [to('*', { Condition: { ArnEquals: { 'aws:PrincipalArn': `${ROLE}-2` } } })] },
      NOT_GRANTED,
    ],
    [
      'is not limited by an implicit deny where it grants to a user',
      { who: 'user', resource: [to(USER)], boundary: [nothingOfS3] },
      ALLOWED,
    ],
    [
      'is not limited where it grants to a federated session',
      { who: 'federated', resource: [to(FEDERATED)], boundary: [nothingOfS3] },
      ALLOWED,
    ],
    [
      'is limited where it grants to the user who federated',
      { who: 'federated', resource: [to(USER)], boundary: [nothingOfS3] },
      BEYOND_BOUNDARY,
    ],
    [
      'gives way to an explicit deny of the boundary, whoever it grants to',
      { who: 'session', resource: [to(SESSION)], boundary: [everything, { ...everything, Effect: 'Deny' }] },
      'explicit-deny by permissions boundary',
    ],
    [
      'gives way to an explicit deny of an identity policy',
      { who: 'user', resource: [to(USER)], identity: [{ ...everything, Effect: 'Deny' }] },
      'explicit-deny by identity-based policy',
    ],
    [
      'that grants to the account leaves it to identity policies, and to the boundary',
      { who: 'session', resource: [to(ROOT)], boundary: [everything] },
      NOT_GRANTED,
    ],
    [
      'that grants to the account by its number does the same',
      { who: 'session', resource: [to(ACCOUNT)], identity: [everything], boundary: [nothingOfS3] },
      BEYOND_BOUNDARY,
    ],
    [
      'that names somebody else grants nothing, and takes nothing away',
      { who: 'session', resource: [to(USER)], identity: [everything] },
      ALLOWED,
    ],
    [
      'that denies a role binds its sessions',
      { who: 'session', resource: [to(ROLE, { Effect: 'Deny' })], identity: [everything] },
      DENIED_BY_RESOURCE,
    ],
    [
      'that denies the account binds everybody in it',
      { who: 'user', resource: [to(ROOT, { Effect: 'Deny' })], identity: [everything] },
      DENIED_BY_RESOURCE,
    ],
    [
      'that denies with NotPrincipal spares those it lists',
      { who: 'user', resource: [s3({ Effect: 'Deny', NotPrincipal: { AWS: USER } })], identity: [everything] },
      ALLOWED,
    ],
    [
      'that denies with NotPrincipal denies whoever has a boundary, even if it lists them',
      {
        who: 'user',
        resource: [s3({ Effect: 'Deny', NotPrincipal: { AWS: USER } })],
        identity: [everything],
        boundary: [everything],
      },
      DENIED_BY_RESOURCE,
    ],
    [
      'for a service says nothing of a role',
      { who: 'session', resource: [s3({ Principal: { Service: 'ec2.amazonaws.com' } })] },
      NOT_GRANTED,
    ],
  ])('%s', (_, asked, expected) => {
    expect(judge(asked)).toBe(expected);
  });
});

describe('a key policy', () => {
  const kms = (more: object) => ({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', ...more });
  const asked: Pick<Asked, 'action' | 'mustAllow' | 'who'> = { action: 'kms:Decrypt', mustAllow: true, who: 'session' };

  it.each<[string, Omit<Asked, 'who'>, string]>([
    [
      'that names nobody leaves identity policies without effect',
      { resource: [kms({ Principal: { AWS: USER } })], identity: [everything] },
      'implicit-deny by resource-based policy',
    ],
    [
      'that names the account lets identity policies grant',
      { resource: [kms({ Principal: { AWS: ROOT } })], identity: [everything] },
      ALLOWED,
    ],
    [
      'that names a role is limited by its boundary',
      { resource: [kms({ Principal: { AWS: ROLE } })], boundary: [nothingOfS3] },
      BEYOND_BOUNDARY,
    ],
    [
      'of AWS, for everybody through one service, is not limited by a boundary',
      {
        resource: [
          kms({
            Principal: { AWS: '*' },
            Condition: {
              StringEquals: { 'kms:CallerAccount': ACCOUNT, 'kms:ViaService': 's3.us-east-1.amazonaws.com' },
            },
          }),
        ],
        boundary: [nothingOfS3],
      },
      ALLOWED,
    ],
  ])('%s', (_, more, expected) => {
    expect(judge({ ...asked, ...more })).toBe(expected);
  });
});
