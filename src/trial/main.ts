import { sha256 } from '../aws/sha256';
import { EmbeddedAccount } from '../embedded-account/account';
import { slackOf } from '../notify/render/slack';
import { reportPage } from '../report/page/page';
import type { Report } from '../report/page/report';
import { ACCOUNT_ID, CLEANED, DENIED, EMAIL, ENFORCED, LATENCY_MS, OBSERVED, type TrialAccount } from './accounts';
import { tryCleanup } from './cleanup';
import { Progress } from './progress';
import { keepReport, REPORT_FILE } from './report-file';
import { audit, auditCases } from './scenarios/audit';
import { auditCastOf } from './scenarios/audit-cast';
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
import { denyAndRelease, deniedCast } from './scenarios/denies';
import { DENIES_LEGEND, deniesTableOf, denyDeviationsOf } from './scenarios/denies-report';
import {
  auditPart,
  boundariesPart,
  deniesPart,
  INTRODUCTION,
  isAsExpected,
  revokerPart,
  summaryOf,
  type Part,
} from './scenarios/parts';
import { deviationsOf, LEGEND, scenarioTableOf, type Played } from './scenarios/report';
import { incidentsReport } from './scenarios/reports';
import { revokerScenarios } from './scenarios/revoker';
import { play } from './scenarios/run';
import { slackText } from './scenarios/slack-text';
import { REVOKER } from './scenarios/scenario';
import { synthesise } from './synthesise';

// The SDK would print, at every start on Node 20, that it wants Node 22 from 2027 on.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const progress = new Progress(process.stderr);
/** What the runs of the scheduled guardrails found, and behind it what the revoker did, for one page. */
const [reports, incidents]: [Report[], Report[]] = [[], []];

/** Tries the synthesised stack on accounts in memory, and says whether all of it went as it should. */
async function main(): Promise<boolean> {
  console.log(INTRODUCTION);
  const observed = await inAccount(OBSERVED, async (account) => {
    const cast = castOf(account);
    return [await tryRevoker(account, cast), await tryAudit(account, cast)];
  });
  const enforced = await inAccount(ENFORCED, async (account) => [await tryEnforcement(account)]);
  const denied = await inAccount(DENIED, async (account) => [await tryDenies(account)]);
  const cleaned = await inAccount(CLEANED, async (account) => [await tryCleanup(account, { progress, reports })]);
  const parts = [...observed, ...enforced, ...denied, ...cleaned];
  console.log(`\n${summaryOf(parts)}`);
  keepReport(reportPage([...reports, ...incidents], sha256));
  console.log(`\nWhat the guardrails found and did in these accounts, as a page for a browser: ${REPORT_FILE}`);
  return isAsExpected(parts);
}

async function inAccount(
  { settings, ...options }: TrialAccount,
  act: (account: EmbeddedAccount) => Promise<readonly Part[]>,
): Promise<readonly Part[]> {
  progress.say('the stack is synthesised, and its functions are built');
  const account = await EmbeddedAccount.start({
    ...{ templatePath: synthesise(settings), accountId: ACCOUNT_ID, ...options },
    accessAdvisor: { jobMs: [200, 900] },
  });
  try {
    return await act(account);
  } finally {
    await account.stop();
  }
}

async function tryRevoker(account: EmbeddedAccount, cast: Cast): Promise<Part> {
  const watch = { account, functionName: REVOKER };
  const before = account.snapshot();
  const played: Played[] = [];
  for (const scenario of revokerScenarios(account, cast)) {
    progress.say(`revoker: ${scenario.caller}, ${scenario.call}`);
    played.push({ scenario, observed: await play(scenario, watch) });
  }
  progress.clear();
  const deviations = played.flatMap(deviationsOf);
  console.log(`The revoker, with ${LATENCY_MS} ms per call of AWS; the bundles and roles are those of the plan\n`);
  console.log(`${scenarioTableOf(played)}\n${LEGEND}`);
  for (const deviation of deviations) console.log(`\nNOT AS EXPECTED  ${deviation}`);

  const notice = account.published()[0];
  console.log(
    `\nThe first notice, as ${EMAIL} received it:\n\nSubject: ${notice?.subject ?? 'none'}\n\n${notice?.message ?? ''}`,
  );

  const released = await releaseAndCompare(account, cast.rogue, before);
  incidents.push(await incidentsReport(account));
  console.log(
    `Release of ${cast.rogue.arn}\n  took back: ${released.takenBack.join(', ')}\n  equal to before: ${released.equal ? 'yes' : 'no'}`,
  );
  return revokerPart(played, { mails: account.published().length, isReleased: released.equal });
}

