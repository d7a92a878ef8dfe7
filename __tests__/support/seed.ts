import { Identifiers } from '../../src/embedded-account/identifiers';

/** What every draw of these tests begins with: that of `GUARDRAILS_SEED`, or one drawn anew for each run (jest.config.cjs). */
export const SEED = Number(process.env['GUARDRAILS_SEED_OF_RUN']);

/** Ids where any would do; the same ones again from the same seed. */
export const someIds = new Identifiers(`tests ${SEED}`);

/** A seed of its own for one of many draws, so that they do not all draw the same; the run's seed gives it again. */
export const seedFor = (draw: string) => Math.floor(someIds.fraction(draw) * 2 ** 31);
