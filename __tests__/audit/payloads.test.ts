import { batchInputOf, inventoryInputOf, subjectsOf, summaryInputOf } from '../../src/audit/payloads';
import { PayloadError } from '../../src/audit/reading';
import { aSubject } from './support/subjects';

const run = { runId: 'one', startedAt: '2026-06-01T00:00:00.000Z', purpose: 'audit' };
const subject = aSubject({
  protection: 'own-role',
  exemption: { from: ['tags'], reason: 'made by hand' },
  lastUsedAt: '2026-05-01T00:00:00.000Z',
  boundaryArn: 'arn:b',
  ownTags: { Permissions_Used: '1' },
});
const scope = { accountId: subject.accountId, base: 'base', iamCallsPerSecond: 10 };
const aBatch = (input: object = {}, items: readonly unknown[] = [subject]) => ({
  BatchInput: { ...run, prefix: 'base/runs/one', callsPerSecond: 4, ...input },
  Items: items,
});
const aSummary = { ...run, prefix: 'p', principals: 1, attempt: 0, resultsManifest: { Bucket: 'b', Key: 'k' } };

describe('the input of a function', () => {
  it('is read as it was agreed', () => {
    expect(inventoryInputOf({ ...run, more: true })).toEqual(run);
    expect(batchInputOf(aBatch(), scope)).toEqual({
      ...{ ...run, prefix: 'base/runs/one', callsPerSecond: 4, subjects: [subject] },
    });
    expect(summaryInputOf(aSummary)).toEqual({ ...aSummary, resultsManifest: { bucket: 'b', key: 'k' } });
    expect(subjectsOf([subject], 'manifest.json')).toEqual([subject]);
  });

  it.each<[string, () => unknown, string]>([
    ['nothing', () => inventoryInputOf(undefined), 'input of the inventory: value: missing, or no object'],
    [
      'another purpose',
      () => inventoryInputOf({ ...run, purpose: 'look' }),
      'input of the inventory: purpose: expected one of audit, change',
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
  ])('is refused where a batch asks for %s', (_, input, about, message) => {
    expect(() => batchInputOf(aBatch(input, [{ ...subject, ...about }]), scope)).toThrow(message);
  });
});
