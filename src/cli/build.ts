import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = join(__dirname, '../..');
const [outfile = join(ROOT, 'dist/iam-guardrails.js')] = process.argv.slice(2);

/** The operator's command as one file; the same bytes on every machine. */
buildSync({
  absWorkingDir: ROOT,
  entryPoints: ['src/cli/main.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  // The settings of this project's compiler must not depend on where esbuild happens to find a tsconfig.json.
  tsconfigRaw: {},
});
chmodSync(outfile, 0o755);
