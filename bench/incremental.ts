import Table from 'cli-table3';
import { measureAgain, type Repeat, type Repeated } from './audit/again';
import { exitWith } from './exit-code';

/**
 * What a second audit costs, a week after the first one, on the embedded account.
 *
 * Ends with 1 where a bound is broken. `--quick` runs 50 principals only, whose share of the pages of the inventory and of
 * the credential report is too large for the bounds of an unchanged account: these it does not check.
 */
interface Case {
  readonly name: string;
  readonly repeat: Repeat;
  readonly most: { readonly callsPerPrincipal?: number; readonly timePercent?: number };
}

const unchanged = (principals: number, most: Case['most']): Case => ({
  name: `${principals} principals, unchanged`,
  repeat: { principals, active: 0 },
  most,
});
const active = (principals: number): Case => ({
  name: `${principals} principals, 30 % active`,
  repeat: { principals, active: 0.3 },
  most: { callsPerPrincipal: 0.9 },
});

const QUICK = [unchanged(50, {}), active(50)];
const ALL = [unchanged(1000, { callsPerPrincipal: 0.1, timePercent: 10 }), active(1000)];

// The SDK would print that it wants Node 22 from 2027 on.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

async function main(): Promise<boolean> {
  console.log('40 ms per call, reports of 1 to 8 s, 20 calls per second of each IAM action\n');
  const table = new Table({
    head: ['', 'first run, s', 'second run, s', 'time, %', 'reports', 'calls per principal', ''],
    style: { head: [], border: [], compact: true },
  });
  let held = true;
  for (const one of process.argv.includes('--quick') ? QUICK : ALL) {
    const measured = await measureAgain(one.repeat);
    const isHeld = holds(one, measured);
    held &&= isHeld;
    table.push(lineOf(one, measured, isHeld));
    console.log(`${one.name}: ${measured.firstSeconds.toFixed(1)} s, then ${measured.seconds.toFixed(1)} s`);
  }
  console.log(`\n${table.toString()}`);
  console.log('calls per principal: to IAM, in the second run, without those that tag');
  return held;
}

const timePercent = ({ seconds, firstSeconds }: Repeated) => (100 * seconds) / firstSeconds;

function holds({ most }: Case, measured: Repeated): boolean {
  const { callsPerPrincipal = Infinity, timePercent: percent = Infinity } = most;
  return measured.callsPerPrincipal <= callsPerPrincipal && timePercent(measured) <= percent;
}

function lineOf({ name }: Case, measured: Repeated, isHeld: boolean): string[] {
  const { firstSeconds, seconds, reports, callsPerPrincipal } = measured;
  return [
    ...[name, firstSeconds.toFixed(1), seconds.toFixed(1), timePercent(measured).toFixed(1), String(reports)],
    ...[callsPerPrincipal.toFixed(2), isHeld ? 'holds' : 'BROKEN'],
  ];
}

exitWith(main());
