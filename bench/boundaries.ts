import Table from 'cli-table3';
import { measureDefault, measureEnforced, type Enforced, type First, type Run } from './boundaries/run';
import { brokenBounds } from './bounds';
import { exitWith } from './exit-code';

/**
 * How long the first change run of an account takes that audits everybody and bounds everybody, or as many as the default
 * lets it, and what later ones cost, on the embedded account. All are change runs, which have the widest scope: what an
 * upkeep run does is a part of it.
 *
 * Ends with 1 where a bound is broken. `--quick` runs 50 principals only, whose share of what a run does for an account is
 * too large for the bounds: of these it checks none but refused calls.
 */
const MOST = {
  ratio: 2.2,
  defaultRatio: 1.3,
  unchangedCalls: 0.1,
  unchangedRatio: 0.3,
  activeCalls: 0.9,
  refused: 0,
};

type Bound = keyof typeof MOST;
const BOUNDS: readonly Bound[] = [
  ...(['ratio', 'defaultRatio', 'unchangedCalls', 'unchangedRatio', 'activeCalls', 'refused'] as const),
];

const [QUICK, FULL] = [50, 1000];

// The SDK would print that it wants Node 22 from 2027 on.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

async function main(): Promise<boolean> {
  const isQuick = process.argv.includes('--quick');
  const principals = isQuick ? QUICK : FULL;
  console.log('40 ms per call, reports of 1 to 8 s, 20 calls per second of each IAM action\n');
  const measured = await measureEnforced(principals);
  const atDefault = await measureDefault(principals);
  const table = new Table({
    head: [`${principals} principals`, 'seconds', 'ratio', 'calls per principal', 'refused'],
    style: { head: [], border: [], compact: true },
  });
  const { first, unchanged, active, limit } = measured;
  const runs = {
    'first change run, no limit': first,
    'a week later, unchanged': unchanged,
    'a week later, 30 % active': active,
    'first change run, 50 changes': atDefault.first,
  };
  for (const [name, run] of Object.entries(runs)) table.push(lineOf(name, run, limit));
  console.log(table.toString());
  console.log(`ratio: to the ${limit.toFixed(1)} s of an audit, whose queue of calls is the longest of the run`);
  console.log('calls per principal: all that functions make to IAM\n');
  for (const [name, run] of Object.entries(runs)) console.log(`${name}: ${wordsOf(run)}`);

  const broken = brokenOf(measured, atDefault, isQuick ? ['refused'] : undefined);
  console.log(broken.length === 0 ? '\nholds' : `\nBROKEN: ${broken.join('; ')}`);
  return broken.length === 0;
}

function lineOf(name: string, { seconds, callsPerPrincipal, refused }: Run, limit: number): string[] {
  return [name, seconds.toFixed(1), (seconds / limit).toFixed(2), callsPerPrincipal.toFixed(2), String(refused)];
}

const ratioOf = ({ first, limit }: First) => first.seconds / limit;
const wordsOf = ({ calls }: Run) => [...calls].map(([action, count]) => `${count} ${action}`).join(', ');

function brokenOf(measured: Enforced, atDefault: First, only?: readonly Bound[]): string[] {
  const { first, unchanged, active } = measured;
  const values: Record<Bound, number> = {
    ratio: ratioOf(measured),
    defaultRatio: ratioOf(atDefault),
    unchangedCalls: unchanged.callsPerPrincipal,
    unchangedRatio: unchanged.seconds / measured.limit,
    activeCalls: active.callsPerPrincipal,
    refused: first.refused + unchanged.refused + active.refused + atDefault.first.refused,
  };
  return brokenBounds(values, MOST, only ?? BOUNDS);
}

exitWith(main());
