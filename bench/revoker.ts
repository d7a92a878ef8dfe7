import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Table from 'cli-table3';
import { EmbeddedAccount } from '../src/embedded-account/account';
import { castOf } from '../src/trial/scenarios/cast';
import { revokerScenarios } from '../src/trial/scenarios/revoker';
import { play, type Observed } from '../src/trial/scenarios/run';
import { REVOKER } from '../src/trial/scenarios/scenario';
import { synthesise } from '../src/trial/synthesise';
import { exitWith } from './exit-code';
import { coldStartsOf, type ColdStarts } from './revoker/cold-start';

/**
 * How long the revoker takes from a call to the deny, in round trips to IAM and in milliseconds, on the embedded account at
 * 40 ms per call; and how long a cold start takes, beside the same code in one file and without warming. Ends with 1 where
 * a deny on the ordinary path takes more than two round trips, 200 copies of a call are told of more than once, or a cold
 * start takes more of that than it may.
 */
const LATENCY_MS = 40;

/** What a cold start may take of what it would in one file and without warming. */
const AT_MOST = { load: 0.8, firstCall: 0.5 } as const;

/** An attacker's call, and the most round trips one after another that its deny may take. */
const CASES = [
  { caller: 'rogue', call: 'CreateAccessKey for bob', name: 'plain', most: 2 },
  { caller: 'packed, 10 policies', call: 'CreateAccessKey for bob', name: 'at the quota of policies', most: 4 },
  { caller: 'crowd', call: 'CreateAccessKey, 200 copies', name: '200 copies', most: 2 },
] as const;

// The SDK would print that it wants Node 22 from 2027 on.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

async function main(): Promise<boolean> {
  const templatePath = synthesise({ backend: 'local', notifications: { emails: ['on-call@example.com'] } });
  try {
    const observed = await denied(templatePath);
    console.log(`\nThe revoker's deny, at ${LATENCY_MS} ms per call\n\n${tableOf(observed)}\n`);
    console.log('trips: to IAM, one after another, up to the deny; limit: what these take at the least');
    console.log("after: from the start of the call to the answer of the deny, with the event's way to the function\n");
    const cold = coldStartsOf(templatePath, REVOKER, 'revoker/answer');
    console.log(coldTableOf(cold));
    return holds(cold) && observed.every(({ trips, most, mails }) => trips <= most && mails === 1);
  } finally {
    rmSync(dirname(dirname(dirname(templatePath))), { recursive: true, force: true });
  }
}

interface Denied {
  readonly name: string;
  readonly trips: number;
  readonly most: number;
  readonly afterMs: number;
  readonly mails: number;
}

async function denied(templatePath: string): Promise<readonly Denied[]> {
  const account = await EmbeddedAccount.start({ templatePath, latencyMs: LATENCY_MS });
  try {
    const scenarios = revokerScenarios(account, castOf(account));
    // A first one, so that none of those that count finds the function cold.
    const [warming] = scenarios;
    if (warming) await play(warming, { account, functionName: REVOKER });
    const found: Denied[] = [];
    for (const { caller, call, name, most } of CASES) {
      const scenario = scenarios.find((one) => one.caller === caller && one.call === call);
      if (scenario === undefined) throw new Error(`there is no scenario of ${caller}: ${call}`);
      found.push(deniedIn(name, most, await play(scenario, { account, functionName: REVOKER })));
    }
    return found;
  } finally {
    await account.stop();
  }
}

function deniedIn(name: string, most: number, { roundTrips, denyAfterMs, notices, verdict }: Observed): Denied {
  if (denyAfterMs === undefined) throw new Error(`${name} was not denied: ${verdict}`);
  return { name, most, trips: roundTrips, afterMs: denyAfterMs, mails: notices };
}

function tableOf(all: readonly Denied[]): string {
  const table = new Table({
    head: ['', 'trips', 'at most', 'after', 'limit', 'mails', ''],
    style: { head: [], border: [], compact: true },
  });
  for (const { name, trips, most, afterMs, mails } of all) {
    // The call of the attacker, and the trips of the function.
    const limit = (1 + trips) * LATENCY_MS;
    const holds = trips <= most && mails === 1;
    table.push([name, trips, most, `${afterMs.toFixed(0)} ms`, `${limit} ms`, mails, holds ? 'holds' : 'BROKEN']);
  }
  return table.toString();
}

const ratiosOf = ({ before, now }: ColdStarts) => ({
  load: now.loadMs / before.loadMs,
  firstCall: now.firstCallMs / before.firstCallMs,
});

function holds(cold: ColdStarts): boolean {
  const { load, firstCall } = ratiosOf(cold);
  return load <= AT_MOST.load && firstCall <= AT_MOST.firstCall;
}

function coldTableOf(cold: ColdStarts): string {
  const { runs, before, now } = cold;
  const { load, firstCall } = ratiosOf(cold);
  const table = new Table({
    head: [`cold start, fastest of ${runs}`, 'in one file, not warmed', 'now', 'ratio', 'at most', ''],
    style: { head: [], border: [], compact: true },
  });
  const row = (name: string, was: number, is: number, ratio: number, most: number) =>
    table.push([
      ...[name, `${was.toFixed(1)} ms`, `${is.toFixed(1)} ms`, ratio.toFixed(2), most],
      ratio <= most ? 'holds' : 'BROKEN',
    ]);
  row('loading the bundle', before.loadMs, now.loadMs, load, AT_MOST.load);
  row('from the first event to IAM', before.firstCallMs, now.firstCallMs, firstCall, AT_MOST.firstCall);
  return table.toString();
}

exitWith(main());
