import Table from 'cli-table3';
import { measureEnforced, type Enforced, type Run } from './boundaries/run';

/**
 * How long the first change run of an account takes that audits everybody and bounds everybody, and what later ones cost,
 * on the embedded account. All are change runs, which have the widest scope: what an upkeep run does is a part of it.
 *
 * Ends with 1 where a bound is broken. `--quick` runs 50 principals only, whose share of what a run does for an account is
 * too large for the bounds: of these it checks none but refused calls.
 */
const MOST = { ratio: 1.25, unchangedCalls: 0.1, unchangedTimePercent: 10, activeCalls: 0.9, refused: 0 };

type Bound = keyof typeof MOST;

const [QUICK, FULL] = [50, 1000];

// The SDK would print that it wants Node 22 from 2027 on.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

async function main(): Promise<boolean> {
  const isQuick = process.argv.includes('--quick');
  const principals = isQuick ? QUICK : FULL;
  console.log('40 ms per call, reports of 1 to 8 s, 20 calls per second of each IAM action; changes without a limit\n');
  const measured = await measureEnforced(principals);
  const table = new Table({
    head: [`${principals} principals`, 'seconds', 'limit', 'ratio', 'time, %', 'calls per principal', 'refused'],
    style: { head: [], border: [], compact: true },
  });
  const { first, limit, unchanged, active } = measured;
  table.push(lineOf('first change run', first, first, [limit.toFixed(1), (first.seconds / limit).toFixed(2)]));
  table.push(lineOf('a week later, unchanged', unchanged, first));
  table.push(lineOf('a week later, 30 % active', active, first));
  console.log(table.toString());
  console.log('limit: of the audit, then a call per policy, then two looks at each user and role, at the rate');
  console.log('time: of that of the first run; calls per principal: all that functions make to IAM\n');
  for (const [name, run] of Object.entries({ first, unchanged, active })) console.log(`${name}: ${wordsOf(run)}`);

  const broken = brokenBounds(measured, isQuick ? ['refused'] : undefined);
  console.log(broken.length === 0 ? '\nholds' : `\nBROKEN: ${broken.join('; ')}`);
  return broken.length === 0;
}

function lineOf(name: string, run: Run, first: Run, limits: readonly [string, string] = ['', '']): string[] {
  const { seconds, callsPerPrincipal, refused } = run;
  const percent = ((100 * seconds) / first.seconds).toFixed(1);
  return [name, seconds.toFixed(1), ...limits, percent, callsPerPrincipal.toFixed(2), String(refused)];
}

const wordsOf = ({ calls }: Run) => [...calls].map(([action, count]) => `${count} ${action}`).join(', ');

function brokenBounds({ first, limit, unchanged, active }: Enforced, only?: readonly Bound[]): string[] {
  const values: Record<Bound, number> = {
    ratio: first.seconds / limit,
    unchangedCalls: unchanged.callsPerPrincipal,
    unchangedTimePercent: (100 * unchanged.seconds) / first.seconds,
    activeCalls: active.callsPerPrincipal,
    refused: first.refused + unchanged.refused + active.refused,
  };
  const bounds: readonly Bound[] = ['ratio', 'unchangedCalls', 'unchangedTimePercent', 'activeCalls', 'refused'];
  return (only ?? bounds)
    .filter((bound) => values[bound] > MOST[bound])
    .map((bound) => `${bound} is ${values[bound].toFixed(2)}, more than ${MOST[bound]}`);
}

main().then(
  (held) => {
    process.exitCode = held ? 0 : 1;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
