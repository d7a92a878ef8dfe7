import { withBoundedAt } from '../../audit/inventory/bounded-at';
import { baseOf, KEYS } from '../../audit/contract';
import { exemptionsObject } from '../../audit/run/exemptions-object';
import { inventoryOf } from '../../audit/inventory/inventory';
import { Pace } from '../../audit/pace/pace';
import { noteRun } from '../../audit/run/run-record';
import { Standing } from '../../audit/inventory/standing';
import { summarise } from '../../audit/run/summary';
import { authorizationDetails } from '../../aws/iam/authorization-details';
import { anyRegionClient, jobIamClient } from '../../aws/clients/clients';
import { credentialReport } from '../../aws/iam/credential-report';
import { readObject } from '../../aws/evidence-store';
import { sha256 } from '../../aws/sha256';
import { systemClock } from '../../aws/system-clock';
import { isThrottled } from '../../aws/clients/throttling';
import { endingOf } from '../../domain/exemption/exemption';
import type { Purpose } from '../../domain/run/purpose';
import { isSuccess } from '../../domain/run/run-summary';
import type { DeployedParts } from '../../foundation/deployment-parameter';
import { namesOf } from '../../foundation/names';
import { PERMISSIONS_BOUNDARY } from '../../guardrails/permissions-boundary/contract';
import { askedFor, factsOf, sparedBy } from '../../guardrails/permissions-boundary/judge/facts';
import { missing } from '../../guardrails/permissions-boundary/report/row';
import { endingLines } from '../../guardrails/permissions-boundary/report/digest-exemptions';
import { keepsEvidence, type Rules } from '../../guardrails/permissions-boundary/rules';
import { reachesOf } from '../../guardrails/permissions-boundary/judge/standing';
import type { Settings } from '../../settings';
import { boundaryRulesOf } from '../../stacks/boundary-rules';
import { ownPages } from './account';
import { auditHere } from './batches';
import { folderStore } from './folder-store';
import { remembered } from './ledger';
import { planHere } from './plan';
import { countLines, outlookLines, tableLines } from './words';

/** What an operator chose. */
export interface Observing {
  readonly purpose: Purpose;
  /** Folder for what is found. */
  readonly out: string;
  /** Finds the deployment whose ledger may be read; there may be none. */
  readonly deployment: () => Promise<DeployedParts>;
}

const warn = (line: string) => {
  console.error(line);
};

/**
 * Audits the account of the caller here, with nothing but reading calls: what is found lies in a folder.
 *
 * The same code as in the functions, by the same rules, in one process; only who carries it out differs.
 *
 * @returns whether the run succeeded
 */
export async function observe(settings: Settings, { purpose, out, deployment }: Observing): Promise<boolean> {
  const { audit, limits, allowedAccountIds } = settings;
  const iam = jobIamClient();
  const pace = new Pace({ callsPerSecond: limits.iamCallsPerSecond, clock: systemClock, isThrottled });
  const { accountId, pages } = await ownPages(authorizationDetails(iam, pace.run).pages());
  if (allowedAccountIds.length > 0 && !allowedAccountIds.includes(accountId)) {
    throw new Error(`account ${accountId} is not one of allowedAccountIds; allowed: ${allowedAccountIds.join(', ')}`);
  }
  const rules = rulesHere(settings, accountId);
  const listed = await exemptionsObject(audit.exemptionsObject, (from, key) =>
    readObject(anyRegionClient(), from, key),
  );
  const exemptions = [...rules.exemptions, ...listed];
  const ledger = await remembered(deployment, accountId);
  if (ledger.unknown !== undefined)
    warn(`Open incidents and boundaries put by a deployment are not known: ${ledger.unknown}`);

  const startedAt = new Date().toISOString();
  const runId = `observe-${startedAt.replace(/[-:.]/g, '')}`;
  const own = { ...rules.boundaryPolicies, accountId };
  const standing = new Standing(own);
  const found = await inventoryOf(standing.over(pages), {
    lastUses: credentialReport(iam, systemClock.sleep, pace.run),
    actions: askedFor(rules),
    spared: sparedBy(rules),
    unread: (why) => {
      warn(`Taken for one that may allow anything: ${why}`);
    },
    ...(keepsEvidence(rules) && { sha256 }),
    factsOf: (one, groups) =>
      // Only a plan of Terraform knows the ids that the settings do not pin; here nobody is bounded.
      factsOf(one, groups, { rules, adminGroups: rules.adminGroups, exemptions, today: startedAt.slice(0, 10) }),
  });
  const subjects = withBoundedAt(found, ledger.boundaries, new Date(startedAt));

  const store = folderStore(out);
  const base = baseOf(accountId, PERMISSIONS_BOUNDARY);
  const prefix = `${base}/${KEYS.runs}/${runId}`;
  const run = { runId, startedAt, purpose, prefix };
  const ignored = (key: string, why: string) => {
    warn(`${key} is ignored: ${why}`);
  };
  const shards = { store, accountId, base, ignored };
  const endingExemptions = endingOf(exemptions, startedAt.slice(0, 10));
  for (const line of endingLines(endingExemptions, startedAt)) warn(`Exemption ${line}`);
  await noteRun({ ...run, principals: subjects.length, endingExemptions }, store);
  await store.putJson(`${prefix}/${KEYS.manifest}`, subjects);
  await store.putJson(`${prefix}/${KEYS.standing}`, standing.found());
  console.log(`Account ${accountId}: asking about ${subjects.length} users, roles and groups, and changing nothing`);
  const circumstances = {
    ...{ rules, now: new Date(startedAt), openIncidents: ledger.openIncidents },
    standing: reachesOf(standing.found().policies, own, sha256),
  };
  const resultsManifest = await auditHere(
    { run, subjects },
    {
      ...{ circumstances, mode: settings.permissionsBoundary.mode, shards, iam, pace },
    },
  );
  const audited = { ...run, principals: subjects.length, resultsManifest };
  const planKey = await planHere(audited, {
    ...{ accountId, base, store, rules, boundaries: ledger.boundaries, iam, pace, sha256, warn },
  });

  const summary = await summarise(
    { ...audited, planKey, changesManifest: null, attempt: 0 },
    {
      ...{ store, accountId, guardrail: PERMISSIONS_BOUNDARY, rules, missing, endingExemptions },
      shards: keepsEvidence(rules) ? shards : undefined,
    },
  );
  for (const line of [
    ...[...tableLines(summary.principals), ''],
    ...[...countLines({ ...summary.counts }), ...outlookLines(summary.principals)],
  ])
    console.log(line);
  console.log(`Summary: ${store.pathOf(`${prefix}/${KEYS.summaryCsv}`)}`);
  console.log(`         ${store.pathOf(`${prefix}/${KEYS.summaryJson}`)}`);
  if (!isSuccess(summary.counts)) warn('Most of those it asked about failed: this run counts as no success');
  return isSuccess(summary.counts);
}

/** The rules of the deployment that the settings describe, for a run that only looks. */
function rulesHere(settings: Settings, accountId: string): Rules {
  const { namePrefix: prefix, partition, region, permissionsBoundary } = settings;
  const rules = boundaryRulesOf(settings, namesOf({ partition, region, accountId, prefix }));
  if (rules === undefined) {
    throw new Error(
      `permissionsBoundary.mode is ${permissionsBoundary.mode} and tags are off: nothing is left to audit`,
    );
  }
  return rules.mode === 'enforce' ? { ...rules, mode: 'observe' } : rules;
}
