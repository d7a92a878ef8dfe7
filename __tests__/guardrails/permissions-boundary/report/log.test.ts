import { countsOf, type PlanSummary } from '../../../../src/guardrails/permissions-boundary/run-summary';
import { judge } from '../../../../src/guardrails/permissions-boundary/judge/judge';
import {
  aheadLine,
  boundaryLines,
  changeLine,
  endLine,
  linesOf,
  lookedAloneLine,
  metricsOf,
  startLine,
  unreadLine,
  type LoggedRun,
} from '../../../../src/guardrails/permissions-boundary/report/log';
import { aPrincipal, ownArn } from '../../../support/boundaries';
import {
  ACCOUNT,
  aReport,
  aRow,
  aService,
  aSubject,
  daysAgo,
  NOW,
  someCircumstances,
  someRules,
  usual,
} from '../../../support/permissions-boundary';

const run: LoggedRun = { account: ACCOUNT, runId: 'run-1', purpose: 'audit', startedAt: NOW.toISOString() };
const about = { account: ACCOUNT, runId: 'run-1' };
const lines = (...judgement: Parameters<typeof judge>) =>
  linesOf(judge(...judgement), { kind: 'nothing-to-do' }, run, someRules());

describe('startLine and endLine', () => {
  it('hold the configuration of the run', () => {
    expect(startLine(run, someRules(), 3)).toMatchObject({
      ...{ msgtype: 'start', guardrail: 'permissions-boundary', ...about, purpose: 'audit', principals: 3 },
      ...{ unusedAfterDays: 90, graceDays: 14, trackingDays: 90, mode: 'observe', tags: true },
      message: 'audit run over 3 principals starts',
    });
    expect(endLine(run, someRules(), countsOf([aRow()], run.startedAt))).toMatchObject({
      ...{ msgtype: 'end', guardrail: 'permissions-boundary', ...about, unusedAfterDays: 90 },
      counts: { principals: 1, bound: 1 },
      message: 'audit run ends: 1 audited (0 by earlier reports), 1 would be bounded, 0 tagged, 0 failed',
    });
  });
});

describe('lookedAloneLine', () => {
  it('says why changes are looked at one by one', () => {
    expect(lookedAloneLine(run, 'Throttling: Rate exceeded')).toMatchObject({
      ...{ msgtype: 'looked-alone', guardrail: 'permissions-boundary', ...about },
      message: 'each change is looked at alone: Throttling: Rate exceeded',
    });
  });
});

describe('aheadLine', () => {
  it('says why the plan makes the policies', () => {
    expect(aheadLine(run, 'the account has no room for it')).toMatchObject({
      ...{ msgtype: 'policies-left', guardrail: 'permissions-boundary', ...about },
      message: 'the plan makes the policies: the account has no room for it',
    });
  });
});

describe('unreadLine', () => {
  it('names the policy that could not be read', () => {
    expect(unreadLine(run, 'a policy of bob is no policy')).toMatchObject({
      ...{ msgtype: 'unread-policy', ...about, why: 'a policy of bob is no policy' },
    });
  });
});

describe('metricsOf', () => {
  it('averages over those of whom a coverage is known', () => {
    const leave = {
      decision: { kind: 'leave' as const, reason: 'gone' as const },
      granted: null,
      coveragePercent: null,
    };
    const principals = [aRow({ coveragePercent: 0 }), aRow({ coveragePercent: 75 }), aRow(leave)];
    expect(metricsOf({ principals, counts: countsOf(principals, run.startedAt) })).toEqual({
      ...{ principals: 3, audited: 2, reused: 0, left: 1, failed: 0, tagged: 0, wouldBind: 2 },
      averageCoverage: 37.5,
    });
  });

  it('counts boundaries where the run planned any', () => {
    const again = { kind: 'bound' as const, reason: 'used-some' as const, needsAgain: ['sqs'] };
    const principals = [
      aRow({ boundary: { kind: 'done' }, decision: again }),
      aRow({ boundary: { kind: 'left', reason: 'next-wave' } }),
    ];
    const plan = { mode: 'enforce', scope: 'everything', collected: [], notPrincipal: [] } as const;
    const altered = [{ arn: 'arn:p', restored: true }];
    const counts = countsOf(principals, run.startedAt);
    expect(metricsOf({ principals, counts, plan: { ...plan, altered } })).toMatchObject({
      ...{ changed: 1, needsAgain: 1, waiting: 1, alteredPolicies: 1 },
    });
    expect(endLine(run, someRules({ mode: 'enforce' }), counts)['message']).toContain(
      ', 1 boundary changed, 1 waiting, 1 in need of a service again, ',
    );
  });

  it('has no average of nobody', () => {
    expect(metricsOf({ principals: [], counts: countsOf([], run.startedAt) }).averageCoverage).toBeUndefined();
  });
});

