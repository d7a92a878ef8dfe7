// Fills the cache of bundles, so that tests that synthesise need not bundle, and makes the folder in which they keep the
// stacks of this run. In it lies `npm run bootstrap` as one script, which loads in half the time of its sources. Bundles in
// a process of its own, since esbuild leaves a service running in the process that it bundles in. And tells thorough.ts
// whether all files are run, or what somebody asked for.
const { execFileSync } = require('node:child_process');
const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const isWhole = require('./whole-run.cjs');

const ROOT = join(__dirname, '../..');
const BUNDLING = `
  const { bundle } = require('./src/constructs/bundle');
  const { handlerCode } = require('./src/foundation/handler-code');
  bundle(handlerCode('revoker/answer'));
  require('esbuild').buildSync({
    entryPoints: { bootstrap: 'src/stacks/bootstrap/run.ts' },
    ...{ outdir: process.env.GUARDRAILS_STACKS_OF_RUN, outExtension: { '.js': '.cjs' } },
    ...{ bundle: true, packages: 'external', platform: 'node', target: 'node20', tsconfigRaw: {} },
  });`;

module.exports = function bundleOnce(run) {
  process.env.GUARDRAILS_ALL_FILES = isWhole(run) ? '1' : '0';
  // Jest asks once for every project.
  if (process.env.GUARDRAILS_STACKS_OF_RUN !== undefined || process.env.GUARDRAILS_CACHE === 'off') return;
  process.env.GUARDRAILS_STACKS_OF_RUN = mkdtempSync(join(tmpdir(), 'guardrails-stacks-'));
  execFileSync(process.execPath, ['--import', 'tsx', '-e', BUNDLING], { cwd: ROOT, stdio: 'inherit' });
};
