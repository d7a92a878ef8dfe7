import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withBoundedAt } from '../src/audit/inventory/bounded-at';
import { exemptionsObject } from '../src/audit/run/exemptions-object';
import { inventoryOf } from '../src/audit/inventory/inventory';
import { baseOf, KEYS } from '../src/audit/contract';
import { Pace } from '../src/audit/pace/pace';
import { inventoryInputOf, type Run } from '../src/audit/payloads/run';
import { planOf, type Plan } from '../src/audit/plan/plan';
import { noteRun } from '../src/audit/run/run-record';
import { Standing } from '../src/audit/inventory/standing';
import { authorizationDetails } from '../src/aws/iam/authorization-details';
import { anyRegionClient, jobDynamoClient, jobIamClient, s3Client } from '../src/aws/clients/clients';
import { credentialReport } from '../src/aws/iam/credential-report';
import { requireEnv } from '../src/aws/env';
import { evidenceStore, readObject } from '../src/aws/evidence-store';
import { boundaryLedger } from '../src/aws/ledger/boundaries';
import { sha256 } from '../src/aws/sha256';
import { systemClock } from '../src/aws/system-clock';
import { isThrottled } from '../src/aws/clients/throttling';
import { endingOf } from '../src/domain/exemption/exemption';
import type { Subject } from '../src/domain/identity/subject';
import type { UnreadableEntry } from '../src/domain/ledger/unreadable-entry';
import { ENV, PERMISSIONS_BOUNDARY, RULES_FILE } from '../src/guardrails/permissions-boundary/contract';
import { pinned } from '../src/guardrails/permissions-boundary/judge/admins';
import { askedFor, factsOf, sparedBy } from '../src/guardrails/permissions-boundary/judge/facts';
import { startLine, unreadLine, unreadableEntryLine } from '../src/guardrails/permissions-boundary/report/log';
import { keepsEvidence, rulesOf } from '../src/guardrails/permissions-boundary/rules';

const rules = rulesOf(readFileSync(join(__dirname, RULES_FILE), 'utf8'));
const adminGroups = pinned(rules, requireEnv(ENV.adminGroupIds));
const account = requireEnv(ENV.accountId);
const bucket = requireEnv(ENV.evidenceBucket);
const anyRegion = anyRegionClient();
const store = evidenceStore(s3Client(), bucket);
const iam = jobIamClient();
const own = { ...rules.boundaryPolicies, accountId: account };
const unreadable = (entry: UnreadableEntry) => {
  console.log(JSON.stringify(unreadableEntryLine(account, entry)));
};
const boundaries = boundaryLedger(
  { client: jobDynamoClient(), name: requireEnv(ENV.ledgerTable), unreadable },
  PERMISSIONS_BOUNDARY,
);

/** What the map and the summary are given. */
interface Inventory extends Run {
  readonly account: string;
  readonly bucket: string;
  readonly prefix: string;
  readonly manifestKey: string;
  readonly principals: number;
  readonly plan: Plan;
}

/** Lists everybody a run looks at. Whoever may be exempt is known first: without the exemptions nobody is audited. */
export async function handler(event: unknown): Promise<Inventory> {
  const run = inventoryInputOf(event, { now: new Date() });
  const listed = await exemptionsObject(rules.exemptionsObject, (from, key) => readObject(anyRegion, from, key));
  const exemptions = [...rules.exemptions, ...listed];
  const { run: paced } = new Pace({ callsPerSecond: rules.audit.iamCallsPerSecond, clock: systemClock, isThrottled });
  const standing = new Standing(own);
  const found = await inventoryOf(standing.over(authorizationDetails(iam, paced).pages()), {
    lastUses: credentialReport(iam, systemClock.sleep, paced),
    actions: askedFor(rules),
    spared: sparedBy(rules),
    unread: (why) => {
      console.log(JSON.stringify(unreadLine({ ...run, account }, why)));
    },
    ...(keepsEvidence(rules) && { sha256 }),
    factsOf: (one, groups) =>
      factsOf(one, groups, { rules, adminGroups, exemptions, today: run.startedAt.slice(0, 10) }),
  });
  const subjects = await bounded(found, new Date(run.startedAt));

  const prefix = `${baseOf(account, PERMISSIONS_BOUNDARY)}/${KEYS.runs}/${run.runId}`;
  const manifestKey = `${prefix}/${KEYS.manifest}`;
  const endingExemptions = endingOf(exemptions, run.startedAt.slice(0, 10));
  await noteRun({ ...run, prefix, principals: subjects.length, endingExemptions }, store);
  await store.putJson(manifestKey, subjects);
  if (rules.mode !== 'off') await store.putJson(`${prefix}/${KEYS.standing}`, standing.found());
  console.log(JSON.stringify(startLine({ ...run, account }, rules, subjects.length)));
  const plan = planOf(subjects.length, rules.audit);
  return { ...run, account, bucket, prefix, manifestKey, principals: subjects.length, plan };
}

/** Since when everybody is bounded who carries a boundary of the project, and who does no more though nobody released it. */
async function bounded(found: readonly Subject[], now: Date): Promise<readonly Subject[]> {
  return rules.mode === 'off' ? found : withBoundedAt(found, await boundaries.allOpen(account), now);
}