describe('boundaryLines', () => {
  it('say what became of every boundary and policy', () => {
    const principals = [
      aRow(),
      aRow({ boundary: { kind: 'done', policyArn: 'arn:new', before: 'arn:old' } }),
      aRow({ boundary: { kind: 'left', reason: 'no-policy-left' }, wouldChange: '' }),
    ];
    const plan: PlanSummary = {
      ...{ mode: 'enforce', scope: 'everything', collected: ['arn:gone'], notPrincipal: [] },
      altered: [{ arn: 'arn:p', restored: false, why: 'nobody knows its text' }],
    };
    const found = boundaryLines({ principals, plan }, run);
    expect(found).toEqual([
      {
        ...{ msgtype: 'altered-policy', ...about, policyArn: 'arn:p', restored: false, why: 'nobody knows its text' },
        message: 'arn:p was altered and is not restored: nobody knows its text',
      },
      {
        msgtype: 'collected-policy',
        ...about,
        policyArn: 'arn:gone',
        message: 'arn:gone, which nobody used, is deleted',
      },
      {
        ...{ msgtype: 'boundary', ...about, entitytype: 'role', entityname: 'etl', boundary: 'done' },
        ...{ policyArn: 'arn:new', before: 'arn:old', message: 'role etl: boundary done' },
      },
      {
        ...{ msgtype: 'boundary', ...about, entitytype: 'role', entityname: 'etl', boundary: 'left' },
        ...{ reason: 'no-policy-left', message: 'role etl: boundary left (no-policy-left)' },
      },
    ]);
  });
});

describe('changeLine', () => {
  it.each([
    ['done', { kind: 'done' }, {}, 'role etl: change of boundary done'],
    [
      'left',
      { kind: 'left', why: 'it is gone' },
      { why: 'it is gone' },
      'role etl: change of boundary left (it is gone)',
    ],
  ] as const)('says what became of a boundary that was planned: %s', (outcome, changed, more, message) => {
    const principal = aPrincipal();
    const { id, arn } = principal;
    const item = { principal, boundaryArn: ownArn('new'), before: { policyArn: ownArn('old') } };
    expect(changeLine(run, item, { id, ...changed })).toEqual({
      ...{ msgtype: 'boundary-change', guardrail: 'permissions-boundary', ...about },
      ...{ entitytype: 'role', entityname: 'etl', id, arn, outcome, ...more },
      ...{ boundaryArn: ownArn('new'), before: ownArn('old'), message },
    });
  });
});

describe('linesOf', () => {
  it('has a line for each service ever used, and one that sums up', () => {
    const found = lines(aSubject(), usual, someCircumstances());
    expect(found.map(({ msgtype, service }) => [msgtype, service])).toEqual([
      ['detail', 's3'],
      ['detail', 'sqs'],
      ['summary', undefined],
    ]);
    expect(found[0]).toEqual({
      ...{ msgtype: 'detail', ...about, entitytype: 'role', entityname: 'etl', service: 's3' },
      TotalAuthenticatedEntities: 1,
      lastAuthenticated: daysAgo(1),
      message: `role etl used s3 at ${daysAgo(1)}`,
    });
    expect(found[2]).toEqual({
      ...{ msgtype: 'summary', ...about, entitytype: 'role', entityname: 'etl' },
      ...{ granted: 3, used: 1, unused: 2, coverage: 33, decision: 'bound', reason: 'used-some' },
      evidenceAt: run.startedAt,
      tags: { kind: 'unchanged' },
      message: 'role etl used 1 of 3 services: boundary of 1 service (s3)',
    });
  });

  it('says how many members of a group used a service', () => {
    const report = aReport({ ...aService('s3', 1), entities: 4 });
    expect(lines(aSubject({ kind: 'group', members: 7 }), report, someCircumstances())[0]).toMatchObject({
      entitytype: 'group',
      TotalAuthenticatedEntities: 4,
    });
  });

  it('has one line for whom no evidence was needed', () => {
    expect(lines(aSubject({ protection: 'own-role' }), undefined, someCircumstances())).toEqual([
      {
        ...{ msgtype: 'summary', ...about, entitytype: 'role', entityname: 'etl' },
        ...{ granted: null, used: null, unused: null, coverage: null, decision: 'leave', reason: 'own-role' },
        tags: { kind: 'left', why: 'own-role' },
        message: 'role etl is not counted: leave, own-role',
      },
    ]);
  });

  it('says why where the reason does not', () => {
    const evidence = { kind: 'failed' as const, why: 'ServiceFailure' };
    expect(lines(aSubject(), evidence, someCircumstances())).toMatchObject([
      {
        reason: 'evidence-failed',
        why: 'ServiceFailure',
        message: expect.stringContaining('(ServiceFailure)') as string,
      },
    ]);
  });
});
