import fc from 'fast-check';
import type { Evidence } from '../../../../src/domain/run/evidence';
import type { Protection } from '../../../../src/domain/identity/protected';
import type { Subject } from '../../../../src/domain/identity/subject';
import { decide, skip, type Decision } from '../../../../src/guardrails/permissions-boundary/judge/decide';
import { judge } from '../../../../src/guardrails/permissions-boundary/judge/judge';
import type { Rules } from '../../../../src/guardrails/permissions-boundary/rules';
import {
  ACCOUNT,
  aReport,
  aService,
  aSubject,
  daysAgo,
  someCircumstances,
  someRules,
  usual,
} from '../../../support/permissions-boundary';

// Properties of many draws: seconds each on a busy machine.
jest.setTimeout(120_000);

const PROTECTIONS: readonly Protection[] = [
  'service-linked-role',
  'identity-center-role',
  'own-role',
  'own-group',
  'deployment-role',
  'aws-control-role',
  'protected-by-setting',
];

const MOMENT = 1 / 86_400_000;
const policy = (name: string, account = ACCOUNT) => `arn:aws:iam::${account}:policy/${name}`;
const verdict = (subject: Partial<Subject> = {}, evidence: Evidence = usual, rules: Partial<Rules> = {}) =>
  decide(aSubject(subject), evidence, someCircumstances({ rules: someRules(rules) }));

