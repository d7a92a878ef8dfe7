import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withBoundedAt } from '../src/audit/bounded-at';
import { exemptionsObject } from '../src/audit/exemptions-object';
import { inventoryOf } from '../src/audit/inventory';
import { baseOf, KEYS } from '../src/audit/contract';
import { Pace } from '../src/audit/pace';
import { inventoryInputOf, type Run } from '../src/audit/payloads';
import { planOf, type Plan } from '../src/audit/plan';
import { Standing } from '../src/audit/standing';
import { authorizationDetails } from '../src/aws/authorization-details';
import { dynamoClient, jobIamClient, s3Client } from '../src/aws/clients';
import { credentialReport } from '../src/aws/credential-report';
import { requireEnv } from '../src/aws/env';
import { evidenceStore, readObject } from '../src/aws/evidence-store';
import { boundaryLedger } from '../src/aws/ledger/boundaries';
import { systemClock } from '../src/aws/system-clock';
import { isThrottled } from '../src/aws/throttling';
import { isOwnBoundary } from '../src/domain/boundary-self-protection';
import type { Subject } from '../src/domain/subject';
import { ENV, PERMISSIONS_BOUNDARY, RULES_FILE } from '../src/guardrails/permissions-boundary/contract';
import { factsOf } from '../src/guardrails/permissions-boundary/facts';
import { startLine, unreadLine } from '../src/guardrails/permissions-boundary/log';
import { keepsEvidence, rulesOf } from '../src/guardrails/permissions-boundary/rules';

const rules = rulesOf(readFileSync(join(__dirname, RULES_FILE), 'utf8'));
const account = requireEnv(ENV.accountId);
const bucket = requireEnv(ENV.evidenceBucket);
const s3 = s3Client();
const store = evidenceStore(s3, bucket);
const iam = jobIamClient();
const own = { ...rules.boundaryPolicies, accountId: account };
const boundaries = boundaryLedger({ client: dynamoClient(), name: requireEnv(ENV.ledgerTable) }, PERMISSIONS_BOUNDARY);

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

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
  const run = inventoryInputOf(event);
  const listed = await exemptionsObject(rules.exemptionsObject, (from, key) => readObject(s3, from, key));
  const exemptions = [...rules.exemptions, ...listed];
  const { run: paced } = new Pace({ callsPerSecond: rules.audit.iamCallsPerSecond, clock: systemClock, isThrottled });
  const standing = new Standing(own);
  const found = await inventoryOf(standing.over(authorizationDetails(iam, paced).pages()), {
    lastUses: credentialReport(iam, systemClock.sleep, paced),
    actions: rules.alwaysKeep,
    unread: (why) => {
      console.log(JSON.stringify(unreadLine({ ...run, account }, why)));
    },
    ...(keepsEvidence(rules) && { sha256 }),
    factsOf: (one) => factsOf(one, rules, exemptions, run.startedAt.slice(0, 10)),
  });
  const subjects = await bounded(found);

  const prefix = `${baseOf(account, PERMISSIONS_BOUNDARY)}/${KEYS.runs}/${run.runId}`;
  const manifestKey = `${prefix}/${KEYS.manifest}`;
  await store.putJson(manifestKey, subjects);
  if (rules.mode !== 'off') await store.putJson(`${prefix}/${KEYS.standing}`, standing.found());
  console.log(JSON.stringify(startLine({ ...run, account }, rules, subjects.length)));
  const plan = planOf(subjects.length, rules.audit);
  return { ...run, account, bucket, prefix, manifestKey, principals: subjects.length, plan };
}

/** Since when everybody is bounded who carries a boundary of the project; the ledger is read where somebody does. */
async function bounded(found: readonly Subject[]): Promise<readonly Subject[]> {
  const isBounded = ({ boundaryArn }: Subject) => boundaryArn !== undefined && isOwnBoundary(boundaryArn, own);
  return found.some(isBounded) ? withBoundedAt(found, await boundaries.allOpen(account)) : found;
}
