import { EmbeddedAccount } from '../../../src/embedded-account/account';
import { synthesise } from '../../../src/trial/synthesise';
import { READY } from '../audit';
import { keysIn } from '../cleanup';
import { arnsIn, describeIam } from '../recorded-states/iam';
import { recordInto } from '../recorded-states/record-into';
import { payloadsOf, storedIn } from '../recorded-states/stored';
import { addUnused, CLEANUP_CHANGE, CLEANUP_SETTINGS, playCleanup } from './play';
import { CLEANUP_RECORDINGS, type CleanupRecording } from './recording';

// The SDK would print that it wants Node 22 from 2027 on.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const SEED = 'iam-guardrails';

/** Plays a week in an account, and reads everything that is stored when a deletion was interrupted. */
async function record(): Promise<CleanupRecording> {
  const options = { ...READY, seed: SEED, timeInFunctions: 'stands', withAdmin: false } as const;
  const account = await EmbeddedAccount.start({ templatePath: synthesise(CLEANUP_SETTINGS), ...options });
  try {
    const own = arnsIn(account);
    const cast = addUnused(account);
    const before = await describeIam(account, own);
    await playCleanup(account, cast);
    return {
      ...{ settings: CLEANUP_SETTINGS, seed: SEED, cast, resources: [], before, keys: keysIn(account) },
      payloads: payloadsOf(account, cast.run, [CLEANUP_CHANGE]),
      ...(await storedIn(account, own, cast.run)),
    };
  } finally {
    await account.stop();
  }
}

void recordInto(CLEANUP_RECORDINGS, record, process.argv[2]);
