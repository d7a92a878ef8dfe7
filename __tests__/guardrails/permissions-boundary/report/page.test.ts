import { DECISION_REASONS } from '../../../../src/domain/run/reasons';
import { boundaryDocumentOf } from '../../../../src/domain/boundary/document';
import { RUNBOOK } from '../../../../src/domain/notice/runbook';
import { UNPLANNED_REASONS } from '../../../../src/guardrails/permissions-boundary/plan';
import { pageOf } from '../../../../src/guardrails/permissions-boundary/report/page';
import type { PagePlace } from '../../../../src/guardrails/permissions-boundary/report/page-principal';
import { countsOf, type Row, type RunSummary } from '../../../../src/guardrails/permissions-boundary/run-summary';
import { chosen, firstChoice, searchable } from '../../../../src/report/page/choice';
import { leadWhereTheySay } from '../../../report/support';
import { OWN, ownArn } from '../../../support/boundaries';
import { ACCOUNT, aRow, NOW } from '../../../support/permissions-boundary';

const place = { region: 'us-east-1', releaseFunction: 'iam-guardrails-release', runbook: RUNBOOK, own: OWN };
const OBSERVED: RunSummary['plan'] = {
  ...{ mode: 'observe', scope: 'everything' },
  ...{ altered: [], collected: [], notPrincipal: [] },
};
const ENFORCED: RunSummary['plan'] = { ...OBSERVED, mode: 'enforce' };

const page = (principals: readonly Row[], overrides: Partial<RunSummary> = {}, more: Partial<PagePlace> = {}) =>
  pageOf(
    {
      ...{ version: 1, guardrail: 'permissions-boundary', accountId: ACCOUNT, runId: 'run-1', purpose: 'audit' },
      ...{ startedAt: NOW.toISOString(), rules: {}, counts: countsOf(principals, NOW.toISOString()), principals },
      ...{ plan: OBSERVED, ...overrides },
    },
    { ...place, ...more },
  );

const only = (overrides: Partial<Row>, run: Partial<RunSummary> = {}) => {
  const [principal] = page([aRow(overrides)], run).principals;
  if (principal === undefined) throw new Error('the page has nobody');
  return principal;
};
const factOf = (label: string, overrides: Partial<Row>) =>
  only(overrides).facts.find((fact) => fact.label === label)?.value;
const leave = (reason: Row['decision']['reason'], why?: string): Partial<Row> => ({
  decision: { kind: 'leave', reason, ...(why !== undefined && { why }) },
  wouldChange: '',
});

