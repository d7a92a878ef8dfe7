import Table from 'cli-table3';
import { EmbeddedAccount } from './account';
import { castOf } from './scenarios/cast';
import { releaseAndCompare } from './scenarios/release';
import { revokerScenarios } from './scenarios/revoker';
import { isAsExpected, play } from './scenarios/run';
import { synthesise } from './synthesise';

const EMAIL = 'on-call@example.com';
const LATENCY_MS = 20;

// The SDK would print, at every start on Node 20, that it wants Node 22 from 2027 on.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

/** Tries the synthesised stack on an account in memory, and says whether all of it went as it should. */
async function main(): Promise<boolean> {
  const templatePath = synthesise({
    backend: 'local',
    notifications: { emails: [EMAIL] },
    revoker: { maxConcurrency: 8 },
  });
  const account = await EmbeddedAccount.start({ templatePath, latencyMs: LATENCY_MS });
  try {
    return await tryRevoker(account);
  } finally {
    await account.stop();
  }
}

async function tryRevoker(account: EmbeddedAccount): Promise<boolean> {
  const watch = { account, functionName: 'iam-guardrails-revoker' };
  const cast = castOf(account);
  const before = account.snapshot();
  const scenarios = revokerScenarios(account, cast);
  const head = ['caller', 'call', 'verdict: why', 'round trips', 'deny after', 'notices', ''];
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  const results: boolean[] = [];

  for (const scenario of scenarios) {
    const observed = await play(scenario, watch);
    const expected = isAsExpected(observed, scenario.expected);
    const after = observed.denyAfterMs === undefined ? '' : `${Math.round(observed.denyAfterMs)} ms`;
    const remark = expected ? 'as expected' : `EXPECTED ${JSON.stringify(scenario.expected)}`;
    table.push([
      scenario.caller,
      scenario.call,
      observed.verdict,
      observed.roundTrips,
      after,
      observed.notices,
      remark,
    ]);
    results.push(expected);
  }
  console.log(`An account in memory, ${LATENCY_MS} ms per call of AWS; the bundles and roles are those of the plan.\n`);
  console.log(table.toString());

  const notice = account.published()[0];
  console.log(
    `\nThe first notice, as ${EMAIL} received it:\n\nSubject: ${notice?.subject ?? 'none'}\n\n${notice?.message ?? ''}`,
  );

  const released = await releaseAndCompare(account, cast.rogue, before);
  console.log(
    `Release of ${cast.rogue.arn}\n  took back: ${released.takenBack.join(', ')}\n  equal to before: ${released.equal ? 'yes' : 'no'}\n`,
  );
  results.push(released.equal);

  const good = results.filter(Boolean).length;
  console.log(`${good} of ${results.length} as expected`);
  return good === results.length;
}

main().then(
  (asExpected) => {
    process.exitCode = asExpected ? 0 : 1;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
