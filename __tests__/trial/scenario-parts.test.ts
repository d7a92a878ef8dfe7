import { aNotice } from '../support/notices';
import type { AuditCase, Audited } from '../../src/trial/scenarios/audit';
import type { Cleaned, Cleanup } from '../../src/trial/scenarios/cleanup';
import type { Denial, Denied } from '../../src/trial/scenarios/denies';
import type { Enforced, Enforcement } from '../../src/trial/scenarios/enforcement';
import {
  auditPart,
  boundariesPart,
  cleanupPart,
  deniesPart,
  INTRODUCTION,
  isAsExpected,
  revokerPart,
  summaryOf,
} from '../../src/trial/scenarios/parts';
import type { Played } from '../../src/trial/scenarios/report';
import { left, revoked, type Expected } from '../../src/trial/scenarios/scenario';
import { aReport } from '../report/support';

const played = (expected: Expected, observed = expected): Played => ({
  scenario: { caller: 'somebody', call: 'CreateUser', expected, act: () => Promise.resolve() },
  observed,
});
const REVOKER = [played(revoked('unauthorized')), played(revoked('self-promotion')), played(left('admin', 1))];
const released = { mails: 7, isReleased: true };

const arn = 'arn:aws:iam::111122223333:role/app';
const aCase: AuditCase = { arn, expected: { decision: 'bound: used-some', counts: [4, 2], tags: 'written' } };
const row = { arn, granted: 4, used: 2, coveragePercent: 50, decision: { kind: 'bound', reason: 'used-some' } };
const audited = (overrides: Partial<Audited> = {}): Audited => ({
  rows: new Map([[arn, { ...row, tags: { kind: 'written' }, wouldChange: 'boundary of 1 service (s3)' }]]),
  ...{ calls: [], mail: undefined, notice: aNotice(), report: aReport(), isMailed: true, onlyTagged: true },
  ...overrides,
});

const enforced = (decision = 'bound: used-some'): Enforced => {
  const credentials = { accessKeyId: 'ASIA', secretAccessKey: 'secret' };
  const own = 'arn:aws:iam::111122223333:policy/iam-guardrails/iam-guardrails-boundary-0123456789abcdef';
  return {
    one: { arn, credentials, decision: 'bound: used-some', probes: [] },
    ...{ decision, boundaries: { before: null, bounded: own, released: null }, probes: [] },
  };
};
const enforcement = (overrides: Partial<Enforcement> = {}): Enforcement => ({
  ...{ cases: [enforced(), enforced()], text: '{}', mail: undefined, oneIsBack: true, released: 5, allIsBack: true },
  ...overrides,
});

const denied = (services: readonly string[], decision: string): Denied => {
  const credentials = { accessKeyId: 'ASIA', secretAccessKey: 'secret' };
  return { one: { arn, credentials, decision, services: ['sqs'], probes: [] }, decision, services, answers: [] };
};
const leftOne: Denied = { ...denied([], 'leave: exempt'), one: { ...denied([], 'leave: exempt').one, services: [] } };
const denial = (overrides: Partial<Denial> = {}): Denial => ({
  ...{
    cases: [denied(['sqs'], 'change: unused'), leftOne],
    mail: undefined,
    isBack: true,
    triedAgain: 'clerk: sqs',
    report: aReport(),
  },
  ...overrides,
});

const cleaned = (status: string): Cleaned => {
  const one = { arn: 'arn:aws:iam::111122223333:user/ada', key: { id: 'AKIAOLD', called: 'the old one' }, loses: true };
  const decisions = { announced: 'countdown: unused', due: 'change: unused' };
  const statuses = { warned: 'Active', due: status, released: 'Active' };
  return { one: { ...one, ...decisions }, ...decisions, statuses };
};
const cleanup = (overrides: Partial<Cleanup> = {}): Cleanup => ({
  ...{
    cases: [cleaned('Inactive')],
    subjects: ['one', 'two', 'three'],
    announces: ['user/ada: AKIAOLD'],
    report: aReport(),
  },
  ...overrides,
});

