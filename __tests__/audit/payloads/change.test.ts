import { changeInputOf } from '../../../src/audit/payloads/change';
import { batchOf, run, scopeAt } from '../support/inputs';

const one = { id: 'AROA1' };
const scope = scopeAt('2026-06-03T00:00:00.000Z');

describe('the input of the function that changes', () => {
  it('is read as it was agreed: whom to see to, and nothing of what to do', () => {
    expect(changeInputOf(batchOf({}, { ...one, boundaryArn: 'dropped' }, { id: 'AIDA2' }), scope)).toEqual({
      ...{ ...run, prefix: 'base/runs/one', callsPerSecond: 4, ids: ['AROA1', 'AIDA2'] },
    });
  });

  it.each<[string, object, readonly unknown[], string]>([
    ['the objects of another run', { prefix: 'base/runs/two' }, [one], 'base/runs/two is not that of run one'],
    ['a run among the objects of another', { runId: 'one/results' }, [one], 'BatchInput.runId: expected the name'],
    ['more than the rate', { callsPerSecond: 11 }, [one], 'BatchInput.callsPerSecond: more than 10'],
    ['a time to come', { startedAt: '2026-06-03T00:10:01Z' }, [one], 'BatchInput.startedAt: it is to come'],
    [
      'a plan that is too old',
      { startedAt: '2026-05-31T23:59:59Z' },
      [one],
      'BatchInput.startedAt: more than 2 days ago; start a new run',
    ],
    ['somebody twice', {}, [one, one], 'Items: an id stands there twice'],
    ['nobody', {}, [], 'Items: not allowed (too_small)'],
  ])('is refused where it asks for %s', (_, input, items, message) => {
    expect(() => changeInputOf(batchOf(input, ...items), scope)).toThrow(message);
  });
});
