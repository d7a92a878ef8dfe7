/** Set where a machine without the tools is a mistake, such as in CI. */
const REQUIRE = 'GUARDRAILS_REQUIRE_E2E';

/**
 * Like `describe`; says what is missing and skips where the machine cannot run these tests.
 *
 * @param which tests, such as `end-to-end tests`
 * @param missing what the machine lacks, in words
 * @throws Error where something is missing and `GUARDRAILS_REQUIRE_E2E` is 1
 */
export function describeWhere(which: string, missing: readonly string[], name: string, tests: () => void): void {
  if (missing.length === 0) {
    describe(name, tests);
    return;
  }
  const said = missing.join('; ');
  if (process.env[REQUIRE] === '1') throw new Error(`${REQUIRE} is 1, and ${said}`);
  console.warn(`The ${which} are skipped: ${said}.`);
  describe.skip(`${name} (skipped: ${said})`, tests);
}
