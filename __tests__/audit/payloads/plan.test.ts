import { planInputOf } from '../../../src/audit/payloads/plan';
import { audited, scopeAt } from '../support/inputs';

const scope = scopeAt('2026-06-15T00:00:00.000Z');

describe('the input of the function that plans', () => {
  it('is read as it was agreed', () => {
    const { Bucket: bucket, Key: key } = audited.resultsManifest;
    expect(planInputOf(audited, scope)).toEqual({ ...audited, resultsManifest: { bucket, key } });
  });

  it.each<[string, object, string]>([
    ['another run', { runId: 'two' }, 'prefix: base/runs/one is not that of run two'],
    ['a run among the objects of another', { runId: 'one/results' }, 'runId: expected the name of an execution'],
    ['a time to come', { startedAt: '2999-01-01T00:00:00Z' }, 'startedAt: it is to come'],
    ['a time long past', { startedAt: '2026-05-31T23:59:59Z' }, 'startedAt: more than 14 days ago'],
    [
      'the batches of another run',
      { resultsManifest: { Bucket: 'b', Key: 'base/runs/two/results/m/manifest.json' } },
      'resultsManifest: base/runs/two/results/m/manifest.json is not among base/runs/one/results',
    ],
    [
      'batches that the map says nothing of',
      { resultsManifest: { Bucket: 'b', Key: 'base/runs/one/batches/AROA1.json' } },
      'is not among base/runs/one/results',
    ],
  ])('is refused where it asks for %s', (_, input, message) => {
    expect(() => planInputOf({ ...audited, ...input }, scope)).toThrow(message);
  });
});
