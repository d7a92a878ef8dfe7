import fc from 'fast-check';
import { contentNameOf, isIntact } from '../../../src/domain/policy/content-name';
import { documentSize } from '../../../src/domain/policy/policy-document';
import { boundaryDocumentOf, isCoveredBy, type BoundaryContent } from '../../../src/domain/boundary/document';
import type { PolicyDocument } from '../../../src/domain/policy/policy-document';
import { SERVICE_PREFIXES } from '../../../src/domain/policy/service-prefixes';
import { checkedManaged, encodedDocument } from '../../../src/embedded-account/iam/policies/documents';
import { DEFAULT_QUOTAS } from '../../../src/embedded-account/iam/quotas';
import {
  DEFAULT_ALWAYS_ALLOW,
  DEFAULT_BASE_ACTIONS,
} from '../../../src/guardrails/permissions-boundary/judge/always-allowed';
import { mayWithin, OWN, sha256 } from '../../support/boundaries';

// Properties of many draws: seconds each on a busy machine.
jest.setTimeout(120_000);

const allowUsed = (services: readonly string[], actions: readonly string[] = []) =>
  boundaryDocumentOf({ style: 'allowUsed', services, actions }, OWN);
const denyUnused = (unused: readonly string[], actions: readonly string[] = []) =>
  boundaryDocumentOf({ style: 'denyUnused', unused, actions }, OWN);

/** Few services, so that two contents often have to do with one another; one is newer than the list. */
const SERVICES = ['s3', 's3-outposts', 'sqs', 'sns', 'ec2', 'iam', 'brand-new'];
const ACTIONS = ['s3:ListBucket', 's3:List*', 's3:listbucket', 'ec2:Describe*', 'ec2:DescribeTags', 'iam:PassRole'];
const someServices = fc.subarray(SERVICES);
const someActions = fc.subarray(ACTIONS);
const someAlways = fc.subarray(['sqs:*', 'sns:Publish', 's3:ListBucket', 'iam:Get*']);
const aContent: fc.Arbitrary<BoundaryContent> = fc.oneof(
  fc.record({
    ...{ style: fc.constant('allowUsed' as const), services: someServices },
    ...{ actions: someActions, alwaysAllow: someAlways },
  }),
  fc.record({
    ...{ style: fc.constant('denyUnused' as const), unused: someServices },
    ...{ actions: someActions, alwaysAllow: someAlways },
  }),
);

/** Calls that tell the actions and services above from one another. */
const CALLS = [
  ...SERVICES.flatMap((service) => [`${service}:Something`, `${service}:Describe`]),
  ...['sns:Publish', 'iam:GetRole', 'iam:CreateAccessKey', 'iam:GetAccountPasswordPolicy'],
  ...['s3:ListBucket', 's3:ListTables', 'ec2:DescribeTags', 'ec2:DescribeHosts', 'iam:PassRole', 'other:Call'],
];
const ADA = { 'aws:username': 'ada' };
const OWN_USER = `arn:aws:iam::${OWN.accountId}:user/ada`;
/** Calls on everything, and those of a user on their own. */
const allowedBy = (document: PolicyDocument) => [
  ...CALLS.filter((call) => mayWithin(document, call)),
  ...CALLS.filter((call) => mayWithin(document, call, OWN_USER, ADA)).map((call) => `own ${call}`),
];
const allowsOf = ({ Statement }: PolicyDocument) =>
  Statement.filter(({ Sid }) => Sid === 'Used').flatMap(({ Action = [] }) => Action);

