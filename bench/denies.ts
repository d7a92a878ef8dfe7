import Table from 'cli-table3';
import { populate, populateUsers } from './audit/population';
import { measure, type Measured, type Trial } from './denies/run';
import { brokenBounds } from './bounds';
import { exitWith } from './exit-code';

/**
 * How long the guardrail that denies unused services takes alone, and beside the boundaries where both are due at the same
 * moment, how they share the account's throttle, and what a run costs when nothing has changed; on the embedded account.
 *
 * Ends with 1 where a bound is broken. `--quick` looks at 50 principals only, whose share of what a run does for an account
 * is too large for the bounds of time and calls: of these it checks the others. `--quarter` looks at a quarter of the
 * principals at a quarter of the rate, for machines that are too busy to keep the whole: the limit is the same.
 */
const MOST = { ratio: 1.25, callsPerPrincipal: 0.1, mostReports: 1, refused: 0, writes: 0 };

type Bound = keyof typeof MOST;
const OF_SIZE: readonly Bound[] = ['ratio', 'callsPerPrincipal'];

/** Calls per second of each action. */
const RATE = 20;

/** Before a use has had so many days to show, its report is asked for again whatever happens. */
const SETTLED_DAYS = 3;

const DENIES = 'iam-guardrails-unused-service-deny-change';
const BOUNDARIES = 'iam-guardrails-permissions-boundary';

/** So that no service goes unused meanwhile. */
const LASTING = { audit: { unusedAfterDays: 400 } };
const UNLIMITED = { limits: { changesPerRun: 10_000, maxChangePercent: 100 } };

interface Case {
  readonly trial: Trial;
  /** What is held at each of its times. */
  readonly times: readonly { readonly name: string; readonly bounds: readonly Bound[] }[];
}

const SHARED = ['mostReports', 'refused'] as const;

const cases = (size: number): readonly Case[] => [
  {
    trial: {
      settings: { permissionsBoundary: { mode: 'off' }, unusedServiceDeny: { mode: 'observe' } },
      schedules: [DENIES],
      populate: (account) => populateUsers(account, size),
    },
    times: [{ name: `${size} users, observed`, bounds: ['ratio', ...SHARED] }],
  },
  {
    trial: {
      settings: { permissionsBoundary: { mode: 'off' }, unusedServiceDeny: { mode: 'enforce' }, ...LASTING },
      schedules: [DENIES],
      populate: (account) => populateUsers(account, size),
    },
    times: [{ name: `${size} users, denied to the default limit`, bounds: ['ratio', ...SHARED] }],
  },
  {
    trial: {
      settings: {
        permissionsBoundary: { mode: 'off' },
        unusedServiceDeny: { mode: 'enforce' },
        ...LASTING,
        ...UNLIMITED,
      },
      schedules: [DENIES],
      populate: (account) => populateUsers(account, size, SETTLED_DAYS),
    },
    times: [
      { name: `${size} users, all of them denied`, bounds: [...SHARED] },
      { name: 'a day later, unchanged', bounds: ['callsPerPrincipal', 'writes', ...SHARED] },
    ],
  },
  {
    trial: {
      settings: { permissionsBoundary: { mode: 'observe' }, unusedServiceDeny: { mode: 'observe' } },
      schedules: [BOUNDARIES, DENIES],
      populate: (account) => populate(account, size),
    },
    times: [{ name: `${size} principals, both guardrails at once`, bounds: ['ratio', ...SHARED] }],
  },
];

// The SDK would print that it wants Node 22 from 2027 on.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

async function main(): Promise<boolean> {
  const [isQuick, isQuarter] = ['--quick', '--quarter'].map((one) => process.argv.includes(one));
  const [size, rate] = [isQuick ? 50 : isQuarter ? 250 : 1000, isQuarter ? RATE / 4 : RATE];
  const only = Number(process.argv.find((one) => /^\d+$/.test(one)) ?? NaN);
  console.log(`40 ms per call, reports of 1 to 8 s, ${rate} calls per second of each IAM action\n`);
  const table = new Table({
    head: [
      ...['', 'seconds', 'limit', 'ratio', 'calls per principal', 'asked about', 'reports each', 'busiest second'],
      ...['refused', 'writes', ''],
    ],
    style: { head: [], border: [], compact: true },
  });
  let held = true;
  for (const [index, { trial, times }] of cases(size).entries()) {
    if (!Number.isNaN(only) && only !== index) continue;
    const measured = await measure(trial, rate, ...times.slice(1).map(() => 1));
    for (const [at, one] of measured.entries()) {
      const { name = '', bounds = [] } = times[at] ?? {};
      const broken = brokenOf(one, isQuick ? bounds.filter((bound) => !OF_SIZE.includes(bound)) : bounds);
      held &&= broken.length === 0;
      table.push(lineOf(name, one, broken));
      console.log(`${name}: ${one.seconds.toFixed(1)} s${broken.map((bound) => `, ${bound}`).join('')}`);
    }
  }
  console.log(`\n${table.toString()}`);
  console.log(
    'limit: calls that each API needs at least, at the rate, with the credential and the slowest other report; then the policies',
  );
  console.log(
    'calls per principal: all that functions make to IAM; reports each: most that were asked for of one principal',
  );
  console.log('busiest second: most calls of one action that began within a second');
  return held;
}

function brokenOf(measured: Measured, bounds: readonly Bound[]): string[] {
  const values: Record<Bound, number> = { ...measured, ratio: measured.seconds / measured.limit };
  return brokenBounds(values, MOST, bounds);
}

function lineOf(name: string, measured: Measured, broken: readonly string[]): string[] {
  const { seconds, limit, callsPerPrincipal, asked, mostReports, busiestSecond, refused, writes } = measured;
  return [
    ...[name, seconds.toFixed(1), limit.toFixed(1), (seconds / limit).toFixed(2), callsPerPrincipal.toFixed(2)],
    ...[asked, mostReports, busiestSecond, refused, writes].map(String),
    broken.length === 0 ? 'holds' : 'BROKEN',
  ];
}

exitWith(main());
