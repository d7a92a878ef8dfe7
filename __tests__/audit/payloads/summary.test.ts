import { summaryInputOf } from '../../../src/audit/payloads/summary';
import { PayloadError } from '../../../src/audit/reading';
import { audited, scopeAt } from '../support/inputs';

const input = { ...audited, attempt: 0, planKey: null, changesManifest: null };
const planned = {
  planKey: 'base/runs/one/plan.json',
  changesManifest: { Bucket: 'b', Key: 'base/runs/one/change-results/m/manifest.json' },
};
const scope = scopeAt('2026-06-15T00:00:00.000Z');

describe('the input of the summary', () => {
  it('is read as it was agreed, with a plan and without', () => {
    const resultsManifest = { bucket: 'b', key: audited.resultsManifest.Key };
    expect(summaryInputOf(input, scope)).toEqual({ ...input, resultsManifest });
    expect(summaryInputOf({ ...input, ...planned }, scope)).toMatchObject({
      planKey: planned.planKey,
      changesManifest: { bucket: 'b', key: planned.changesManifest.Key },
    });
  });

  it('is refused with two mistakes, naming both', () => {
    expect(() => summaryInputOf({ ...input, principals: '1', prefix: undefined }, scope)).toThrow(
      new PayloadError('input of the summary: prefix: missing, or no string; principals: missing, or no number'),
    );
  });

  it.each<[string, object, string]>([
    ['another run', { runId: 'two' }, 'prefix: base/runs/one is not that of run two'],
    ['a time to come', { startedAt: '2999-01-01T00:00:00Z' }, 'startedAt: it is to come'],
    ['a time long past', { startedAt: '2026-05-31T23:59:59Z' }, 'startedAt: more than 14 days ago'],
    ['the plan of another', { planKey: 'base/runs/two/plan.json' }, 'planKey: base/runs/two/plan.json is not that of'],
    [
      'batches that the map says nothing of',
      { resultsManifest: { Bucket: 'b', Key: 'base/runs/one/changed/AROA1.json' } },
      'resultsManifest: base/runs/one/changed/AROA1.json is not among base/runs/one/results',
    ],
    [
      'changes that the map says nothing of',
      { changesManifest: { Bucket: 'b', Key: 'base/runs/one/changed/AROA1.json' } },
      'changesManifest: base/runs/one/changed/AROA1.json is not among base/runs/one/change-results',
    ],
  ])('is refused where it asks for %s', (_, more, message) => {
    expect(() => summaryInputOf({ ...input, ...more }, scope)).toThrow(message);
  });
});