describe('the boundary of what was used', () => {
  it('allows it and nothing else', () => {
    const boundary = allowUsed(['sqs', 's3'], ['iam:PassRole']);
    const allowed = ['s3:GetObject', 'sqs:SendMessage', 'iam:PassRole'];
    const others = ['s3-outposts:GetObject', 'sns:Publish', 'iam:GetUser', 'sts:AssumeRole', 'brand-new:Thing'];
    expect([...allowed, ...others].filter((call) => mayWithin(boundary, call))).toEqual(allowed);
  });

  it('allows services and actions, and takes what IAM needs no boundary to allow from nobody', () => {
    fc.assert(
      fc.property(someServices, someActions, (services, actions) => {
        const boundary = allowUsed(services, actions);
        const expected = CALLS.filter((call) => {
          const [service = '', name = ''] = call.toLowerCase().split(':');
          return (
            services.includes(service) ||
            actions.some((one) => {
              const [prefix, pattern = ''] = one.toLowerCase().split(':');
              return prefix === service && new RegExp(`^${pattern.replace('*', '.*')}$`).test(name);
            })
          );
        });
        // Everybody may read what a password has to look like, and users look after their own keys.
        const always = ['iam:GetAccountPasswordPolicy'];
        const callsOn = CALLS.filter((call) => expected.includes(call) || always.includes(call));
        const ownCalls = CALLS.filter((call) => callsOn.includes(call) || call === 'iam:CreateAccessKey');
        expect(allowedBy(boundary)).toEqual([...callsOn, ...ownCalls.map((call) => `own ${call}`)]);
      }),
    );
  });

  it('allows nothing but what users do with their own credentials where there is nothing', () => {
    const boundary = allowUsed([]);
    expect(allowedBy(boundary)).toEqual([
      ...['iam:GetAccountPasswordPolicy', 'own iam:CreateAccessKey', 'own iam:GetAccountPasswordPolicy'],
    ]);
    expect(checkedManaged(JSON.stringify(boundary), DEFAULT_QUOTAS)).toBe(JSON.stringify(boundary));
  });

  it('is sorted and minimal: without any one of its actions, it loses something', () => {
    fc.assert(
      fc.property(someServices, someActions, (services, actions) => {
        const boundary = allowUsed(services, actions);
        const [first, ...rest] = boundary.Statement;
        const patterns = allowsOf(boundary);
        expect(patterns).toEqual([...patterns].sort());
        for (const pattern of patterns) {
          const fewer = patterns.filter((one) => one !== pattern);
          const without = fewer.length === 0 ? rest : [{ ...first, Effect: 'Allow' as const, Action: fewer }, ...rest];
          const loses = allowedBy({ ...boundary, Statement: without }).length < allowedBy(boundary).length;
          expect([pattern, loses]).toEqual([pattern, true]);
        }
      }),
    );
  });
});

describe('the boundary that denies what is unused', () => {
  it('denies it and nothing else', () => {
    const boundary = denyUnused(['sqs', 'sns']);
    const calls = ['s3:GetObject', 'sqs:SendMessage', 'sns:Publish', 'sts:AssumeRole', 'brand-new:Thing'];
    expect(calls.filter((call) => mayWithin(boundary, call))).toEqual([
      's3:GetObject',
      'sts:AssumeRole',
      'brand-new:Thing',
    ]);
  });

  it.each([
    ['services that this project does not know', denyUnused(['brand-new', 'sqs']), 'brand-new:Thing'],
    ['services of which an action is kept', denyUnused(['iam', 'sqs'], ['iam:PassRole']), 'iam:PassRole'],
  ])('leaves out %s', (_, boundary, call) => {
    expect([mayWithin(boundary, call), mayWithin(boundary, 'sqs:SendMessage')]).toEqual([true, false]);
  });

  it('allows everything where all is used', () => {
    expect(allowedBy(denyUnused([]))).toEqual([...CALLS, ...CALLS.map((call) => `own ${call}`)]);
  });
});

