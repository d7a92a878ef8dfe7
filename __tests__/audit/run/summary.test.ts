import { parse } from 'csv-parse/sync';
import { summarise, type SummaryWork } from '../../../src/audit/run/summary';
import type { SummaryInput } from '../../../src/audit/payloads/summary';
import { csvOf as csvBy } from '../../../src/audit/run/csv';
import { COLUMNS } from '../../../src/guardrails/permissions-boundary/report/columns';
import { SUMMARY_FORM } from '../../../src/guardrails/permissions-boundary/summary-form';
import type { BoundedSubject } from '../../../src/guardrails/permissions-boundary/bounded-subject';
import type { BoundaryPlan } from '../../../src/guardrails/permissions-boundary/plan';
import type { Counts, Row } from '../../../src/guardrails/permissions-boundary/run-summary';
import type { Subject } from '../../../src/domain/identity/subject';
import { aStore } from '../support/memory-store';
import { ACCOUNT, aRow, aSubject } from '../support/subjects';
import { shardsIn } from '../support/whole-run';

const names = ['dora', 'anna', 'carl', 'bert'];
const all = names.map((name) => aSubject({ name })).sort((one, other) => (one.arn < other.arn ? -1 : 1));
const RESULTS = 'run/results/uuid/manifest.json';

const input: SummaryInput = {
  ...{
    runId: 'one',
    startedAt: '2026-06-01T00:00:00.000Z',
    purpose: 'audit',
    prefix: 'run',
    principals: 4,
    attempt: 0,
  },
  resultsManifest: { bucket: 'evidence', key: RESULTS },
  planKey: null,
  changesManifest: null,
};

const missing = ({ name }: Subject): Row =>
  aRow({ name, granted: null, decision: { kind: 'leave', reason: 'evidence-failed', why: 'its batch failed' } });

const form = { ...SUMMARY_FORM, missing };
const csvOf = (rows: readonly Row[]) => csvBy(rows, COLUMNS);

const child = (key: string) => ({ Name: key, Status: 'SUCCEEDED', Output: JSON.stringify({ key, counts: {} }) });

/** What a map wrote whose batches succeeded so far, one file for each. */
function aRun(...batches: (readonly string[])[]) {
  const files = batches.map((_, index) => `run/results/uuid/SUCCEEDED_${index}.json`);
  return aStore({
    'run/manifest.json': all,
    [RESULTS]: {
      DestinationBucket: 'evidence',
      MapRunArn: 'arn:map-run',
      ResultFiles: { FAILED: [], PENDING: [], SUCCEEDED: files.map((Key) => ({ Key, Size: 1 })) },
    },
    ...Object.fromEntries(files.map((file, index) => [file, [child(`run/batches/${index}.json`)]])),
    ...Object.fromEntries(
      batches.map((batch, index) => [`run/batches/${index}.json`, { rows: batch.map((name) => aRow({ name })) }]),
    ),
  });
}

const summaryOf = (
  store: ReturnType<typeof aRun>,
  more: Partial<SummaryInput> = {},
  work: Pick<SummaryWork<BoundedSubject, Row, BoundaryPlan, Counts, object>, 'shards' | 'accountListed'> = {},
) =>
  summarise(
    { ...input, ...more },
    {
      ...{ store, accountId: ACCOUNT, guardrail: 'permissions-boundary', rules: { unusedAfterDays: 90 }, form },
      ...work,
    },
  );