describe('decide', () => {
  it('bounds a role to what it used', () => {
    const services = aReport(aService('sqs', 90), aService('s3', 1), aService('sns', 91), aService('ec2'));
    expect(verdict({ keeps: ['iam:PassRole'] }, services)).toEqual({
      kind: 'bound',
      reason: 'used-some',
      services: ['s3', 'sqs'],
      actions: ['iam:PassRole'],
    });
  });

  it('leaves the base actions to a user that used nothing, and what is always kept', () => {
    const found = verdict({ kind: 'user', keeps: ['iam:PassRole'] }, aReport(aService('sns', 91), aService('ec2')));
    expect(found).toEqual({
      kind: 'bound',
      reason: 'used-nothing',
      services: [],
      actions: ['ec2:DescribeRegions', 'iam:PassRole', 's3:ListAllMyBuckets'],
    });
  });

  it('names an action once that is kept and a base action', () => {
    const base = { baseActions: ['iam:PassRole', 'ec2:DescribeRegions'] };
    expect(verdict({ keeps: ['iam:PassRole'] }, aReport(aService('sns')), base)).toMatchObject({
      actions: ['ec2:DescribeRegions', 'iam:PassRole'],
    });
  });

  it('allows a service that this version has never heard of', () => {
    expect(verdict({}, aReport(aService('brand-new', 1)))).toMatchObject({ services: ['brand-new'] });
  });

  it('keeps to numbers for a group, however young', () => {
    expect(verdict({ kind: 'group', createdAt: daysAgo(1) })).toEqual({ kind: 'report', reason: 'group' });
  });

  it.each(PROTECTIONS)('leaves whom this protects: %s', (protection) => {
    expect(verdict({ protection })).toEqual({ kind: 'leave', reason: protection });
  });

  const exempt = { from: ['permissions-boundary' as const], reason: 'ships releases' };
  const failed = { kind: 'failed' as const, why: 'not ready after 120 s' };

  it.each<[string, Partial<Subject>, Evidence, Partial<Rules>, Decision & { kind: 'leave' }]>([
    ['is exempt', { exemption: exempt }, usual, {}, { kind: 'leave', reason: 'exempt', why: 'ships releases' }],
    ['is an admin', { admin: true, adminsUnknown: 'it is empty' }, usual, {}, { kind: 'leave', reason: 'admin' }],
    [
      'may be an admin',
      { adminsUnknown: 'the group is missing' },
      usual,
      {},
      { kind: 'leave', reason: 'admin-group', why: 'the group is missing' },
    ],
    ['is younger than the grace', { createdAt: daysAgo(13) }, usual, {}, { kind: 'leave', reason: 'too-young' }],
    ['was tracked too short', { createdAt: daysAgo(89) }, usual, {}, { kind: 'leave', reason: 'tracked-too-short' }],
    ['has no evidence', {}, failed, {}, { kind: 'leave', reason: 'evidence-failed', why: 'not ready after 120 s' }],
    [
      'has no evidence, for a reason with signs that steer a terminal',
      {},
      { kind: 'failed', why: 'Service\u0007Failure\u202e' },
      {},
      { kind: 'leave', reason: 'evidence-failed', why: 'Service Failure' },
    ],
    ['was deleted', {}, { kind: 'gone' }, {}, { kind: 'leave', reason: 'gone' }],
    [
      'has evidence that cannot be right',
      {},
      aReport(),
      {},
      { kind: 'leave', reason: 'evidence-suspicious', why: 'the report is empty, and yet a policy allows something' },
    ],
    ['may do nothing', { mayDoSomething: false }, aReport(), {}, { kind: 'leave', reason: 'nothing-granted' }],
    [
      'is a user, and another guardrail restricts users',
      { kind: 'user' },
      usual,
      { users: false },
      { kind: 'leave', reason: 'users-left' },
    ],
    ['is asked for tags alone', {}, usual, { mode: 'off' }, { kind: 'leave', reason: 'mode-off' }],
    [
      'has a boundary of somebody else',
      { boundaryArn: policy('team-boundary') },
      usual,
      {},
      {
        ...{ kind: 'leave', reason: 'foreign-boundary', why: policy('team-boundary') },
        would: { services: ['s3'], actions: [] },
      },
    ],
    [
      'has a boundary of somebody else, and would have none of ours',
      { boundaryArn: policy('team-boundary') },
      usual,
      { mode: 'off' },
      { kind: 'leave', reason: 'foreign-boundary', why: policy('team-boundary') },
    ],
  ])('leaves a role that %s', (_, subject, evidence, rules, expected) => {
    expect(verdict(subject, evidence, rules)).toEqual(expected);
  });

  it.each([
    ['as old as the grace', { createdAt: daysAgo(14) }, { trackingDays: 1 }, 'used-some'],
    ['a moment younger', { createdAt: daysAgo(14 - MOMENT) }, { trackingDays: 1 }, 'too-young'],
    ['made in the future', { createdAt: daysAgo(-1) }, {}, 'too-young'],
    ['made nobody knows when', { createdAt: 'long ago' }, {}, 'too-young'],
    ['without a grace', { createdAt: daysAgo(0) }, { graceDays: 0, trackingDays: 0 }, 'used-some'],
    ['tracked just long enough', { createdAt: daysAgo(90) }, {}, 'used-some'],
    ['tracked a moment too short', { createdAt: daysAgo(90 - MOMENT) }, {}, 'tracked-too-short'],
    ['tracked as long as tracking goes', { createdAt: daysAgo(4000) }, { trackingDays: 400 }, 'used-some'],
    [
      'tracked as long as tracking goes, where more is asked',
      { createdAt: daysAgo(4000) },
      { trackingDays: 401 },
      'tracked-too-short',
    ],
    ['tracked a day less', { createdAt: daysAgo(399) }, { trackingDays: 400 }, 'tracked-too-short'],
  ])('judges a role %s', (_, subject, rules, reason) => {
    expect(verdict(subject, usual, rules).reason).toBe(reason);
  });

  const unused = aReport(aService('s3'), aService('sqs'));

  it.each([
    ['nothing, and IAM knows of nothing', {}, unused, 'used-nothing'],
    [
      'nothing, and the credential report does not know the user',
      { kind: 'user' as const, lastUseUnknown: true },
      unused,
      'evidence-unknown',
    ],
    [
      'something, and the credential report does not know the user',
      { kind: 'user' as const, lastUseUnknown: true },
      usual,
      'used-some',
    ],
    ['nothing, and IAM saw it two days ago', { lastUsedAt: daysAgo(2) }, unused, 'evidence-suspicious'],
    ['nothing, and IAM saw it a day ago', { lastUsedAt: daysAgo(1) }, unused, 'used-nothing'],
    ['nothing, and IAM saw it just over a day ago', { lastUsedAt: daysAgo(1 + MOMENT) }, unused, 'evidence-suspicious'],
    ['nothing, and IAM saw it 400 days ago', { lastUsedAt: daysAgo(400) }, unused, 'evidence-suspicious'],
    ['nothing, and IAM saw it before tracking', { lastUsedAt: daysAgo(400 + MOMENT) }, unused, 'used-nothing'],
    ['one use long ago, and IAM a newer', { lastUsedAt: daysAgo(2) }, aReport(aService('s3', 300)), 'used-nothing'],
    [
      'one use before tracking, and IAM a newer',
      { lastUsedAt: daysAgo(2) },
      aReport(aService('s3', 401)),
      'evidence-suspicious',
    ],
    ['no service, and IAM saw it', { lastUsedAt: daysAgo(2), mayDoSomething: false }, aReport(), 'nothing-granted'],
    ['a service with a blank', {}, aReport(aService('s3', 1), aService('a b', 1)), 'evidence-suspicious'],
    ['a service in capitals', {}, aReport(aService('S3', 1)), 'evidence-suspicious'],
    ['a service without a name', {}, aReport(aService('', 1)), 'evidence-suspicious'],
    ['a name of 65 characters', {}, aReport(aService('x'.repeat(65), 1)), 'evidence-suspicious'],
    ['a name of 64 characters', {}, aReport(aService('x'.repeat(64), 1)), 'used-some'],
  ])('judges a role whose report has %s', (_, subject, evidence, reason) => {
    expect(verdict(subject, evidence).reason).toBe(reason);
  });

  it('believes no empty report on a group either', () => {
    expect(verdict({ kind: 'group' }, aReport())).toMatchObject({ reason: 'evidence-suspicious' });
    expect(verdict({ kind: 'group', mayDoSomething: false }, aReport())).toMatchObject({ reason: 'group' });
  });

  it.each([
    ["the project's own", policy('iam-guardrails/iam-guardrails-boundary-0a1b'), 'used-some'],
    ["the revoker's", policy('iam-guardrails/iam-guardrails-deny-iam-boundary'), 'foreign-boundary'],
    ['one of that name on another path', policy('iam-guardrails-boundary-0a1b'), 'foreign-boundary'],
    [
      'one of that name in another account',
      policy('iam-guardrails/iam-guardrails-boundary-0a1b', '999988887777'),
      'foreign-boundary',
    ],
    ['one of AWS', policy('ReadOnlyAccess', 'aws'), 'foreign-boundary'],
  ])('tells whose a boundary is: %s', (_, boundaryArn, reason) => {
    expect(verdict({ boundaryArn }).reason).toBe(reason);
  });
});