describe('what a boundary always lets through', () => {
  const alwaysAllow = ['kms:*', 'sts:AssumeRole', 'lambda:InvokeFunctionUrl'];
  const nothing = boundaryDocumentOf({ style: 'allowUsed', services: [], actions: [], alwaysAllow }, OWN);
  const unused = ['kms', 'sts', 'lambda', 'sqs', 'iam'];
  const denying = boundaryDocumentOf({ style: 'denyUnused', unused, alwaysAllow }, OWN);
  const calls = ['kms:Decrypt', 'sts:AssumeRole', 'sts:GetFederationToken', 'lambda:InvokeFunctionUrl'];
  const others = ['lambda:InvokeFunction', 'sqs:SendMessage', 'iam:CreateUser'];

  it.each([
    ['allows what is used', nothing],
    ['denies what is unused', denying],
  ])('is what is named, and no more of the same services, where it %s', (_, boundary) => {
    expect([...calls, ...others].filter((call) => mayWithin(boundary, call))).toEqual([
      ...['kms:Decrypt', 'sts:AssumeRole', 'lambda:InvokeFunctionUrl'],
    ]);
  });

  it('lets through all else where it denies what is unused', () => {
    expect(['s3:GetObject', 'brand-new:Thing', 'kms:Sign'].filter((call) => !mayWithin(denying, call))).toEqual([]);
  });

  it('never outdoes what protects the deployment and the boundary', () => {
    const all = boundaryDocumentOf(
      { style: 'allowUsed', services: [], actions: [], alwaysAllow: ['iam:*', 'lambda:*'] },
      OWN,
    );
    const release = `arn:aws:lambda:us-east-1:${OWN.accountId}:function:iam-guardrails-release`;
    expect(mayWithin(all, 'lambda:InvokeFunction', release)).toBe(false);
    expect(mayWithin(all, 'iam:PutUserPermissionsBoundary', OWN_USER, ADA)).toBe(false);
  });

  it.each([
    ['more is always allowed than was', allowUsed(['s3']), { services: ['s3'], actions: [] }],
    ['a service that was denied is always allowed in part', denyUnused(['sts', 'sqs']), { unused: ['sts', 'sqs'] }],
  ])('is no loss to whoever is bounded already, where %s', (_, before, content) => {
    const now = boundaryDocumentOf(
      'unused' in content
        ? { style: 'denyUnused', ...content, alwaysAllow }
        : { style: 'allowUsed', ...content, alwaysAllow },
      OWN,
    );
    expect([isCoveredBy(before, now), isCoveredBy(now, before)]).toEqual([true, false]);
  });
});

describe.each([
  ['allows nothing that is used', allowUsed([])],
  ['denies IAM, which is unused', denyUnused(['iam'])],
  [
    'denies IAM, of which something is always allowed',
    boundaryDocumentOf({ style: 'denyUnused', unused: ['iam'], alwaysAllow: ['iam:GetRole'] }, OWN),
  ],
])('users within a boundary that %s', (_, boundary) => {
  const user = (name: string, path = '') => `arn:aws:iam::${OWN.accountId}:user/${path}${name}`;
  const device = (name: string) => `arn:aws:iam::${OWN.accountId}:mfa/${name}`;
  const may = (call: string, resource: string, keys: Readonly<Record<string, string>> = ADA) =>
    mayWithin(boundary, `iam:${call}`, resource, keys);

  it.each([
    ...['ChangePassword', 'GetUser', 'CreateAccessKey', 'UpdateAccessKey', 'DeleteAccessKey', 'ListAccessKeys'],
    ...['GetAccessKeyLastUsed', 'EnableMFADevice', 'DeactivateMFADevice', 'ListMFADevices', 'ResyncMFADevice'],
  ])('do %s for themselves, whatever their path, and for nobody else', (call) => {
    const [own, below] = [user('ada'), user('ada', 'division/team/')];
    expect([own, below, user('eve'), user('ada2'), user('ada/eve')].map((one) => may(call, one))).toEqual([
      ...[true, true],
      ...[false, false, false],
    ]);
  });

  it('make and delete devices, and read what is about nobody', () => {
    expect(['CreateVirtualMFADevice', 'DeleteVirtualMFADevice'].map((call) => may(call, device('phone')))).toEqual([
      true,
      true,
    ]);
    expect(['GetAccountPasswordPolicy', 'ListVirtualMFADevices'].map((call) => may(call, '*'))).toEqual([true, true]);
  });

  it('do nothing else with IAM', () => {
    const calls = ['AttachUserPolicy', 'PutUserPolicy', 'CreateLoginProfile', 'UpdateLoginProfile', 'AddUserToGroup'];
    expect(calls.filter((call) => may(call, user('ada')))).toEqual([]);
  });

  it('are not joined by roles, which have no credentials of their own', () => {
    expect(['CreateAccessKey', 'GetUser'].map((call) => may(call, user('ada'), {}))).toEqual([false, false]);
    expect(may('DeleteVirtualMFADevice', device('phone'), {})).toBe(false);
  });
});

