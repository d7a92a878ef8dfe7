import {
  batchInputOf,
  changeInputOf,
  inventoryInputOf,
  planInputOf,
  subjectsOf,
  summaryInputOf,
} from '../../src/audit/payloads';
import { PayloadError } from '../../src/audit/reading';
import { aSubject } from './support/subjects';

const run = { runId: 'one', startedAt: '2026-06-01T00:00:00.000Z', purpose: 'audit' };
const subject = aSubject({
  protection: 'own-role',
  exemption: { from: ['tags'], reason: 'made by hand' },
  lastUsedAt: '2026-05-01T00:00:00.000Z',
  boundaryArn: 'arn:b',
  boundedAt: '2026-04-01T00:00:00.000Z',
  ownTags: { Permissions_Used: '1' },
});
const now = new Date('2026-06-15T00:00:00.000Z');
const scope = { accountId: subject.accountId, base: 'base', iamCallsPerSecond: 10, now };
const aBatch = (input: object = {}, items: readonly unknown[] = [subject]) => ({
  BatchInput: { ...run, prefix: 'base/runs/one', callsPerSecond: 4, ...input },
  Items: items,
});
const audited = { ...run, prefix: 'base/runs/one', principals: 1, resultsManifest: { Bucket: 'b', Key: 'k' } };
const aSummary = { ...audited, attempt: 0, planKey: null, changesManifest: null };
const aChange = (input: object = {}, items: readonly unknown[] = [{ id: 'AROA1', name: 'dropped' }, { id: 'AIDA2' }]) =>
  aBatch(input, items);
const read = { bucket: 'b', key: 'k' };

describe('the input of a function', () => {
  it('is read as it was agreed', () => {
    expect(inventoryInputOf({ ...run, more: true })).toEqual(run);
    expect(batchInputOf(aBatch(), scope)).toEqual({
      ...{ ...run, prefix: 'base/runs/one', callsPerSecond: 4, subjects: [subject] },
    });
    expect(planInputOf(audited, scope)).toEqual({ ...audited, resultsManifest: read });
    expect(changeInputOf(aChange(), scope)).toEqual({
      ...{ ...run, prefix: 'base/runs/one', callsPerSecond: 4, ids: ['AROA1', 'AIDA2'] },
    });
    expect(summaryInputOf(aSummary)).toEqual({ ...aSummary, resultsManifest: read });
    const changed = { planKey: 'p', changesManifest: { Bucket: 'b', Key: 'k' } };
    expect(summaryInputOf({ ...aSummary, ...changed })).toMatchObject({ planKey: 'p', changesManifest: read });
    expect(subjectsOf([subject], 'manifest.json')).toEqual([subject]);
  });

  it.each<[string, () => unknown, string]>([
    ['nothing', () => inventoryInputOf(undefined), 'input of the inventory: value: missing, or no object'],
    [
      'another purpose',
      () => inventoryInputOf({ ...run, purpose: 'look' }),
      'input of the inventory: purpose: expected one of audit, change, upkeep',
    ],
    [
      'what is no time',
      () => inventoryInputOf({ ...run, startedAt: 'today' }),
      'input of the inventory: startedAt: expected a time',
    ],
    ['nobody', () => batchInputOf(aBatch({}, []), scope), 'input of a batch: Items: not allowed (too_small)'],
    [
      'no rate',
      () => batchInputOf(aBatch({ callsPerSecond: 0 }), scope),
      'input of a batch: BatchInput.callsPerSecond: not allowed (too_small)',
    ],
    [
      'somebody of another kind',
      () => batchInputOf(aBatch({}, [{ ...subject, kind: 'robot' }]), scope),
      'input of a batch: Items.0.kind: expected one of user, role, group',
    ],
    [
      'two mistakes',
      () => summaryInputOf({ ...aSummary, principals: '1', prefix: undefined }),
      'input of the summary: prefix: missing, or no string; principals: missing, or no number',
    ],
  ])('with %s is refused, naming the field', (_, read, message) => {
    expect(read).toThrow(new PayloadError(message));
  });

  it.each<[string, object, object, string]>([
    ['another account', {}, { accountId: '999999999999' }, 'Items: '],
    ['the name of somebody else', {}, { name: 'victim' }, 'is no role victim of'],
    ['another kind', {}, { kind: 'user' }, 'is no user'],
    ['the objects of another run', { prefix: 'base/runs/two' }, {}, 'base/runs/two is not that of run one'],
    ['more than the rate', { callsPerSecond: 1e9 }, {}, 'BatchInput.callsPerSecond: more than 10'],
    ['a day to come', { startedAt: '2026-06-15T00:10:01Z' }, {}, 'BatchInput.startedAt: it is to come'],
    ['a day long past', { startedAt: '2026-05-31T23:59:59Z' }, {}, 'more than 14 days ago'],
  ])('is refused where a batch asks for %s', (_, input, about, message) => {
    expect(() => batchInputOf(aBatch(input, [{ ...subject, ...about }]), scope)).toThrow(message);
  });

  it.each<[string, object, readonly unknown[], string]>([
    ['the objects of another run', { prefix: 'base/runs/two' }, [{ id: 'a' }], 'base/runs/two is not that of run one'],
    ['more than the rate', { callsPerSecond: 11 }, [{ id: 'a' }], 'BatchInput.callsPerSecond: more than 10'],
    ['a plan that is too old', { startedAt: '2026-05-31T23:59:59Z' }, [{ id: 'a' }], 'more than 14 days ago'],
    ['somebody twice', {}, [{ id: 'a' }, { id: 'a' }], 'Items: an id stands there twice'],
    ['nobody', {}, [], 'input of a change: Items: not allowed (too_small)'],
  ])('is refused where a change asks for %s', (_, input, items, message) => {
    expect(() => changeInputOf(aChange(input, items), scope)).toThrow(message);
  });

  it('is refused where a plan is asked for among the objects of another run', () => {
    expect(() => planInputOf({ ...audited, runId: 'two' }, scope)).toThrow(
      'input of the plan: prefix: base/runs/one is not that of run two',
    );
  });
});
