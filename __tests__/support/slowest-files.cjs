const { writeFileSync } = require('node:fs');
const { join, relative } = require('node:path');

const SHOWN = 10;
/** What takes less may start whenever there is room. */
const LEAST_SECONDS = 5;
const FILE = join(__dirname, 'seconds.json');

/** Names the slowest files of each project; with GUARDRAILS_RECORD_SECONDS=1 it keeps how long each took (slowest-first.cjs). */
module.exports = class SlowestFiles {
  onRunComplete(contexts, { testResults }) {
    const rows = testResults
      .filter(({ perfStats, skipped }) => perfStats.end > perfStats.start && !skipped)
      .map(({ displayName, testFilePath, perfStats }) => ({
        project: displayName?.name ?? 'tests',
        file: relative(process.cwd(), testFilePath),
        seconds: (perfStats.end - perfStats.start) / 1000,
      }))
      .sort((one, other) => other.seconds - one.seconds);
    for (const project of new Set(rows.map((row) => row.project))) {
      console.log(`\nSlowest files of ${project}:`);
      for (const { file, seconds } of rows.filter((row) => row.project === project).slice(0, SHOWN))
        console.log(`${seconds.toFixed(1).padStart(7)} s  ${file}`);
    }
    if (process.env.GUARDRAILS_RECORD_SECONDS === '1') record(rows);
  }
};

function record(rows) {
  const slow = rows.filter(({ seconds }) => seconds >= LEAST_SECONDS);
  const kept = Object.fromEntries(slow.map(({ file, seconds }) => [file, Math.round(seconds)]));
  writeFileSync(FILE, `${JSON.stringify(kept, null, 2)}\n`);
}
