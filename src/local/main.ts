import { EmbeddedAccount } from './account';
import { castOf } from './scenarios/cast';
import { releaseAndCompare } from './scenarios/release';
import { deviationsOf, LEGEND, tableOf, type Played } from './scenarios/report';
import { revokerScenarios } from './scenarios/revoker';
import { play } from './scenarios/run';
import { synthesise } from './synthesise';

const EMAIL = 'on-call@example.com';

/** So long that calls made together all arrive before the first is answered, on a busy machine too. */
const LATENCY_MS = 100;

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
  const played: Played[] = [];
  for (const scenario of revokerScenarios(account, cast)) {
    played.push({ scenario, observed: await play(scenario, watch) });
  }
  const deviations = played.flatMap(deviationsOf);
  console.log(`An account in memory, ${LATENCY_MS} ms per call of AWS; the bundles and roles are those of the plan.\n`);
  console.log(`${tableOf(played)}\n${LEGEND}`);
  for (const deviation of deviations) console.log(`\nNOT AS EXPECTED  ${deviation}`);

  const notice = account.published()[0];
  console.log(
    `\nThe first notice, as ${EMAIL} received it:\n\nSubject: ${notice?.subject ?? 'none'}\n\n${notice?.message ?? ''}`,
  );

  const released = await releaseAndCompare(account, cast.rogue, before);
  console.log(
    `Release of ${cast.rogue.arn}\n  took back: ${released.takenBack.join(', ')}\n  equal to before: ${released.equal ? 'yes' : 'no'}\n`,
  );
  const cases = played.length + 1;
  const good = cases - deviations.length - (released.equal ? 0 : 1);
  console.log(`${good} of ${cases} as expected; the release is the last of the ${cases}`);
  return good === cases;
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