describe.each([
  ['allowUsed', allowUsed(['iam', 's3'])],
  ['denyUnused', denyUnused(['sqs'])],
])('somebody bounded by %s, who may call IAM', (_, boundary) => {
  const policy = (name: string) => `arn:aws:iam::${OWN.accountId}:policy/${name}`;
  const own = policy('iam-guardrails/iam-guardrails-boundary-0123456789abcdef');
  const role = `arn:aws:iam::${OWN.accountId}:role/app`;

  it.each(['User', 'Role'])('does not shed a boundary of the project from a %s, and sheds others', (kind) => {
    const sheds = (boundaryArn: string) =>
      mayWithin(boundary, `iam:Delete${kind}PermissionsBoundary`, role, { 'iam:PermissionsBoundary': boundaryArn });
    expect([own, policy('team-boundary')].map(sheds)).toEqual([false, true]);
  });

  it.each(['User', 'Role'])('does not swap the boundary of a %s, whatever the new one', (kind) => {
    for (const arn of [own, policy('mine')]) {
      const keys = { 'iam:PermissionsBoundary': arn };
      expect(mayWithin(boundary, `iam:Put${kind}PermissionsBoundary`, role, keys)).toBe(false);
    }
  });

  it.each(['CreatePolicy', 'CreatePolicyVersion', 'DeletePolicy', 'DeletePolicyVersion', 'SetDefaultPolicyVersion'])(
    'does not edit policies of the project by %s, and edits others',
    (call) => {
      const edits = (arn: string) => mayWithin(boundary, `iam:${call}`, arn);
      expect([own, policy('iam-guardrails/other'), policy('DenyIAMAccess'), policy('mine')].map(edits)).toEqual([
        ...[false, false, false],
        true,
      ]);
    },
  );

  const ours = (service: string, rest: string) => `arn:aws:${service}:us-east-1:${OWN.accountId}:${rest}`;
  it.each([
    ['dynamodb:UpdateItem', ours('dynamodb', 'table/'), 'ledger'],
    ['dynamodb:DeleteTable', ours('dynamodb', 'table/'), 'ledger'],
    ['events:DisableRule', ours('events', 'rule/'), 'revoker'],
    ['lambda:InvokeFunction', ours('lambda', 'function:'), 'release'],
    ['lambda:UpdateFunctionCode', ours('lambda', 'function:'), 'permissions-boundary-change'],
    ['s3:PutObject', 'arn:aws:s3:::', `evidence-${OWN.accountId}/accounts/1/permissions-boundary/wave.json`],
    ['s3:DeleteBucketPolicy', 'arn:aws:s3:::', `evidence-${OWN.accountId}`],
    ['scheduler:UpdateSchedule', ours('scheduler', 'schedule/default/'), 'permissions-boundary-change'],
    ['sns:Publish', ours('sns', ''), 'notices'],
    ['sqs:PurgeQueue', ours('sqs', ''), 'revoker'],
    ['states:StartExecution', ours('states', 'stateMachine:'), 'permissions-boundary'],
    ['states:StopExecution', ours('states', 'execution:'), 'permissions-boundary:run'],
  ])("has no %s of the deployment's own, and of others'", (action, beginning, name) => {
    const may = (prefix: string) => mayWithin(denyUnused([]), action, `${beginning}${prefix}-${name}`);
    expect([
      mayWithin(boundary, action, `${beginning}iam-guardrails-${name}`),
      may('iam-guardrails'),
      may('other'),
    ]).toEqual([false, false, true]);
  });

  it('reads what the deployment keeps', () => {
    expect(mayWithin(denyUnused([]), 's3:GetObject', 'arn:aws:s3:::iam-guardrails-evidence-1/key')).toBe(true);
    expect(mayWithin(denyUnused([]), 'ssm:GetParameter', ours('ssm', 'parameter/iam-guardrails/deployment'))).toBe(
      true,
    );
    expect(mayWithin(boundary, 'ssm:PutParameter', ours('ssm', 'parameter/iam-guardrails/deployment'))).toBe(false);
  });

  it('works with IAM otherwise', () => {
    expect(mayWithin(boundary, 'iam:CreateRole', role)).toBe(true);
    expect(mayWithin(boundary, 'iam:AttachRolePolicy', role, { 'iam:PolicyARN': policy('mine') })).toBe(true);
  });
});

