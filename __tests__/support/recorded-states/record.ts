import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import * as z from 'zod';
import { EmbeddedAccount } from '../../../src/embedded-account/account';
import { synthesise } from '../../../src/trial/synthesise';
import { BATCH, EVIDENCE, LEDGER, MACHINE, READY, SUMMARY } from '../audit';
import { arnsIn, describeIam } from './iam';
import { play } from './play';
import { RECORDINGS, recordedObject, type Recording } from './recording';
import { addTown, CAST, resourcesOf, SETTINGS } from './town';

// The SDK would print that it wants Node 22 from 2027 on.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const FUNCTIONS = [BATCH, `${MACHINE}-plan`, `${MACHINE}-change`, SUMMARY];
const SEED = 'iam-guardrails';

/** Objects that only the functions of one run read. They are most of the bucket, so only the last run's are recorded. */
const WITHIN_ONE_RUN =
  /\/runs\/[^/]+\/(manifest\.json|policies\.json|summary\.csv|(batches|results|changed|change-results)\/.*)$/;

const scan = z.object({
  Items: z.array(z.looseObject({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) })),
  LastEvaluatedKey: z.undefined().optional(),
});

/** Plays nine days in an account, and reads everything that is stored at their end. */
async function record(): Promise<Recording> {
  const options = { ...READY, seed: SEED, timeInFunctions: 'stands', withAdmin: false } as const;
  const account = await EmbeddedAccount.start({ templatePath: synthesise(SETTINGS), ...options });
  try {
    const own = arnsIn(account);
    addTown(account);
    const before = await describeIam(account, own);
    await play(account);
    const { Items } = scan.parse(await account.items(LEDGER));
    const keyOf = ({ pk, sk }: (typeof Items)[number]) => `${pk.S} ${sk.S}`;
    return {
      settings: SETTINGS,
      seed: SEED,
      time: account.clock.now().toISOString(),
      cast: CAST,
      uses: account.uses().map(({ arn, action, at }) => ({ arn, action, at: at.toISOString() })),
      resources: resourcesOf(account),
      before,
      iam: await describeIam(account, own),
      payloads: Object.fromEntries(FUNCTIONS.map((name) => [name, payloadOf(account, name)])),
      ledger: Items.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1)),
      evidence: Object.fromEntries(
        account
          .objects(EVIDENCE)
          .filter(({ key }) => key.includes(`/runs/${CAST.run.id}/`) || !WITHIN_ONE_RUN.test(key))
          .map(({ key, body }) => [key, recordedObject(body.toString())]),
      ),
    };
  } finally {
    await account.stop();
  }
}

/** @throws Error unless the last run invoked the function exactly once */
function payloadOf(account: EmbeddedAccount, functionName: string): unknown {
  const [payload, ...more] = account.payloads(functionName).filter((text) => text.includes(`"${CAST.run.id}"`));
  if (payload === undefined || more.length > 0)
    throw new Error(`${CAST.run.id} invoked ${functionName} ${payload === undefined ? 'never' : 'more than once'}`);
  return JSON.parse(payload);
}

async function main(name: string | undefined): Promise<void> {
  if (name === undefined || !/^[\w-]+$/.test(name))
    throw new Error('give the recording a name of letters, digits and -: npm run record-state -- 2026-12');
  const file = join(RECORDINGS, `${name}.json`);
  const text = JSON.stringify(await record());
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}

main(process.argv[2]).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