async function tryAudit(account: EmbeddedAccount, { climber }: Cast): Promise<Part> {
  progress.say('audit: everybody is asked about, the reports are read, tags are written');
  const cases = auditCases(auditCastOf(account), climber.arn);
  const audited = await audit(account);
  reports.push(audited.report);
  progress.clear();
  const deviations = cases.flatMap((one) => auditDeviationsOf(one, audited));
  console.log(`\nThe weekly audit of the same account\n\n${auditTableOf(cases, audited)}`);
  console.log(`\nCalls of IAM for everybody in the account:\n${callsTableOf(audited.calls)}`);
  for (const deviation of deviations) console.log(`\nNOT AS EXPECTED  ${deviation}`);
  console.log(
    `\nThe mail about it, as ${EMAIL} received it:\n\nSubject: ${audited.mail?.subject ?? 'none'}\n\n${audited.mail?.message ?? ''}`,
  );
  console.log(`The same, as Slack would show it:\n\n${slackText(slackOf(audited.notice))}\n`);
  if (!audited.isMailed) console.log('NOT AS EXPECTED  the mail says something else than the notice\n');
  console.log(`Changed in IAM: ${audited.onlyTagged ? 'tags, and nothing else' : 'MORE THAN TAGS'}`);
  return auditPart(cases, audited);
}

async function tryEnforcement(account: EmbeddedAccount): Promise<Part> {
  progress.say('boundaries: a change run puts them, then they are taken back');
  const enforcement = await enforceAndRelease(account, enforcedCast(account));
  progress.clear();
  const { cases, mail, oneIsBack, released, allIsBack } = enforcement;
  console.log(`\nAnother account, whose boundaries are enforced\n\n${enforcementTableOf(enforcement)}`);
  console.log(`${ENFORCEMENT_LEGEND}\n\n${boundaryLinesOf(enforcement)}\n\nMail of the run: ${mail ?? 'none'}\n`);
  for (const deviation of cases.flatMap(enforcementDeviationsOf)) console.log(`NOT AS EXPECTED  ${deviation}\n`);
  console.log(
    `Release of one: ${oneIsBack ? 'as before, and nobody else touched' : 'NOT AS BEFORE, OR MORE THAN ONE'}`,
  );
  console.log(`Release of all: ${released} released; IAM is ${allIsBack ? 'as before' : 'NOT AS BEFORE'}`);
  return boundariesPart(enforcement);
}

async function tryDenies(account: EmbeddedAccount): Promise<Part> {
  progress.say('unused services: a run denies them, then they are allowed again');
  const denial = await denyAndRelease(account, deniedCast(account));
  reports.push(denial.report);
  progress.clear();
  const { cases, mail, triedAgain, isBack } = denial;
  console.log(`\nA third account, whose users are denied what they do not use\n\n${deniesTableOf(denial)}`);
  console.log(`${DENIES_LEGEND}\n\nMail of the run: ${mail ?? 'none'}\n`);
  for (const deviation of cases.flatMap(denyDeviationsOf)) console.log(`NOT AS EXPECTED  ${deviation}\n`);
  console.log(
    `The clerk tries what is denied. The next run finds it in the log of the trail, and its mail says:\n${triedAgain ?? 'NOTHING OF IT'}\n`,
  );
  console.log(`Release of all: IAM is ${isBack ? 'as before' : 'NOT AS BEFORE'}`);
  return deniesPart(denial);
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