it.each(['evidence-failed', 'gone'])(
  'says of somebody exempt from the boundary alone that the evidence is missing: %s',
  (reason) => {
    const exemption = { from: ['permissions-boundary' as const], reason: 'ships releases' };
    const evidence: Evidence = reason === 'gone' ? { kind: 'gone' } : { kind: 'failed', why: 'ServiceFailure' };
    const { decision } = judge(aSubject({ exemption }), evidence, someCircumstances());
    expect(decision.reason).toBe(reason);
  },
);

it('takes over a boundary of an earlier tool that the settings name, and no other', () => {
  const adopt = [policy('old-tool-*')];
  expect(verdict({ boundaryArn: policy('old-tool-7') }, usual, { adopt }).reason).toBe('used-some');
  expect(verdict({ boundaryArn: policy('older-tool-7') }, usual, { adopt }).reason).toBe('foreign-boundary');
  expect(verdict({ boundaryArn: policy('old-tool-7', '999988887777') }, usual, { adopt }).reason).toBe(
    'foreign-boundary',
  );
});

it.each([
  ["the revoker's", 'iam-guardrails/iam-guardrails-deny-iam-boundary'],
  ["another policy of the project's path", 'iam-guardrails/other'],
  ['one below that path', 'iam-guardrails/more/other'],
])('never takes over %s, whatever the settings name', (_, name) => {
  const adopt = [policy('*'), policy(name)];
  expect(verdict({ boundaryArn: policy(name) }, usual, { adopt }).reason).toBe('foreign-boundary');
  expect(verdict({ boundaryArn: policy('iam-guardrails-old') }, usual, { adopt }).reason).toBe('used-some');
});

it('audits and tags an admin as everybody', () => {
  const { decision, tags } = judge(aSubject({ admin: true }), usual, someCircumstances());
  expect([decision.reason, tags.kind]).toEqual(['admin', 'wanted']);
});

describe('skip', () => {
  const all = { from: ['permissions-boundary' as const, 'tags' as const], reason: 'ships releases' };

  it.each<[string, Partial<Subject>, string | undefined]>([
    ['an ordinary role', {}, undefined],
    ['a role that is exempt from all', { exemption: all }, 'exempt'],
    ['a role that is exempt from tags', { exemption: { ...all, from: ['tags'] } }, undefined],
    ['a role that is exempt from the boundary', { exemption: { ...all, from: ['permissions-boundary'] } }, undefined],
    ['a young role', { createdAt: daysAgo(13) }, 'too-young'],
    ['a role of age', { createdAt: daysAgo(14) }, undefined],
    ['a young group', { kind: 'group', createdAt: daysAgo(1) }, undefined],
    ['a role with an open incident', { id: 'AROAOPEN' }, 'open-incident'],
    ['a protected role with an open incident', { id: 'AROAOPEN', protection: 'own-role' }, 'open-incident'],
    ['a protected role', { protection: 'own-role' }, 'own-role'],
    ['a young role that is exempt', { createdAt: daysAgo(1), exemption: all }, 'exempt'],
  ])('asks for no evidence that is not needed: %s', (_, subject, reason) => {
    expect(skip(aSubject(subject), someCircumstances({ openIncidents: new Set(['AROAOPEN']) }))?.reason).toBe(reason);
  });
});