describe('the size of a boundary', () => {
  /** The longest document that begins so, and the one that is a service longer. */
  const around = () => {
    const count = SERVICE_PREFIXES.findIndex((_, at) => documentSize(allowUsed(SERVICE_PREFIXES.slice(0, at))) > 6144);
    return [allowUsed(SERVICE_PREFIXES.slice(0, count - 1)), allowUsed(SERVICE_PREFIXES.slice(0, count))] as const;
  };

  it('is counted as IAM counts, whatever the white space', () => {
    const [fits, tooLong] = around();
    expect(() => checkedManaged(JSON.stringify(fits, null, 4), DEFAULT_QUOTAS)).not.toThrow();
    expect(() => checkedManaged(JSON.stringify(tooLong), DEFAULT_QUOTAS)).toThrow('PolicySize');
    expect(documentSize(fits)).toBe(JSON.stringify(fits, null, 2).replace(/\s/g, '').length);
  });

  it('leaves room for more than 250 services', () => {
    expect(documentSize(allowUsed(SERVICE_PREFIXES.slice(0, 250)))).toBeLessThan(6144);
  });

  it('leaves room for more than 200 beside all that is always allowed by default', () => {
    const services = SERVICE_PREFIXES.slice(0, 200);
    const content = { style: 'allowUsed', services, actions: [], alwaysAllow: DEFAULT_ALWAYS_ALLOW } as const;
    expect(documentSize(boundaryDocumentOf(content, OWN))).toBeLessThan(6144);
  });
});

