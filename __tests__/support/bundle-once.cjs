// Fills the cache of bundles, so that tests that synthesise need not bundle. In a process of its own, since esbuild leaves
// a service running in the process that it bundles in.
const { execFileSync } = require('node:child_process');
const { join } = require('node:path');

const ROOT = join(__dirname, '../..');
const BUNDLING = `
  const { bundle } = require('./src/constructs/bundle');
  const { handlerCode } = require('./src/foundation/handler-code');
  bundle(handlerCode('revoker'));`;

let bundled = false;

module.exports = function bundleOnce() {
  // Jest asks once for every project.
  if (bundled || process.env.GUARDRAILS_CACHE === 'off') return;
  bundled = true;
  execFileSync(process.execPath, ['--import', 'tsx', '-e', BUNDLING], { cwd: ROOT, stdio: 'inherit' });
};
