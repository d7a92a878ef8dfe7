import { EmbeddedAccount } from '../../../src/embedded-account/account';
import { synthesise } from '../../../src/trial/synthesise';
import { BATCH, MACHINE, READY, SUMMARY } from '../audit';
import { arnsIn, describeIam } from './iam';
import { play } from './play';
import { RECORDINGS, type Recording } from './recording';
import { recordInto } from './record-into';
import { payloadsOf, storedIn } from './stored';
import { addTown, CAST, resourcesOf, SETTINGS } from './town';

// The SDK would print that it wants Node 22 from 2027 on.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const FUNCTIONS = [BATCH, `${MACHINE}-plan`, `${MACHINE}-change`, SUMMARY];
const SEED = 'iam-guardrails';

/** Plays nine days in an account, and reads everything that is stored at their end. */
async function record(): Promise<Recording> {
  const options = { ...READY, seed: SEED, timeInFunctions: 'stands', withAdmin: false } as const;
  const account = await EmbeddedAccount.start({ templatePath: synthesise(SETTINGS), ...options });
  try {
    const own = arnsIn(account);
    addTown(account);
    const before = await describeIam(account, own);
    await play(account);
    return {
      ...{ settings: SETTINGS, seed: SEED, cast: CAST, resources: resourcesOf(account), before },
      payloads: payloadsOf(account, CAST.run.id, FUNCTIONS),
      ...(await storedIn(account, own, CAST.run.id)),
    };
  } finally {
    await account.stop();
  }
}

void recordInto(RECORDINGS, record, process.argv[2]);
