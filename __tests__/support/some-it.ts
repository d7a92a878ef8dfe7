import { SAMPLE_SEED, STRIDE, THOROUGH } from './thorough';

/** What long tests need of `it`: a test, and one for each of a list of cases. */
interface SomeIt {
  (name: string, test: () => unknown): void;
  each: SomeEach;
}

interface SomeEach {
  <Case extends readonly unknown[] | readonly [unknown]>(
    cases: readonly Case[],
  ): (name: string, test: (...given: Case) => unknown) => void;
  <Case>(cases: readonly Case[]): (name: string, test: (given: Case) => unknown) => void;
}

/** Whether somebody asked for no file and no test in particular (whole-run.cjs). */
const ALL_FILES = process.env['GUARDRAILS_ALL_FILES'] === '1';
// Asked for when the module is loaded, so that only tests may import it: in the programs that record there is no `it`.
const every = it as SomeIt;

/**
 * In place of `it` in a file of long tests, each of which stands by itself. A run of all files without
 * GUARDRAILS_THOROUGH=1 takes every second of them. The seed decides which tests, and which places and cases of each: eight
 * seeds in a row take everything.
 */
export const someIt: SomeIt = !THOROUGH && ALL_FILES ? everySecond() : every;

function everySecond(): SomeIt {
  // Places and cases go by the rest of this division; if tests went by it too, half of the places would never be tried.
  let place = Math.floor(SAMPLE_SEED / STRIDE);
  const isTaken = () => place++ % 2 === 0;
  const one = (name: string, test: () => unknown) => {
    if (isTaken()) every(name, test);
  };
  const each = (cases: readonly unknown[]) => {
    const taken = cases.filter(isTaken);
    return taken.length === 0 ? () => undefined : every.each(taken);
  };
  return Object.assign(one, { each });
}