describe('every judgement', () => {
  const days = fc.noBias(fc.integer({ min: -100, max: 10_000 })).map((tenths) => tenths / 10);
  // Each once in five times, so that many get past all of them.
  const maybe = <T>(some: fc.Arbitrary<T>) =>
    fc.oneof({ arbitrary: fc.constant(undefined), weight: 4 }, { arbitrary: some, weight: 1 });
  const service = fc.record({
    name: fc.constantFrom('s3', 'sqs', 'ec2', 'new'),
    days: fc.oneof(days, fc.constant(undefined)),
  });
  const odd = fc.record({ name: fc.constantFrom('NEW', ''), days: maybe(days) });
  const reports = (of: fc.Arbitrary<{ readonly name: string; readonly days: number | undefined }>) =>
    fc.array(of, { maxLength: 5 }).map((some) => aReport(...some.map((one) => aService(one.name, one.days))));
  const evidence = fc.oneof(
    { arbitrary: reports(service), weight: 6 },
    { arbitrary: reports(fc.oneof(service, odd)), weight: 1 },
    { arbitrary: fc.constant<Evidence>({ kind: 'failed', why: 'ServiceFailure' }), weight: 1 },
    { arbitrary: fc.constant<Evidence>({ kind: 'gone' }), weight: 1 },
  );
  const from = fc.subarray(['permissions-boundary' as const, 'tags' as const]);
  const subject = fc
    .record({
      kind: fc.constantFrom('user' as const, 'role' as const, 'group' as const),
      age: days,
      used: maybe(days),
      mayDoSomething: fc.boolean(),
      protection: maybe(fc.constantFrom(...PROTECTIONS)),
      exempt: maybe(from),
      boundaryArn: maybe(fc.constantFrom(policy('x'), policy('iam-guardrails/iam-guardrails-boundary-1'))),
      id: fc.constantFrom('AROA1', 'AROA1', 'AROA1', 'AROAOPEN'),
    })
    .map(({ age, used, exempt, protection, boundaryArn, ...rest }) =>
      aSubject({
        ...rest,
        createdAt: daysAgo(age),
        ...(used !== undefined && { lastUsedAt: daysAgo(used) }),
        ...(exempt && { exemption: { from: exempt, reason: 'because' } }),
        ...(protection && { protection }),
        ...(boundaryArn !== undefined && { boundaryArn }),
      }),
    );
  const rules = fc
    .record({ mode: fc.constantFrom('off' as const, 'observe' as const, 'observe' as const), tags: fc.boolean() })
    .map(someRules);

  it('has a reason, and bounds nobody who must be left alone', () => {
    let bound = 0;
    const some = fc.oneof({ arbitrary: evidence, weight: 9 }, { arbitrary: fc.constant(undefined), weight: 1 });
    fc.assert(
      fc.property(subject, some, rules, (someone, found, by) => {
        const openIncidents = new Set(['AROAOPEN']);
        const { decision, tags } = judge(someone, found, someCircumstances({ rules: by, openIncidents }));
        expect(decision.reason).toMatch(/^[a-z-]+$/);
        if (decision.kind !== 'bound') return;
        bound += 1;
        expect(someone).toMatchObject({ id: 'AROA1' });
        expect(someone.protection).toBeUndefined();
        expect(someone.exemption?.from ?? []).not.toContain('permissions-boundary');
        expect(someone.kind).not.toBe('group');
        expect(found?.kind).toBe('report');
        expect(by.mode).toBe('observe');
        expect(decision.services.length + decision.actions.length).toBeGreaterThan(0);
        expect(tags.kind === 'wanted').toBe(by.tags && !someone.exemption?.from.includes('tags'));
      }),
      { numRuns: 2_000 },
    );
    expect(bound).toBeGreaterThan(50);
  });

  it('leaves somebody alone whose incident is open, whatever the evidence says', () => {
    const circumstances = someCircumstances({ openIncidents: new Set(['AROAOPEN']) });
    expect(judge(aSubject({ id: 'AROAOPEN' }), usual, circumstances)).toMatchObject({
      decision: { kind: 'leave', reason: 'open-incident' },
      tags: { kind: 'left' },
    });
  });
});
