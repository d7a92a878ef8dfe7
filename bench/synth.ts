import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';

/** How long a synth of one account takes, without and with the cache of bundles, and how large the bundles are that it makes. */
const RUNS = 7;
const ROOT = join(__dirname, '..');

const outdir = mkdtempSync(join(tmpdir(), 'bench-synth-'));
// In turns, so that a machine that is slower for a while is so for both; the first fills the cache.
synthSeconds('on');
const pairs = Array.from({ length: RUNS }, () => ({ cold: synthSeconds('off'), warm: synthSeconds('on') }));
const cold = printed('cold', ({ cold }) => cold);
const warm = printed('warm', ({ warm }) => warm);
console.log(`warm is ${(warm / cold).toFixed(2)} x cold, ratio of the medians`);

const bundles = join(outdir, 'bundles');
for (const file of readdirSync(bundles)) {
  const zip = readFileSync(join(bundles, file));
  const code = unzipSync(zip)['index.js'];
  console.log(
    `${file}: ${Math.round(zip.length / 1024)} KB, its index.js ${Math.round((code?.length ?? 0) / 1024)} KB`,
  );
}

type Pair = (typeof pairs)[number];

/** @returns the median */
function printed(name: string, secondsOf: (pair: Pair) => number): number {
  const seconds = pairs.map(secondsOf).sort((one, other) => one - other);
  const median = seconds[Math.floor(RUNS / 2)] ?? 0;
  console.log(
    `${name} synth of one account, ${RUNS} runs: fastest ${seconds[0]?.toFixed(2)} s, median ${median.toFixed(2)} s`,
  );
  return median;
}

function synthSeconds(cache: 'on' | 'off'): number {
  const start = performance.now();
  const { status, stderr } = spawnSync('node', ['--import', 'tsx', 'main.ts'], {
    cwd: ROOT,
    env: { ...process.env, CDKTF_OUTDIR: outdir, GUARDRAILS_CACHE: cache },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`synth failed: ${stderr}`);
  return (performance.now() - start) / 1000;
}