describe('the summary of a run', () => {
  it('joins the rows of all batches by ARN, as JSON and as CSV', async () => {
    const store = aRun(['dora', 'carl'], ['anna', 'bert']);
    const summary = await summaryOf(store);
    expect(summary).toMatchObject({
      ...{ version: 1, guardrail: 'permissions-boundary', accountId: ACCOUNT, runId: 'one', purpose: 'audit' },
      ...{ startedAt: '2026-06-01T00:00:00.000Z', rules: { unusedAfterDays: 90 } },
      counts: { principals: 4, roles: 4, audited: 4, bound: 4, failed: 0 },
    });
    expect(summary.principals.map(({ name }) => name)).toEqual(['anna', 'bert', 'carl', 'dora']);
    expect(JSON.parse(store.objects.get('run/summary.json') ?? '')).toEqual(summary);
    expect(store.objects.get('run/summary.csv')).toBe(csvOf(summary.principals));
  });

  it('names whoever was in a batch that failed', async () => {
    const summary = await summaryOf(aRun(['anna'], ['carl']));
    expect(summary.principals.map(({ name, granted }) => [name, granted])).toEqual([
      ['anna', 3],
      ['bert', null],
      ['carl', 3],
      ['dora', null],
    ]);
    expect(summary.counts).toMatchObject({ principals: 4, audited: 2, failed: 2, left: { 'evidence-failed': 2 } });
  });

  it('has the same bytes however the batches were cut and whatever order they ended in', async () => {
    const texts = [aRun(names), aRun(['bert'], ['dora', 'anna'], ['carl'])].map(async (store) => {
      await summaryOf(store, { attempt: store.objects.size });
      return ['run/summary.json', 'run/summary.csv'].map((key) => store.objects.get(key));
    });
    const [first, second] = await Promise.all(texts);
    expect(second).toEqual(first);
  });

  it('reads no file that the manifest does not name', async () => {
    const store = aRun(['anna', 'bert', 'carl', 'dora']);
    store.objects.set('run/results/uuid/SUCCEEDED_9.json', JSON.stringify([child('run/batches/old.json')]));
    expect((await summaryOf(store)).principals).toHaveLength(4);
  });

  it.each([
    ['somebody has two rows', aRun(['anna'], ['anna']), {}, /batches\/1.json has a row of .*anna/],
    ['a row is about a stranger', aRun(['zoe']), {}, /batches\/0.json has a row of .*zoe/],
    ['the list is another', aRun(names), { principals: 5 }, /names 4 principals, and the inventory found 5/],
    [
      'the results are elsewhere',
      aRun(names),
      { resultsManifest: { bucket: 'other', key: RESULTS } },
      /the results are in other/,
    ],
    [
      'there is no list of results',
      aRun(names),
      { resultsManifest: { bucket: 'evidence', key: 'none' } },
      /none: value: missing, or no object/,
    ],
  ])('fails where %s', async (_, store, more, message) => {
    await expect(summaryOf(store, more)).rejects.toThrow(message);
  });

  it.each([
    [
      'lists everybody in the account beside those it looks at',
      ['AROAANNA', 'AROAELSEWHERE'],
      ['AROAANNA', 'AROAELSEWHERE'],
    ],
    ['looks at everybody', undefined, ['AROAANNA']],
  ])('keeps evidence of the account where a run %s', async (_, account, expected) => {
    const store = aRun(names);
    const basis = { fingerprint: 'f', shard: 1 };
    const { fingerprint, shard } = basis;
    const of = (id: string, fetchedAt: string) => ({ id, shard, fingerprint, fetchedAt, services: [] });
    const objects = {
      'run/manifest.json': all.map((subject) => ({ ...subject, basis })),
      'run/results/uuid/SUCCEEDED_0.json': [
        {
          ...child('run/batches/0.json'),
          Output: JSON.stringify({ key: 'run/batches/0.json', evidenceKey: 'run/evidence.json' }),
        },
      ],
      'run/evidence.json': { evidence: [of('AROAANNA', input.startedAt)] },
      'base/evidence/1.json': {
        ...{ version: 1, accountId: ACCOUNT, shard: 1 },
        evidence: ['AROAELSEWHERE', 'AROAGONE'].map((id) => of(id, '2026-05-01T00:00:00.000Z')),
      },
      ...(account && { 'run/account.json': account }),
    };
    for (const [key, value] of Object.entries(objects)) store.objects.set(key, JSON.stringify(value));
    await summaryOf(store, {}, { shards: shardsIn(store), accountListed: account !== undefined });
    const text = store.objects.get(`accounts/${ACCOUNT}/evidence/1.json`) ?? '';
    expect([...text.matchAll(/"id":"(\w+)"/g)].map(([, id]) => id)).toEqual(expected);
  });

  const CHANGES = 'run/change-results/uuid/manifest.json';
  const principalOf = ({ kind, accountId, id, arn, name }: Subject) => ({ kind, accountId, id, arn, name });
  const [anna, bert, carl, dora] = all.map(principalOf);
  const aPlan = (overrides: object = {}) => ({
    ...{ version: 1, accountId: ACCOUNT, runId: 'one', purpose: 'audit', startedAt: input.startedAt },
    ...{ mode: 'enforce', scope: 'everything', altered: [], collected: ['arn:old'], notPrincipal: ['arn:bucket'] },
    items: [
      { principal: anna, boundaryArn: 'arn:new', before: { policyArn: 'arn:b' }, widened: ['sns'] },
      { principal: bert, boundaryArn: 'arn:new' },
    ],
    left: [
      { principal: carl, reason: 'stands' },
      { principal: dora, reason: 'boundary-too-large', why: '7000 characters' },
    ],
    ...overrides,
  });
  const planned = (plan: object) => {
    const store = aRun(names);
    const entries = {
      'run/plan.json': plan,
      'run/changed/one.json': { changed: [{ id: anna?.id, kind: 'done' }] },
      [CHANGES]: { DestinationBucket: 'evidence', ResultFiles: { SUCCEEDED: [{ Key: 'run/change-results/1.json' }] } },
      'run/change-results/1.json': [child('run/changed/one.json')],
    };
    for (const [key, value] of Object.entries(entries)) store.objects.set(key, JSON.stringify(value));
    return store;
  };
  const changesManifest = { bucket: 'evidence', key: CHANGES };

  it('says what was planned for everybody, and what came of it', async () => {
    const summary = await summaryOf(planned(aPlan()), { planKey: 'run/plan.json', changesManifest });
    expect(summary.principals.map(({ name, boundary, wouldChange }) => [name, boundary, wouldChange !== ''])).toEqual([
      ['anna', { kind: 'done', policyArn: 'arn:new', before: 'arn:b', widened: ['sns'] }, true],
      ['bert', { kind: 'failed', why: 'its batch failed', policyArn: 'arn:new' }, true],
      ['carl', { kind: 'stands' }, false],
      ['dora', { kind: 'left', reason: 'boundary-too-large', why: '7000 characters' }, true],
    ]);
    expect(summary.counts).toMatchObject({ changed: 1, waiting: 0, failed: 1 });
    expect(summary.plan).toEqual({
      ...{ mode: 'enforce', scope: 'everything', altered: [], collected: ['arn:old'], notPrincipal: ['arn:bucket'] },
    });
  });

  it('says in observe mode that every change was withheld', async () => {
    const { principals } = await summaryOf(planned(aPlan({ mode: 'observe' })), { planKey: 'run/plan.json' });
    expect(principals.map(({ boundary }) => boundary?.kind)).toEqual(['withheld', 'withheld', 'stands', 'left']);
  });

  it.each([
    ['is of another run', { runId: 'two' }, 'run/plan.json is the plan of run two'],
    ['is of another account', { accountId: '444455556666' }, 'of account 444455556666'],
    ['is about a stranger', { left: [{ principal: { ...anna, id: 'AROAZOE' }, reason: 'stands' }] }, 'about AROAZOE'],
  ])('fails where the plan %s', async (_, overrides, message) => {
    await expect(summaryOf(planned(aPlan(overrides)), { planKey: 'run/plan.json' })).rejects.toThrow(message);
  });

  it('names the field of a batch that is not as agreed', async () => {
    const store = aRun(['anna']);
    store.objects.set('run/batches/0.json', JSON.stringify({ rows: [{ ...aRow(), granted: 'three' }] }));
    await expect(summaryOf(store)).rejects.toThrow('run/batches/0.json: rows.0.granted: missing, or no number');
  });
});

