import type { Outcome, TagsSet } from '../../../../src/domain/change/change';
import type { Evidence } from '../../../../src/domain/run/evidence';
import type { Subject } from '../../../../src/domain/identity/subject';
import { act } from '../../../../src/guardrails/permissions-boundary/apply/act';
import { rowsOf } from '../../../../src/guardrails/permissions-boundary/apply/rows';
import type { Circumstances } from '../../../../src/guardrails/permissions-boundary/judge/decide';
import { judge } from '../../../../src/guardrails/permissions-boundary/judge/judge';
import { missing, rowOf } from '../../../../src/guardrails/permissions-boundary/report/row';
import type { Rules } from '../../../../src/guardrails/permissions-boundary/rules';
import { ownArn } from '../../../support/boundaries';
import {
  ACCOUNT,
  aReport,
  aService,
  aSubject,
  daysAgo,
  NOW,
  someCircumstances,
  someRules,
  usual,
} from '../../../support/permissions-boundary';

const judged = (
  subject: Partial<Subject> = {},
  evidence: Evidence | undefined = usual,
  circumstances: Partial<Circumstances> = {},
) => judge(aSubject(subject), evidence, someCircumstances(circumstances));

/** The row of a judgement that was carried out. */
const rowWith = (judgement: ReturnType<typeof judge>, outcome?: Outcome<TagsSet>) => {
  const [changes] = act(judgement.subject, judgement.tags);
  const done: Outcome<TagsSet> = changes ? { kind: 'done', changes, refused: [] } : { kind: 'nothing-to-do' };
  return rowOf(judgement, outcome ?? done, someRules(), NOW);
};

describe('a boundary that stands', () => {
  const boundaryArn = ownArn('one');
  const enforce = someRules({ mode: 'enforce' });
  const exemption = { from: ['permissions-boundary' as const], reason: 'ships releases' };
  const notKeptUp = (subject: Partial<Subject>, rules = enforce, evidence: Evidence = usual) =>
    rowOf(judged({ boundaryArn, ...subject }, evidence, { rules }), { kind: 'nothing-to-do' }, rules, NOW).notKeptUp;

  it.each<[string, Partial<Subject>, Rules]>([
    ['an exempt principal', { exemption }, enforce],
    ['an admin', { admin: true }, enforce],
    ['who may be an admin', { adminsUnknown: 'the group is missing' }, enforce],
    ['a protected one', { protection: 'protected-by-setting' }, enforce],
    ['anybody, where boundaries are observed', {}, someRules()],
    ['anybody, where they are off', {}, someRules({ mode: 'off' })],
  ])('is not kept up of %s', (_, subject, rules) => {
    expect(notKeptUp(subject, rules)).toBe(true);
  });

  it('is kept up of whom runs bound, and of whom only this one cannot judge', () => {
    const failed: Evidence = { kind: 'failed', why: 'not ready' };
    expect([notKeptUp({}), notKeptUp({}, enforce, failed)]).toEqual([undefined, undefined]);
  });

  it('is no matter of the project where it is foreign', () => {
    expect(notKeptUp({ boundaryArn: `arn:aws:iam::${ACCOUNT}:policy/theirs`, exemption })).toBeUndefined();
  });

  it('that someone else removed is named, as is who may administer IAM', () => {
    const taken = { boundaryTaken: boundaryArn, administersIam: true };
    expect(rowWith(judged(taken))).toMatchObject(taken);
    expect(missing(aSubject(taken))).toMatchObject(taken);
  });
});