describe('the page about a run', () => {
  it('counts principals, what changes and what needs a person', () => {
    const rows = [aRow(), aRow({ kind: 'user', ...leave('exempt') }), aRow(leave('evidence-suspicious'))];
    expect(page(rows).tiles.map(({ label, value, about }) => [label, value, about])).toEqual([
      ['Principals', 3, '1 user, 2 roles, 0 groups'],
      ['Would change', 1, 'would get a new boundary in enforce mode'],
      ['Services it would take', 1, 'from 1 principal that may use them and do not'],
      ['To look at', 1, 'need a person'],
    ]);
    const changed = [aRow({ boundary: { kind: 'done' } }), aRow({ boundary: { kind: 'stands' }, wouldChange: '' })];
    expect(page(changed, { plan: ENFORCED }).tiles[1]).toMatchObject({ label: 'Changed', value: 1 });
    expect(page(changed, { plan: ENFORCED }).tiles[2]?.label).toBe('Services taken away');
  });

  it('compares with later runs who is bounded, what was changed, and the mean of what is used of what is granted', () => {
    const rows = [
      aRow({ boundary: { kind: 'done' }, coveragePercent: 30 }),
      aRow({ boundary: { kind: 'stands' }, coveragePercent: 81 }),
      aRow({ boundary: { kind: 'left', reason: 'next-wave' }, coveragePercent: null }),
    ];
    expect(page(rows, { plan: ENFORCED }).measures?.map(({ key, value }) => [key, value])).toEqual([
      ...[
        ['principals', 3],
        ['coverage', 56],
        ['bounded', 2],
        ['changed', 1],
        ['waiting', 1],
        ['toLookAt', 0],
      ],
    ]);
    const uncounted = page([aRow({ coveragePercent: null })]).measures?.map(({ key }) => key);
    expect(uncounted).not.toContain('coverage');
  });

  it('counts those who may change what others may do, whom a search for the same words finds', () => {
    const { tiles, principals } = page([aRow({ administersIam: true }), aRow()]);
    expect(tiles).toContainEqual(expect.objectContaining({ label: 'Administer IAM', value: 1 }));
    const found = chosen(principals.map(searchable), { ...firstChoice([]), search: 'may change what others' }).shown;
    expect(found).toEqual([principals[0]]);
  });

  it('leads from its numbers to whom they count', () => {
    const rows = [aRow({ administersIam: true }), aRow(), aRow(leave('evidence-suspicious')), aRow(leave('own-role'))];
    expect(leadWhereTheySay(page(rows))).toEqual([undefined, true, undefined, true, true]);
    const changed = [aRow({ boundary: { kind: 'done' } }), aRow({ boundary: { kind: 'stands' }, wouldChange: '' })];
    expect(leadWhereTheySay(page(changed, { plan: ENFORCED }))).toEqual([undefined, true, undefined, true]);
  });

  it('marks the roles and groups of this project', () => {
    const rows = [
      aRow(),
      aRow(leave('own-role')),
      aRow({ kind: 'group', ...leave('own-group') }),
      aRow(leave('exempt')),
    ];
    expect(page(rows).principals.map(({ isOwn }) => isOwn)).toEqual([false, true, true, false]);
  });

  it('marks whom a person has to look at, also for what was tried again', () => {
    const again = { kind: 'bound', reason: 'used-some', services: ['s3'], actions: [], needsAgain: ['kms'] } as const;
    expect(page([aRow(), aRow({ decision: again })]).principals.map(({ isToLookAt }) => isToLookAt)).toEqual([
      false,
      true,
    ]);
  });

  it.each<[string, Partial<Row>, RunSummary['plan']]>([
    ['Would change', {}, OBSERVED],
    ['Waiting', { boundary: { kind: 'left', reason: 'next-wave' } }, ENFORCED],
    ['Changed', { boundary: { kind: 'done' } }, ENFORCED],
    ['In place', { boundary: { kind: 'stands' } }, ENFORCED],
    ['Failed', { boundary: { kind: 'failed', why: 'throttled' } }, ENFORCED],
    ['Failed', leave('evidence-failed'), OBSERVED],
    ['Left alone', leave('exempt'), ENFORCED],
    ['Reported', { kind: 'group', decision: { kind: 'report', reason: 'group' }, wouldChange: '' }, OBSERVED],
  ])('says %s of %j', (state, overrides, plan) => {
    expect(only(overrides, { plan }).state).toBe(state);
  });

  it.each(DECISION_REASONS)('says the reason %s in a sentence, and not by its code', (reason) => {
    const { decision } = only(leave(reason));
    expect(decision).toMatch(/^[A-Z].{20,}\.$/);
    if (reason.includes('-')) expect(decision).not.toContain(reason);
    expect(only(leave(reason, 'because')).decision).toBe(`${decision.slice(0, -1)} (because).`);
  });

  it.each(UNPLANNED_REASONS)('says in words why a boundary was not put: %s', (reason) => {
    const words = factOf('Boundary', { boundary: { kind: 'left', reason, why: 'because' } });
    expect(words).toMatch(/^[a-z].{8,} \(because\)$/);
  });

  it("lays the boundary that somebody would have over somebody else's that stands", () => {
    const [boundaryArn, text] = [`arn:aws:iam::${ACCOUNT}:policy/theirs`, '{"Version":"2012-10-17"}'];
    const would = { services: ['s3'], actions: [] };
    const row = aRow({ ...leave('foreign-boundary', boundaryArn), boundaryArn });
    const foreign = { ...row, decision: { ...row.decision, would } };
    const documentsOf = (one: Row) =>
      page([one], {}, { texts: new Map([[boundaryArn, text]]) }).principals[0]?.documents;
    const meant = only({}).documents[0]?.after;
    expect(documentsOf(foreign)).toEqual([
      {
        label: "The boundary that it would have, beside somebody else's that stands and stays",
        ...{ before: '{\n  "Version": "2012-10-17"\n}', after: meant },
      },
    ]);
    expect(documentsOf(row)).toEqual([]);
    expect(page([foreign]).principals[0]).toMatchObject({ state: 'Left alone', cells: [50, 2, 1, null, null] });
  });

  it('says how much of what somebody may use is lost, and whether it is by now', () => {
    const taking = { granted: 3, unusedServices: ['sns', 'sqs'] };
    const share = '2 of the 3 services that it may use (67 %)';
    expect(factOf('Would lose', taking)).toBe(share);
    expect(factOf('Loses', { ...taking, boundary: { kind: 'done' } })).toBe(share);
    expect(factOf('Loses', taking)).toBeUndefined();
    expect(factOf('Would lose', { ...taking, ...leave('exempt') })).toBeUndefined();
    expect(factOf('Would lose', { ...taking, granted: null })).toBeUndefined();
  });

  it('calls nothing taken away that a run has only observed', () => {
    const rows = [aRow({ unusedServices: ['sns'] })];
    const titleOf = (plan: RunSummary['plan']) => page(rows, { plan }).charts[1]?.title;
    expect([titleOf(OBSERVED), titleOf(ENFORCED)]).toEqual(['Would be taken away most often', 'Taken away most often']);
    const labels = (overrides: Partial<Row>) => only(overrides).services.map(({ label }) => label);
    expect(labels({ unusedServices: ['sns'], boundary: { kind: 'done' } })).toContain('The boundary takes away');
  });

  it('lists services by what is known of them, and leaves out what there is none of', () => {
    const overrides = {
      ...{ usedServices: ['s3'], unusedServices: ['sns', 'sqs'], neverUsedServices: ['sns'] },
      keptByResourcePolicy: [{ service: 'sqs', by: ['arn:aws:sqs:us-east-1:111122223333:jobs'], resources: 1 }],
    };
    expect(only(overrides).services).toEqual([
      { label: 'Used', names: ['s3'] },
      { label: 'Not used lately', names: ['sqs'] },
      { label: 'Not used within the tracking period', names: ['sns'] },
      { label: 'The boundary would take away', names: ['sns'] },
      { label: 'Kept, since a resource policy grants it by name', names: ['sqs'] },
    ]);
    expect(only(leave('exempt')).services.map(({ label }) => label)).not.toContain('The boundary would take away');
  });

  it('says when services were last used, but not of a row that an earlier version has written', () => {
    const known = { usedServices: ['kms', 's3'], unusedServices: ['sqs'] };
    const usedOn = { '2026-05-31': ['s3'], '2026-05-02': ['kms'], '2026-01-15': ['sqs'] };
    expect(only({ ...known, usedOn }).services.slice(0, 2)).toEqual([
      { label: 'Used', names: ['kms', 's3'], days: ['2026-05-02', '2026-05-31'] },
      { label: 'Not used lately', names: ['sqs'], days: ['2026-01-15'] },
    ]);
    expect(only(known).services.slice(0, 2)).toEqual([
      { label: 'Used', names: ['kms', 's3'] },
      { label: 'Not used lately', names: ['sqs'] },
    ]);
  });

  it('says in its columns what somebody may use, uses and loses, and when they were last seen', () => {
    const { columns } = page([]);
    expect(columns.map(({ label }) => label)).toEqual(['Coverage', 'May use', 'Uses', 'Loses', 'Last used']);
    expect(only({ lastUsedAt: '2026-05-01' }).cells).toEqual([50, 2, 1, 1, '2026-05-01']);
    expect(only({ ...leave('exempt'), coveragePercent: null, granted: null, used: null }).cells).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('draws how many use which part of what they may use, nobody twice', () => {
    const rows = Array.from({ length: 101 }, (_, coveragePercent) => aRow({ coveragePercent }));
    const [chart] = page([...rows, aRow({ coveragePercent: null })]).charts;
    expect(chart?.bars).toEqual([
      ...[
        { label: '0 %', value: 1 },
        { label: '1–19 %', value: 19 },
        { label: '20–39 %', value: 20 },
      ],
      ...[
        { label: '40–59 %', value: 20 },
        { label: '60–79 %', value: 20 },
        { label: '80–99 %', value: 20 },
      ],
      { label: '100 %', value: 1 },
    ]);
  });

  describe('of the policy that is meant', () => {
    const [OLD, WIDE] = [ownArn('old'), ownArn('wide')];
    const text = (services: readonly string[]) =>
      JSON.stringify(boundaryDocumentOf({ style: 'allowUsed', services, actions: [] }, OWN));
    const texts = new Map([
      [OLD, encodeURIComponent(text(['s3', 'sqs']))],
      [WIDE, text(['ec2', 's3'])],
    ]);
    const documentsOf = (overrides: Partial<Row>, rules: RunSummary['rules'] = {}) =>
      page([aRow(overrides)], { rules }, { texts }).principals[0]?.documents;
    const inLines = (services: readonly string[]) => JSON.stringify(JSON.parse(text(services)), null, 2);

    it('shows the one that would be put, which the name of a boundary stands for', () => {
      expect(documentsOf({})).toEqual([{ label: 'Permissions boundary', after: inLines(['s3']) }]);
      const after = documentsOf({}, { style: 'denyUnused', alwaysAllow: ['logs:*'] })?.[0]?.after;
      expect(JSON.parse(after ?? '')).toEqual(
        boundaryDocumentOf({ style: 'denyUnused', unused: ['sqs'], alwaysAllow: ['logs:*'] }, OWN),
      );
    });

    it('shows the one that stands beside it, before this run or after', () => {
      const both = [{ label: 'Permissions boundary', before: inLines(['s3', 'sqs']), after: inLines(['s3']) }];
      expect(documentsOf({ boundaryArn: OLD })).toEqual(both);
      expect(documentsOf({ boundary: { kind: 'done', before: OLD } })).toEqual(both);
      expect(documentsOf({ boundaryArn: 'arn:aws:iam::111122223333:policy/other' })?.[0]).not.toHaveProperty('before');
    });

    it('shows the wider one that the plan chose where there is no room for its own', () => {
      const boundary = { kind: 'withheld', policyArn: WIDE, widened: ['ec2'] } as const;
      expect(documentsOf({ boundary })?.[0]?.after).toBe(inLines(['ec2', 's3']));
    });

    it('shows none for whoever is left alone', () => {
      expect(documentsOf({ ...leave('exempt'), boundaryArn: OLD })).toEqual([]);
    });
  });

  it('says which tags were written', () => {
    const tags = {
      kind: 'written',
      set: { Permissions_Coverage: '50' },
      removed: ['Permissions_Old'],
      before: {},
    } as const;
    expect(factOf('Tags', { tags })).toBe('written by this run: Permissions_Coverage = 50, Permissions_Old removed');
  });

  it('gives the command that releases whoever has a boundary or is to get one, and nobody else', () => {
    const command = (overrides: Partial<Row>) => only(overrides, { plan: ENFORCED }).release;
    expect(command({ boundary: { kind: 'done' } })).toEqual({
      label: 'This gives back what the boundary takes:',
      value: expect.stringContaining('iam-guardrails-release') as string,
    });
    expect(command({})?.label).toBe('Once the boundary is put, this gives back what it takes:');
    expect(command({})?.value).toContain('"guardrail":"permissions-boundary"');
    expect(command(leave('exempt'))).toBeUndefined();
  });

  it('notes what a reader has to know beside the principals', () => {
    const plan: RunSummary['plan'] = {
      ...{ ...OBSERVED, notPrincipal: ['arn:aws:s3:::logs'] },
      altered: [{ arn: 'arn:aws:iam::111122223333:policy/x', restored: true }],
      unread: [{ arn: 'arn:aws:s3:::closed', why: 'AccessDenied' }],
    };
    const { notes } = page([aRow()], { plan, remarks: ['The report is late.'] });
    expect(notes).toEqual([
      'The report is late.',
      'Somebody altered a policy of this project: arn:aws:iam::111122223333:policy/x',
      'Its policy denies everybody who has a boundary, by NotPrincipal: arn:aws:s3:::logs',
      'Its policy could not be read, and may grant what a boundary takes: arn:aws:s3:::closed (AccessDenied)',
    ]);
    expect(page([aRow(leave('evidence-failed'))]).notes).toEqual([]);
  });

  it('notes that a run in which most failed counts as no success', () => {
    const failed = aRow({ ...leave('evidence-failed'), granted: null });
    expect(page([failed]).notes).toEqual(['Most of those it asked about failed: this run counts as no success.']);
  });
});
