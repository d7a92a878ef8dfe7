import { missingHere } from './requirements';

/** Set where a machine without the tools is a mistake, such as in CI. */
const REQUIRE = 'GUARDRAILS_REQUIRE_E2E';

/** Like `describe`; says what is missing and skips where the machine cannot run these tests. */
export function describeE2e(name: string, tests: () => void): void {
  const missing = missingHere().join('; ');
  if (missing === '') {
    describe(name, tests);
    return;
  }
  if (process.env[REQUIRE] === '1') throw new Error(`${REQUIRE} is 1, and ${missing}`);
  console.warn(`The end-to-end tests are skipped: ${missing}.`);
  describe.skip(`${name} (skipped: ${missing})`, tests);
}