describe('the CSV of a summary', () => {
  const cellsOf = (row: Row): Record<string, string> => {
    const [cells] = parse<Record<string, string>>(csvOf([row]), { columns: true });
    return cells ?? {};
  };

  it('has a column for every fact', () => {
    const times = { lastUsedAt: '2026-05-01T00:00:00.000Z', evidenceAt: '2026-05-08T00:00:00.000Z' };
    const decision = { kind: 'bound', reason: 'used-some', needsAgain: ['sqs'] } as const;
    const boundary = {
      kind: 'left',
      reason: 'no-policy-left',
      why: '1450 of 1500',
      widened: ['ec2', 'sns'],
      style: 'allowUsed',
    } as const;
    expect(
      cellsOf(
        aRow({
          name: 'app',
          boundaryArn: 'arn:b',
          ...{ notKeptUp: true, administersIam: true, boundaryTaken: 'arn:taken' },
          decision,
          boundary,
          keptByResourcePolicy: ['kms', 'sts'].map((service) => ({ service, by: ['arn:1'], resources: 1 })),
          ...times,
        }),
      ),
    ).toEqual({
      kind: 'role',
      name: 'app',
      arn: `arn:aws:iam::${ACCOUNT}:role/app`,
      id: 'AROAAPP',
      granted: '3',
      used: '1',
      unused: '2',
      never_used: '1',
      coverage_percent: '33',
      last_used_at: '2026-05-01T00:00:00.000Z',
      evidence_at: '2026-05-08T00:00:00.000Z',
      members: '0',
      decision: 'bound',
      reason: 'used-some',
      why: '',
      would_change: 'boundary of 1 service (s3)',
      tags: 'unchanged',
      tags_why: '',
      boundary_arn: 'arn:b',
      boundary: 'left',
      boundary_why: 'no-policy-left: 1450 of 1500',
      boundary_put: '',
      widened: 'ec2 sns',
      style_instead: 'allowUsed',
      needs_again: 'sqs',
      ...{ not_kept_up: 'yes', administers_iam: 'yes', boundary_taken: 'arn:taken' },
      kept_by_resource_policy: 'kms sts',
      used_services: 's3',
      unused_services: 'ec2 sqs',
      never_used_services: 'sqs',
      unknown_services: '',
    });
  });

  it.each(['=HYPERLINK("http://x")', '+1', '-1', '@SUM(1)'])('marks %s, which a spreadsheet would compute', (name) => {
    expect(cellsOf(aRow({ name }))['name']).toBe(`'${name}`);
  });

  it('quotes what would break a line', () => {
    const why = 'one, "two"\nthree';
    expect(cellsOf(aRow({ decision: { kind: 'leave', reason: 'exempt', why } }))['why']).toBe(why);
  });

  it('leaves a number out that is not known', () => {
    expect(cellsOf(aRow({ granted: null, coveragePercent: null }))).toMatchObject({
      granted: '',
      coverage_percent: '',
    });
  });
});