describe('rowOf', () => {
  it('is read back by the summary as the batch has written it', () => {
    const row = rowWith(judged({ boundaryArn: ownArn('one') }));
    expect(rowsOf(JSON.parse(JSON.stringify({ rows: [row] })), 'batches/1.json')).toEqual([row]);
  });

  it("is read back with what would be meant beside somebody else's boundary", () => {
    const row = rowWith(judged({ boundaryArn: `arn:aws:iam::${ACCOUNT}:policy/theirs` }));
    expect(row.decision).toMatchObject({ reason: 'foreign-boundary', would: { services: ['s3'] } });
    expect(rowsOf(JSON.parse(JSON.stringify({ rows: [row] })), 'batches/1.json')).toEqual([row]);
  });

  it('says since when its evidence is', () => {
    const known: Evidence = { kind: 'report', services: [aService('s3', 20)], fetchedAt: daysAgo(7) };
    expect(rowWith(judged({}, known)).evidenceAt).toBe(daysAgo(7));
    expect(rowWith(judged({}, { kind: 'failed', why: 'no' }))).not.toHaveProperty('evidenceAt');
  });

  it('counts no day as one without use of which the report knows nothing', () => {
    const fetchedAt = daysAgo(0.4);
    const services = [aService('s3', 90.3), aService('sqs', 90.5)];
    const known: Evidence = { kind: 'report', services, fetchedAt };
    const [current, shared] = [known, { ...known, asOf: fetchedAt }].map((one) => rowWith(judged({}, one)));
    expect([current?.usedServices, shared?.usedServices]).toEqual([[], ['s3']]);
    expect(shared?.decision).toMatchObject({ kind: 'bound', services: ['s3'] });
    expect(current?.decision).toMatchObject({ kind: 'bound', services: [] });
    expect(shared?.tags).toMatchObject({ set: { Permissions_Used: '1' } });
  });

  it('does not distrust a report because IAM has seen a use since', () => {
    const fetchedAt = daysAgo(2);
    const known: Evidence = { kind: 'report', services: [aService('s3')], fetchedAt };
    const usedSince = { lastUsedAt: daysAgo(1.5) };
    expect(rowWith(judged(usedSince, known)).decision).toMatchObject({ reason: 'evidence-suspicious' });
    expect(rowWith(judged(usedSince, { ...known, asOf: fetchedAt })).decision).toMatchObject({ kind: 'bound' });
  });

  it('says who, what is used, what is decided and what was done', () => {
    const { id, arn } = aSubject();
    const ownTags = { Permissions_Used: '9' };
    expect(rowWith(judged({ keeps: ['iam:PassRole'], ownTags }))).toEqual({
      ...{ kind: 'role', id, arn, name: 'etl', members: 0 },
      ...{ granted: 3, used: 1, unused: 2, neverUsed: 1, coveragePercent: 33 },
      usedServices: ['s3'],
      unusedServices: ['sns', 'sqs'],
      neverUsedServices: ['sns'],
      unknownServices: [],
      usedOn: { '2026-05-31': ['s3'], '2026-02-21': ['sqs'] },
      lastUsedAt: daysAgo(1),
      evidenceAt: NOW.toISOString(),
      decision: { kind: 'bound', reason: 'used-some', services: ['s3'], actions: ['iam:PassRole'] },
      tags: {
        kind: 'written',
        set: {
          Permissions_Coverage_Percent: '33',
          Permissions_Granted: '3',
          Permissions_Used: '1',
          Permissions_Unused: '2',
          Permissions_Services_1: 's3',
        },
        removed: [],
        before: { Permissions_Used: '9' },
      },
      wouldChange: 'boundary of 1 service (s3) and iam:PassRole',
    });
  });

  it('has no numbers where none were asked for', () => {
    const exemption = { from: ['permissions-boundary' as const, 'tags' as const], reason: 'ships releases' };
    expect(rowWith(judge(aSubject({ exemption }), undefined, someCircumstances()))).toMatchObject({
      ...{ granted: null, used: null, unused: null, neverUsed: null, coveragePercent: null, usedServices: [] },
      decision: { kind: 'leave', reason: 'exempt', why: 'ships releases' },
      tags: { kind: 'left', why: 'ships releases' },
      wouldChange: '',
    });
  });

  it.each([
    ['evidence that cannot be right', {}, aReport(aService('NOT A SERVICE', 1)), 'evidence-suspicious'],
    ['evidence that failed', {}, { kind: 'failed' as const, why: 'ServiceFailure' }, 'evidence-failed'],
  ])('counts nothing by %s', (_, subject, evidence, reason) => {
    expect(rowWith(judged(subject, evidence))).toMatchObject({
      granted: null,
      decision: { reason },
      tags: { kind: 'left' },
    });
  });

  it('counts nothing granted as nothing, with no coverage', () => {
    expect(rowWith(judged({ mayDoSomething: false }, aReport()))).toMatchObject({
      ...{ granted: 0, used: 0, unused: 0, neverUsed: 0, coveragePercent: null },
      decision: { kind: 'leave', reason: 'nothing-granted' },
    });
  });

  it('keeps the later of what Access Advisor and IAM know', () => {
    expect(rowWith(judged({ lastUsedAt: daysAgo(0.5) })).lastUsedAt).toBe(daysAgo(0.5));
    expect(rowWith(judged({ lastUsedAt: daysAgo(2) })).lastUsedAt).toBe(daysAgo(1));
  });

  it('says of a group its members, and nothing of tags', () => {
    expect(rowWith(judged({ kind: 'group', members: 7 }))).toMatchObject({
      ...{ kind: 'group', members: 7, granted: 3, wouldChange: '' },
      decision: { kind: 'report', reason: 'group' },
      tags: { kind: 'left', why: 'a group can have no tags' },
    });
  });

  it.each<[string, Outcome<TagsSet>, object]>([
    ['that were right already', { kind: 'nothing-to-do' }, { kind: 'unchanged' }],
    ['that could not be written', { kind: 'failed', changes: [], why: 'gone' }, { kind: 'failed', why: 'gone' }],
    ['that nobody was to write', { kind: 'withheld', changes: [] }, { kind: 'left', why: 'observe mode' }],
  ])('tells of tags %s', (_, outcome, expected) => {
    expect(rowWith(judged(), outcome).tags).toEqual(expected);
  });

  it('says why there are fewer tags than there should be', () => {
    expect(rowWith(judged({ otherTags: 46 })).tags).toMatchObject({
      kind: 'written',
      why: 'the tags of others leave no room for 1 of the services used',
    });
  });
});

describe('missing', () => {
  it('leaves nobody out whose batch failed', () => {
    expect(missing(aSubject({ lastUsedAt: daysAgo(3), boundaryArn: 'arn:aws:iam::aws:policy/x' }))).toMatchObject({
      name: 'etl',
      granted: null,
      lastUsedAt: daysAgo(3),
      boundaryArn: 'arn:aws:iam::aws:policy/x',
      decision: { kind: 'leave', reason: 'evidence-failed', why: 'its batch failed' },
      tags: { kind: 'left', why: 'its batch failed' },
      wouldChange: '',
    });
  });
});
