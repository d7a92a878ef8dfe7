import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exemptionsObject } from '../src/audit/exemptions-object';
import { inventoryOf } from '../src/audit/inventory';
import { baseOf, KEYS } from '../src/audit/contract';
import { Pace } from '../src/audit/pace';
import { inventoryInputOf, type Run } from '../src/audit/payloads';
import { planOf, type Plan } from '../src/audit/plan';
import { authorizationDetails } from '../src/aws/authorization-details';
import { jobIamClient, s3Client } from '../src/aws/clients';
import { credentialReport } from '../src/aws/credential-report';
import { requireEnv } from '../src/aws/env';
import { evidenceStore, readObject } from '../src/aws/evidence-store';
import { systemClock } from '../src/aws/system-clock';
import { isThrottled } from '../src/aws/throttling';
import { ENV, PERMISSIONS_BOUNDARY, RULES_FILE } from '../src/guardrails/permissions-boundary/contract';
import { factsOf } from '../src/guardrails/permissions-boundary/facts';
import { startLine, unreadLine } from '../src/guardrails/permissions-boundary/log';
import { rulesOf } from '../src/guardrails/permissions-boundary/rules';

const rules = rulesOf(readFileSync(join(__dirname, RULES_FILE), 'utf8'));
const account = requireEnv(ENV.accountId);
const bucket = requireEnv(ENV.evidenceBucket);
const s3 = s3Client();
const store = evidenceStore(s3, bucket);
const iam = jobIamClient();

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
  const subjects = await inventoryOf(authorizationDetails(iam, paced).pages(), {
    lastUses: credentialReport(iam, systemClock.sleep, paced),
    actions: rules.alwaysKeep,
    unread: (why) => {
      console.log(JSON.stringify(unreadLine({ ...run, account }, why)));
    },
    ...(rules.audit.incremental && { sha256 }),
    factsOf: (found) => factsOf(found, rules, exemptions, run.startedAt.slice(0, 10)),
  });

  const prefix = `${baseOf(account, PERMISSIONS_BOUNDARY)}/${KEYS.runs}/${run.runId}`;
  const manifestKey = `${prefix}/${KEYS.manifest}`;
  await store.putJson(manifestKey, subjects);
  console.log(JSON.stringify(startLine({ ...run, account }, rules, subjects.length)));
  const plan = planOf(subjects.length, rules.audit);
  return { ...run, account, bucket, prefix, manifestKey, principals: subjects.length, plan };
}
