import * as fc from 'fast-check';
import { planOf } from '../../src/audit/plan';

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
    expect(planOf(principals, given)).toEqual(expected);
  });

  it('gives a batch fewer of those that take more calls', () => {
    expect(planOf(10_000, rules, 3)).toMatchObject({ concurrency: 5, callsPerSecond: 4, itemsPerBatch: 320 });
  });

  it('never takes more than the rate, and leaves nobody out', () => {
    const anything = fc.record({
      concurrency: fc.integer({ min: 1, max: 40 }),
      iamCallsPerSecond: fc.double({ min: 0.5, max: 100, noNaN: true }),
      toleratedFailurePercentage: fc.constant(5),
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), anything, (principals, given) => {
        const plan = planOf(principals, given);
        expect(plan.concurrency * plan.callsPerSecond).toBeLessThanOrEqual(given.iamCallsPerSecond * 1.000001);
        expect(plan.itemsPerBatch).toBeGreaterThanOrEqual(1);
        expect(plan.itemsPerBatch / plan.callsPerSecond).toBeLessThanOrEqual(Math.max(240, 1 / plan.callsPerSecond));
      }),
    );
  });
});
