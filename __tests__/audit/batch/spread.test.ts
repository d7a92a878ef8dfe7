import * as fc from 'fast-check';
import { changeSpreadOf, evenly, spreadOf } from '../../../src/audit/batch/spread';

const rules = { concurrency: 5, iamCallsPerSecond: 20, toleratedFailurePercentage: 5 };

describe('the plan of a run', () => {
  it.each([
    ['as many batches as lanes', 1_000, rules, 5, 4, 200],
    ['one lane for a hundred', 100, rules, 1, 20, 100],
    ['a second lane beyond', 101, rules, 2, 10, 51],
    ['one principal', 1, rules, 1, 20, 1],
    ['nobody', 0, rules, 1, 20, 1],
    ['more batches where one would take longer than four minutes', 10_000, rules, 5, 4, 960],
    ['no more lanes than calls per second', 400, { ...rules, iamCallsPerSecond: 2 }, 2, 1, 200],
    ['one lane at one call per second', 1_000, { ...rules, iamCallsPerSecond: 1 }, 1, 1, 240],
  ])('has %s', (_, principals, given, concurrency, callsPerSecond, itemsPerBatch) => {
    const expected = { concurrency, callsPerSecond, itemsPerBatch, toleratedFailurePercentage: 5 };
    expect(spreadOf(principals, given)).toEqual(expected);
  });

  it('gives a batch fewer of those that take more calls', () => {
    expect(spreadOf(10_000, rules, 3)).toMatchObject({ concurrency: 5, callsPerSecond: 4, itemsPerBatch: 320 });
  });

  it('changes in one batch at the whole rate, or in several one after another', () => {
    expect(changeSpreadOf(1_000, rules)).toMatchObject({ concurrency: 1, callsPerSecond: 20, itemsPerBatch: 1_000 });
    expect(changeSpreadOf(5_000, rules)).toMatchObject({ concurrency: 1, callsPerSecond: 20, itemsPerBatch: 1_600 });
  });

  it('lets no batch of changes fail, whatever is tolerated of those that audit', () => {
    expect(changeSpreadOf(5_000, { ...rules, toleratedFailurePercentage: 100 }).toleratedFailurePercentage).toBe(0);
  });

  it('never takes more than the rate, and leaves nobody out', () => {
    const anything = fc.record({
      concurrency: fc.integer({ min: 1, max: 40 }),
      iamCallsPerSecond: fc.double({ min: 0.5, max: 100, noNaN: true }),
      toleratedFailurePercentage: fc.constant(5),
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), anything, (principals, given) => {
        const plan = spreadOf(principals, given);
        expect(plan.concurrency * plan.callsPerSecond).toBeLessThanOrEqual(given.iamCallsPerSecond * 1.000001);
        expect(plan.itemsPerBatch).toBeGreaterThanOrEqual(1);
        expect(plan.itemsPerBatch / plan.callsPerSecond).toBeLessThanOrEqual(Math.max(240, 1 / plan.callsPerSecond));
      }),
    );
  });
});

describe('a list spread evenly', () => {
  const kindOf = (item: string) => item.charAt(0);

  it('mixes the kinds, and keeps the order of each', () => {
    expect(evenly(['u1', 'u2', 'u3', 'r1', 'r2', 'r3'], kindOf)).toEqual(['u1', 'r1', 'u2', 'r2', 'u3', 'r3']);
    expect(evenly(['u1', 'u2', 'r1', 'r2', 'r3', 'r4'], kindOf)).toEqual(['r1', 'u1', 'r2', 'r3', 'u2', 'r4']);
  });

  it('holds everybody once, and about as much of a kind in each of its batches', () => {
    const lists = fc.array(fc.constantFrom('u', 'r'), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 6 }), (kinds, batches) => {
        const items = kinds.map((kind, index) => `${kind}${index}`);
        const spread = evenly(items, kindOf);
        expect([...spread].sort()).toEqual([...items].sort());
        const size = Math.ceil(items.length / batches);
        const share = items.filter((item) => kindOf(item) === 'u').length / items.length;
        for (let start = 0; start < items.length; start += size) {
          const batch = spread.slice(start, start + size);
          const users = batch.filter((item) => kindOf(item) === 'u').length;
          expect(Math.abs(users - share * batch.length)).toBeLessThanOrEqual(2);
        }
      }),
    );
  });
});