describe('the introduction of the trial', () => {
  it('says in its first sentences what it is, that nothing is deployed, and what will be seen', () => {
    const [what, seen] = INTRODUCTION.replaceAll('\n', ' ').split('. ');
    expect(what).toMatch(/^The functions of the stack, built and run on AWS accounts in memory: nothing is deployed$/);
    for (const part of [
      'the revoker',
      'an audit',
      'boundaries that are put and taken back',
      'services they do not use',
      'access keys that are deactivated because nobody uses them',
      'a role that is deleted and restored',
    ])
      expect(seen).toContain(part);
    expect(seen).toMatch(/^You will see /);
  });

  it('fits 104 columns, as the help does, and says how long it takes', () => {
    expect(INTRODUCTION.split('\n').filter(({ length }) => length > 104)).toEqual([]);
    expect(INTRODUCTION).toContain('about a minute');
  });
});

describe('the summary of the trial', () => {
  it('is a line for each part, with how much of it went as expected and what it showed', () => {
    const parts = [
      ...[revokerPart(REVOKER, released), auditPart([aCase], audited())],
      ...[boundariesPart(enforcement()), deniesPart(denial()), cleanupPart(cleanup(), [])],
    ];
    expect(summaryOf(parts).split('\n')).toEqual([
      'Revoker:    4 of 4 as expected; 2 revoked, 1 left alone, 7 mails, 1 release',
      'Audit:      2 of 2 as expected; 1 principals in the report; nothing but tags changed',
      'Boundaries: 4 of 4 as expected; 6 released, IAM as before',
      'Denies:     4 of 4 as expected; 1 users denied what they do not use, 1 left, IAM as before',
      'Clean-up:   3 of 3 as expected; 1 access keys deactivated after a warning, 1 role deleted and restored, but for its id and creation date',
    ]);
    expect(isAsExpected(parts)).toBe(true);
  });

  it.each([
    [
      'a scenario of the revoker',
      revokerPart([...REVOKER, played(revoked('unauthorized'), left('exempt', 1))], released),
      '4 of 5 as expected; 2 revoked, 2 left alone',
    ],
    ['the release from the revoker', revokerPart(REVOKER, { ...released, isReleased: false }), '3 of 4'],
    ['a case of the audit', auditPart([aCase, { ...aCase, arn: `${arn}-2` }], audited()), '2 of 3'],
    [
      'an audit that changes more than tags',
      auditPart([aCase], audited({ onlyTagged: false })),
      '1 of 2 as expected; 1 principals in the report; nothing but tags SHOULD HAVE CHANGED',
    ],
    [
      'somebody whose boundary is decided otherwise',
      boundariesPart(enforcement({ cases: [enforced(), enforced('leave: exempt')] })),
      '3 of 4',
    ],
    ['a mail that says something else than its notice', auditPart([aCase], audited({ isMailed: false })), '1 of 2'],
    ['the release of one boundary', boundariesPart(enforcement({ oneIsBack: false })), '3 of 4'],
    [
      'the release of every boundary',
      boundariesPart(enforcement({ allIsBack: false })),
      '3 of 4 as expected; 6 released, IAM NOT AS BEFORE',
    ],
    [
      'a user who is denied something else',
      deniesPart(denial({ cases: [denied(['s3'], 'change: unused')] })),
      '2 of 3',
    ],
    ['an attempt that no mail names', deniesPart({ ...denial(), triedAgain: undefined }), '3 of 4'],
    [
      'a key that stays active',
      cleanupPart(cleanup({ cases: [cleaned('Active')] }), []),
      '2 of 3 as expected; 0 access keys',
    ],
    ['a day without a report', cleanupPart(cleanup({ subjects: ['one', 'two'] }), []), '2 of 3'],
    ['a user whom no report announces', cleanupPart(cleanup({ announces: [] }), []), '2 of 3'],
    [
      'a role that comes back as another',
      cleanupPart(cleanup(), ['it has no tags']),
      '2 of 3 as expected; 1 access keys deactivated after a warning, 1 role NOT DELETED AND RESTORED',
    ],
    ['the release of every deny', deniesPart(denial({ isBack: false })), '3 of 4 as expected; 1 users'],
  ])('counts what went otherwise: %s', (_, part, words) => {
    expect(summaryOf([part])).toContain(words);
    expect(isAsExpected([boundariesPart(enforcement()), part])).toBe(false);
  });

  it('counts a case once, however much of it went otherwise', () => {
    const other = { ...aCase, expected: { decision: 'leave: exempt', counts: [9, 9], tags: 'left' } } as const;
    expect(auditPart([other], audited())).toMatchObject({ good: 1, of: 2 });
  });
});
