import fc from 'fast-check';
import { Game } from '../../../support/played/game';
import { FATES, MOVES } from '../../../support/played/moves';
import { draws } from '../../../support/thorough';

/**
 * Orders of up to eight calls by two attackers, of which no event is delivered before the last was made: then they come
 * in any order, some twice and some never. One of the two has all rights on EventBridge and SQS as well: switches the rule
 * off, takes its targets away, empties the queue, takes messages from it, and forges messages: of an admin who makes somebody
 * one or takes a deny off, of an admin's call long ago, and a copy of a call that says it was refused.
 */
const RUNS = Number(process.env['GUARDRAILS_ORDERS'] ?? draws(2_000));
const SEED = process.env['GUARDRAILS_ORDERS_SEED'];

jest.setTimeout(Math.max(300_000, RUNS * 200));

describe('any order of calls by attackers, delivered in any order or kept from the guard', () => {
  it('leaves them without IAM after two looks, and no real admin denied', async () => {
    let judged = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(MOVES, { minLength: 1, maxLength: 8 }), FATES, async (moves, fate) => {
        const game = new Game();
        await game.play(moves, fate);
        judged += game.account.events.length;
        expect(game.faults()).toEqual([]);
      }),
      { numRuns: RUNS, ...(SEED !== undefined && { seed: Number(SEED) }) },
    );
    // Orders of nothing but refused calls would prove nothing.
    expect(judged).toBeGreaterThan(RUNS * 4);
  });
});
