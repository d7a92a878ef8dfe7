import { EmbeddedAccount } from './account';
import { audit, auditCases } from './scenarios/audit';
import { auditCastOf, BREAK_GLASS, EXEMPT } from './scenarios/audit-cast';
import { auditDeviationsOf, auditTableOf, callsTableOf } from './scenarios/audit-report';
import { castOf, type Cast } from './scenarios/cast';
import { releaseAndCompare } from './scenarios/release';
import { enforceAndRelease } from './scenarios/enforcement';
import { enforcedCast } from './scenarios/enforcement-cast';
import {
  boundaryLinesOf,
  ENFORCEMENT_LEGEND,
  enforcementDeviationsOf,
  enforcementTableOf,
} from './scenarios/enforcement-report';
import { deviationsOf, LEGEND, tableOf, type Played } from './scenarios/report';
import { revokerScenarios } from './scenarios/revoker';
import { play } from './scenarios/run';
import { REVOKER } from './scenarios/scenario';
import { synthesise } from './synthesise';

const ACCOUNT_ID = '111122223333';
const EMAIL = 'on-call@example.com';

/** So long that calls made together all arrive before the first is answered, on a busy machine too. */
const LATENCY_MS = 100;

// The SDK would print, at every start on Node 20, that it wants Node 22 from 2027 on.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const SETTINGS = {
  backend: 'local',
  notifications: { emails: [EMAIL] },
  revoker: { maxConcurrency: 8 },
  // Reports are there sooner than at AWS, so that nobody waits for them here.
  audit: { reportWaitSeconds: 1 },
  exemptions: [{ match: { name: EXEMPT }, owner: 'purchasing', reason: 'its vendor tells nobody what it needs' }],
  protectedPrincipals: [
    { arn: `arn:aws:iam::${ACCOUNT_ID}:user/${BREAK_GLASS}`, reason: 'the way in when all else fails' },
  ],
};

/** Tries the synthesised stack on accounts in memory, and says whether all of it went as it should. */
async function main(): Promise<boolean> {
  const observed = await inAccount({ settings: SETTINGS, latencyMs: LATENCY_MS }, async (account) => {
    const cast = castOf(account);
    const [revoker, audited] = [await tryRevoker(account, cast), await tryAudit(account, cast)];
    return revoker && audited;
  });
  const settings = { ...SETTINGS, permissionsBoundary: { mode: 'enforce' } };
  const enforced = await inAccount({ settings, latencyMs: 0 }, tryEnforcement);
  return observed && enforced;
}

async function inAccount(
  { settings, latencyMs }: { readonly settings: object; readonly latencyMs: number },
  act: (account: EmbeddedAccount) => Promise<boolean>,
): Promise<boolean> {
  const account = await EmbeddedAccount.start({
    ...{ templatePath: synthesise(settings), accountId: ACCOUNT_ID, latencyMs },
    accessAdvisor: { jobMs: [200, 900] },
  });
  try {
    return await act(account);
  } finally {
    await account.stop();
  }
}

async function tryRevoker(account: EmbeddedAccount, cast: Cast): Promise<boolean> {
  const watch = { account, functionName: REVOKER };
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

async function tryAudit(account: EmbeddedAccount, { climber }: Cast): Promise<boolean> {
  const cases = auditCases(auditCastOf(account), climber.arn);
  const audited = await audit(account);
  const deviations = cases.flatMap((one) => auditDeviationsOf(one, audited));
  console.log(`\nThe weekly audit of the same account\n\n${auditTableOf(cases, audited)}`);
  console.log(`\nCalls of IAM for everybody in the account:\n${callsTableOf(audited.calls)}`);
  for (const deviation of deviations) console.log(`\nNOT AS EXPECTED  ${deviation}`);
  console.log(
    `\nThe mail about it, as ${EMAIL} received it:\n\nSubject: ${audited.mail?.subject ?? 'none'}\n\n${audited.mail?.message ?? ''}`,
  );
  console.log(`Changed in IAM: ${audited.onlyTagged ? 'tags, and nothing else' : 'MORE THAN TAGS'}\n`);
  const total = cases.length + 1;
  const good = total - deviations.length - (audited.onlyTagged ? 0 : 1);
  console.log(`${good} of ${total} as expected; that nothing but tags changed is the last of the ${total}`);
  return good === total;
}

async function tryEnforcement(account: EmbeddedAccount): Promise<boolean> {
  const enforcement = await enforceAndRelease(account, enforcedCast(account));
  const { cases, mail, oneIsBack, released, allIsBack } = enforcement;
  console.log(`\nAnother account, whose boundaries are enforced\n\n${enforcementTableOf(enforcement)}`);
  console.log(`${ENFORCEMENT_LEGEND}\n\n${boundaryLinesOf(enforcement)}\n\nMail of the run: ${mail ?? 'none'}\n`);
  const troubles = cases.map(enforcementDeviationsOf);
  for (const deviation of troubles.flat()) console.log(`NOT AS EXPECTED  ${deviation}\n`);
  console.log(
    `Release of one: ${oneIsBack ? 'as before, and nobody else touched' : 'NOT AS BEFORE, OR MORE THAN ONE'}`,
  );
  console.log(`Release of all: ${released} released; IAM is ${allIsBack ? 'as before' : 'NOT AS BEFORE'}\n`);
  const total = cases.length + 2;
  const good = [...troubles.map(({ length }) => length === 0), oneIsBack, allIsBack].filter(Boolean).length;
  console.log(`${good} of ${total} as expected; the two releases are the last of the ${total}`);
  return good === total;
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