describe('the name of a boundary', () => {
  const nameOf = (document: PolicyDocument) => contentNameOf(document, OWN.namePrefix, sha256);

  it('is the same for the same content in any order, and for no other', () => {
    const contents = fc.tuple(aContent, aContent);
    const shuffled = (content: BoundaryContent): BoundaryContent =>
      content.style === 'allowUsed'
        ? {
            ...content,
            services: [...content.services, ...content.services].reverse(),
            actions: [...content.actions].reverse(),
          }
        : { ...content, unused: [...content.unused, ...content.unused].reverse() };
    fc.assert(
      fc.property(contents, ([one, other]) => {
        const [mine, theirs] = [boundaryDocumentOf(one, OWN), boundaryDocumentOf(other, OWN)];
        expect(nameOf(boundaryDocumentOf(shuffled(one), OWN))).toBe(nameOf(mine));
        expect(nameOf(mine) === nameOf(theirs)).toBe(JSON.stringify(mine) === JSON.stringify(theirs));
      }),
    );
  });

  it('is short, fits IAM, and says whose policy it is', () => {
    expect(nameOf(allowUsed(['s3'], DEFAULT_BASE_ACTIONS))).toMatch(/^iam-guardrails-boundary-[0-9a-f]{32}$/);
  });

  const s3 = allowUsed(['s3']);
  const text = JSON.stringify(s3);
  it.each([
    ['as it was made', text, true],
    ['as IAM answers it', encodedDocument(text), true],
    ['with white space', JSON.stringify(s3, null, 2), true],
    ['with its keys in another order', `{"Statement":${JSON.stringify(s3.Statement)},"Version":"2012-10-17"}`, true],
    ['with one more service', JSON.stringify(allowUsed(['s3', 'sqs'])), false],
    ['without its last deny', JSON.stringify({ ...s3, Statement: s3.Statement.slice(0, -1) }), false],
    ['with a statement repeated under one key', text.replace('{', '{"Statement":[],'), false],
    ['that is no JSON', 'Allow *', false],
  ])('tells a text %s: intact %s', (_, said, expected) => {
    expect(isIntact(nameOf(s3), said, OWN.namePrefix, sha256)).toBe(expected);
  });
});

describe('isCoveredBy', () => {
  const all = denyUnused([]);
  it.each([
    ['fewer services', allowUsed(['s3']), allowUsed(['s3', 'sqs']), true],
    ['more services', allowUsed(['s3', 'sqs']), allowUsed(['s3']), false],
    ['an action of a service', allowUsed([], ['s3:ListBucket']), allowUsed(['s3']), true],
    ['a service for an action of it', allowUsed(['s3']), allowUsed([], ['s3:ListBucket']), false],
    ['used services where others are denied', allowUsed(['s3']), denyUnused(['sqs']), true],
    ['used services where one of them is denied', allowUsed(['s3', 'sqs']), denyUnused(['sqs']), false],
    ['more denies', denyUnused(['sqs', 'sns']), denyUnused(['sqs']), true],
    ['fewer denies', denyUnused(['sqs']), denyUnused(['sqs', 'sns']), false],
    ['everything', all, allowUsed(['s3']), false],
    ['nothing', allowUsed([]), allowUsed(['s3']), true],
  ])('says of %s', (_, document, other, expected) => {
    expect(isCoveredBy(document, other)).toBe(expected);
  });

  it('is not taken in by what this project does not write', () => {
    const s3 = allowUsed(['s3']);
    const [, ...denies] = s3.Statement;
    const allow = (more: object): PolicyDocument => ({
      ...s3,
      Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*', ...more }, ...denies],
    });
    const narrowed = allow({ Resource: 'arn:aws:s3:::one-bucket' });
    const inverted: PolicyDocument = {
      ...s3,
      Statement: [{ Effect: 'Deny', NotAction: 'sqs:*', Resource: '*' }, ...s3.Statement],
    };
    expect(isCoveredBy(s3, allow({}))).toBe(true);
    for (const other of [narrowed, allow({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } }), inverted]) {
      expect(isCoveredBy(s3, other)).toBe(false);
    }
  });

  it('holds by evaluation: nothing that is allowed is lost', () => {
    fc.assert(
      fc.property(aContent, aContent, (one, other) => {
        const [document, wider] = [boundaryDocumentOf(one, OWN), boundaryDocumentOf(other, OWN)];
        fc.pre(isCoveredBy(document, wider));
        expect(allowedBy(wider)).toEqual(expect.arrayContaining(allowedBy(document)));
      }),
      { numRuns: 200, maxSkipsPerRun: 1000 },
    );
  });

  it('finds every superset among boundaries of what was used', () => {
    fc.assert(
      fc.property(someServices, someServices, (services, more) => {
        expect(isCoveredBy(allowUsed(services), allowUsed([...services, ...more]))).toBe(true);
      }),
    );
  });
});
