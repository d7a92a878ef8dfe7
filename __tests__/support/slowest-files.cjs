const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join, relative } = require('node:path');

const SHOWN = 10;
/** What takes less may start whenever there is room. */
const LEAST_SECONDS = 5;
/** What takes as long and begins last keeps the others' processors waiting for it. */
const LONG_SECONDS = 15;
const ROOT = join(__dirname, '../..');
const FILE = join(__dirname, 'seconds.json');

/**
 * Names the slowest files of each project, and the seed, with which a run can be repeated; with
 * GUARDRAILS_RECORD_SECONDS=1 it keeps how long each file took (slowest-first.cjs).
 */
module.exports = class SlowestFiles {
  onRunComplete(contexts, { testResults }) {
    const rows = testResults
      .filter(({ perfStats, skipped }) => perfStats.end > perfStats.start && !skipped)
      .map(({ displayName, testFilePath, perfStats, numFailingTests, testExecError }) => ({
        project: displayName?.name ?? 'tests',
        file: relative(ROOT, testFilePath),
        failed: numFailingTests > 0 || testExecError !== undefined,
        seconds: (perfStats.end - perfStats.start) / 1000,
      }))
      .sort((one, other) => other.seconds - one.seconds);
    for (const project of new Set(rows.map((row) => row.project))) {
      console.log(`\nSlowest files of ${project}:`);
      for (const { file, seconds } of rows.filter((row) => row.project === project).slice(0, SHOWN)) {
        const late =
          seconds >= LONG_SECONDS && !known().has(file) ? ', which seconds.json does not know: it begins late' : '';
        console.log(`${seconds.toFixed(1).padStart(7)} s  ${file}${late}`);
      }
    }
    const share = process.env.GUARDRAILS_THOROUGH === '1' ? '' : '; of the longest tests a share (CONTRIBUTING.md)';
    console.log(`\nSeed of this run: GUARDRAILS_SEED=${process.env.GUARDRAILS_SEED_OF_RUN}${share}`);
    if (process.env.GUARDRAILS_RECORD_SECONDS === '1') record(rows.filter(({ failed }) => !failed));
  }
};

/** Seconds that files took when they were recorded last. */
const known = () => new Map(Object.entries(JSON.parse(readFileSync(FILE, 'utf8'))));

/** Files that did not run keep what they took before. */
function record(rows) {
  const seconds = known();
  for (const row of rows) seconds.set(row.file, Math.round(row.seconds));
  const kept = [...seconds]
    .filter(([file, taken]) => taken >= LEAST_SECONDS && existsSync(join(ROOT, file)))
    .sort(([, one], [, other]) => other - one);
  writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`);
}
