import { KEYS } from '../../audit/contract';
import type { PlanInput } from '../../audit/payloads/plan';
import { policiesFoundIn } from '../../audit/inventory/own-policy-texts';
import { subjectsOf } from '../../audit/payloads/subjects';
import { boundedSubject } from '../../guardrails/permissions-boundary/bounded-subject';
import { recordOf } from '../../audit/run/run-record';
import { isDenied } from '../../aws/clients/error-kinds';
import { jobIamClient } from '../../aws/clients/clients';
import { authorizationDetails } from '../../aws/iam/authorization-details';
import { plain } from '../../domain/notice/notice';
import type { Purpose } from '../../domain/run/purpose';
import { ownOf } from '../../guardrails/permissions-boundary/gather';
import { pageOf } from '../../guardrails/permissions-boundary/report/page';
import type { PagePlace } from '../../guardrails/permissions-boundary/report/page-principal';
import { isSuccess, type RunSummary } from '../../guardrails/permissions-boundary/run-summary';
import type { DeployedParts } from '../../foundation/deployment-parameter';
import { namesOf } from '../../foundation/names';
import { inventory, plan, summed } from '../../guardrails/permissions-boundary/composition';
import { boundaryRulesOf } from '../../guardrails/permissions-boundary/deploy/rules-of';
import type { PlanPorts, Ports } from '../../guardrails/permissions-boundary/ports';
import { endingLines } from '../../audit/report/digest-parts';
import type { Rules } from '../../guardrails/permissions-boundary/rules';
import { RELEASE } from '../../release/contract';
import { reportPage } from '../../report/page/page';
import type { Settings } from '../../settings';
import { wholeDeploymentOf } from '../../stacks/whole-deployment';
import { pace } from '../../wiring/iam';
import { ownPages } from './account';
import { auditHere } from './batches';
import { folderStore } from './folder-store';
import { remembered } from './ledger';
import { portsAt } from './ports';
import { onScreen } from './said';
import { countLines, outlookLines, tableLines } from './words';

/** What an operator chose. */
export interface Observing {
  readonly purpose: Purpose;
  /** Folder for what is found. */
  readonly out: string;
  /** Finds the deployment whose ledger may be read; there may be none. */
  readonly deployment: () => Promise<DeployedParts>;
}

const say = (line: string) => {
  console.log(line);
};
const warn = (line: string) => {
  console.error(line);
};

/**
 * Audits the account of the caller here, with nothing but reading calls: what is found lies in a folder.
 *
 * The same steps as in the functions, by the same rules, in one process; only who carries them out differs.
 *
 * @returns whether the run succeeded
 */
export async function observe(settings: Settings, { purpose, out, deployment }: Observing): Promise<boolean> {
  const { limits, allowedAccountIds, permissionsBoundary } = settings;
  const shared = pace(limits.iamCallsPerSecond);
  const { accountId, pages } = await ownPages(authorizationDetails(jobIamClient(), shared.run).pages());
  if (allowedAccountIds.length > 0 && !allowedAccountIds.includes(accountId)) {
    throw new Error(`account ${accountId} is not one of allowedAccountIds; allowed: ${allowedAccountIds.join(', ')}`);
  }
  const [rules, deployedMode] = [rulesHere(settings, accountId), permissionsBoundary.mode];
  const ledger = await remembered(deployment, accountId);
  if (ledger.unknown !== undefined)
    warn(`Open incidents and boundaries put by a deployment are not known: ${ledger.unknown}`);

  const { log, warnOfUnread } = onScreen({ say, warn });
  const store = folderStore(out);
  const ports = portsAt({ accountId, rules, deployedMode, store, pages, ledger, pace: shared, log, warn });
  const startedAt = new Date().toISOString();
  const runId = `observe-${startedAt.replace(/[-:.]/g, '')}`;
  const { prefix, manifestKey, principals } = await inventory({ runId, startedAt, purpose }, ports);
  const run = { runId, startedAt, purpose, prefix };
  const { endingExemptions = [] } = await recordOf(run, store);
  for (const line of endingLines(endingExemptions, startedAt)) warn(`Exemption ${line}`);
  const subjects = subjectsOf(await store.getJson(manifestKey), manifestKey, boundedSubject);
  const audited = { ...run, principals, resultsManifest: await auditHere(run, subjects, ports) };
  const planKey = await planHere(audited, ports);
  if (planKey !== null) warnOfUnread();
  const summary = await summed({ ...audited, planKey, changesManifest: null, attempt: 0 }, ports);
  for (const line of [
    ...[...tableLines(summary.principals), ''],
    ...[...countLines({ ...summary.counts }), ...outlookLines(summary.principals)],
  ])
    say(line);
  const reportKey = `${prefix}/${KEYS.report}`;
  const texts = new Map((await policiesFoundIn(prefix, store)).map(({ arn, text }) => [arn, text]));
  await store.putText(reportKey, reportHere(summary, settings, { ...ports, texts }), 'text/html; charset=utf-8');
  say(`Report:  ${store.pathOf(reportKey)}`);
  say(`Summary: ${store.pathOf(`${prefix}/${KEYS.summaryCsv}`)}`);
  say(`         ${store.pathOf(`${prefix}/${KEYS.summaryJson}`)}`);
  if (!isSuccess(summary.counts)) warn('Most of those it asked about failed: this run counts as no success');
  return isSuccess(summary.counts);
}

/** The page about a run. Its release lines are those of the deployment that the settings describe. */
function reportHere(
  summary: RunSummary,
  settings: Settings,
  ports: Pick<Ports, 'accountId' | 'rules' | 'sha256'> & Pick<PagePlace, 'texts'>,
): string {
  const { namePrefix: prefix, partition, region } = settings;
  const { functionName } = namesOf({ partition, region, accountId: ports.accountId, prefix });
  const release = { region, releaseFunction: functionName(RELEASE), own: ownOf(ports), runbook: ports.rules.runbook };
  const { texts } = ports;
  return reportPage([pageOf(summary, { ...release, texts })], ports.sha256);
}

/**
 * Plans which boundaries a run of changes would put, and makes nothing of it.
 *
 * @returns key of the plan; null where the mode plans none, or the caller may not ask for the account's quotas
 */
async function planHere(input: PlanInput, ports: PlanPorts): Promise<string | null> {
  if (ports.rules.mode === 'off') return null;
  try {
    return (await plan(input, ports)).planKey;
  } catch (error) {
    if (!(error instanceof Error && isDenied(error))) throw error;
    warn(`What a run of changes would do first is not known: ${plain(error.message)}`);
    return null;
  }
}

/** The rules of the deployment that the settings describe, for a run that only looks. */
function rulesHere(settings: Settings, accountId: string): Rules {
  const { namePrefix: prefix, partition, region, permissionsBoundary } = settings;
  const names = namesOf({ partition, region, accountId, prefix });
  const rules = boundaryRulesOf(settings, names, wholeDeploymentOf(settings, names));
  if (rules === undefined) {
    throw new Error(
      `permissionsBoundary.mode is ${permissionsBoundary.mode} and tags are off: nothing is left to audit`,
    );
  }
  return rules.mode === 'enforce' ? { ...rules, mode: 'observe' } : rules;
}
