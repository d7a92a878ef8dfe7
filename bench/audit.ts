import Table from 'cli-table3';
import { measure, type Measured, type Trial } from './audit/run';
import { brokenBounds } from './bounds';
import { exitWith } from './exit-code';

/**
 * How long an audit takes, how many calls it makes and how it shares the account's throttle, on the embedded account.
 *
 * Ends with 1 where a bound is broken. `--quick` runs 50 principals only.
 */
const MOST = { ratio: 1.25, callsPerPrincipal: 2.7, refusedPercent: 2, lostPercent: 1 };

interface Case {
  readonly name: string;
  readonly trial: Trial;
  readonly bounds: readonly (keyof typeof MOST)[];
}

const sized = (principals: number): Case => ({
  name: `${principals} principals`,
  trial: { principals, throttle: 20, setting: 20 },
  bounds: ['ratio', 'callsPerPrincipal'],
});
const even = (principals: number): Case => ({
  name: `${principals} principals, reports of 2 s`,
  trial: { principals, throttle: 20, setting: 20, jobMs: [2000, 2000] },
  bounds: ['ratio', 'callsPerPrincipal'],
});
const paced = (rate: number, principals: number): Case => ({
  name: `${principals} principals at ${rate} calls per second`,
  trial: { principals, throttle: rate, setting: rate },
  bounds: ['refusedPercent'],
});
const shared = (setting: number): Case => ({
  name: `400 principals, setting ${setting}, beside a client at 5 per second`,
  trial: { principals: 400, throttle: 20, setting, secondClientsRate: 5 },
  bounds: ['lostPercent'],
});

const QUICK = [sized(50)];
const ALL = [
  ...QUICK,
  sized(200),
  even(200),
  sized(1000),
  paced(2, 50),
  paced(5, 50),
  paced(100, 400),
  shared(15),
  shared(20),
];

// The SDK would print that it wants Node 22 from 2027 on.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

async function main(): Promise<boolean> {
  console.log('40 ms per call, reports of 1 to 8 s, 20 calls per second of each IAM action unless said otherwise\n');
  const table = new Table({
    head: ['', 'seconds', 'limit', 'ratio', 'calls per principal', 'refused', 'lost by the other', ''],
    style: { head: [], border: [], compact: true },
  });
  let held = true;
  for (const one of process.argv.includes('--quick') ? QUICK : ALL) {
    const measured = await measure(one.trial);
    const broken = brokenOf(one, measured);
    held &&= broken.length === 0;
    table.push(lineOf(one, measured, broken));
    console.log(`${one.name}: ${measured.seconds.toFixed(1)} s${broken.map((bound) => `, ${bound}`).join('')}`);
  }
  console.log(`\n${table.toString()}`);
  console.log(
    'limit: calls that each API needs at least, at the rate, with the credential report and the slowest other report',
  );
  console.log('calls per principal: to IAM, without those that tag');
  return held;
}

function brokenOf({ bounds }: Case, measured: Measured): string[] {
  const values = { ...measured, ratio: measured.seconds / measured.limit, lostPercent: measured.lostPercent ?? 0 };
  return brokenBounds(values, MOST, bounds);
}

function lineOf({ name }: Case, measured: Measured, broken: readonly string[]): string[] {
  const { seconds, limit, callsPerPrincipal, refused, refusedPercent, lost, lostPercent } = measured;
  return [
    ...[name, seconds.toFixed(1), limit.toFixed(1), (seconds / limit).toFixed(2), callsPerPrincipal.toFixed(2)],
    `${refused} (${refusedPercent.toFixed(1)} %)`,
    lost === undefined ? '' : `${lost} (${(lostPercent ?? 0).toFixed(1)} %)`,
    broken.length === 0 ? 'holds' : 'BROKEN',
  ];
}

exitWith(main());
