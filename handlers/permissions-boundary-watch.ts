import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { baseOf } from '../src/audit/contract';
import { metricsLine } from '../src/audit/run/metrics';
import { daysSinceSuccess, watchMessageOf } from '../src/audit/run/watch';
import { snsAlert } from '../src/aws/events/alerts';
import { dynamoClient, s3Client, snsClient } from '../src/aws/clients/clients';
import { deliveriesOf, type Delivery } from '../src/aws/events/deliveries';
import { requireEnv } from '../src/aws/env';
import { evidenceStore } from '../src/aws/evidence-store';
import { tellingLedger } from '../src/aws/ledger/tellings';
import { tellOnce } from '../src/changes/tell-once';
import type { FailedRun } from '../src/domain/run/failed-run';
import { ENV, PERMISSIONS_BOUNDARY, RULES_FILE } from '../src/guardrails/permissions-boundary/contract';
import { failedRunNotice } from '../src/guardrails/permissions-boundary/report/failed-run';
import { rulesOf } from '../src/guardrails/permissions-boundary/rules';

const { runbook } = rulesOf(readFileSync(join(__dirname, RULES_FILE), 'utf8'));
const accountId = requireEnv(ENV.accountId);
const prefix = requireEnv(ENV.metricNamespace);
const watched = { accountId, machine: `${prefix}-${PERMISSIONS_BOUNDARY}` };
const base = baseOf(accountId, PERMISSIONS_BOUNDARY);
const place = { namespace: prefix, guardrail: PERMISSIONS_BOUNDARY };
const store = evidenceStore(s3Client(), requireEnv(ENV.evidenceBucket));
const table = { client: dynamoClient(), name: requireEnv(ENV.ledgerTable) };
const telling = { ledger: tellingLedger(table), alert: snsAlert(snsClient(), requireEnv(ENV.topicArn)) };

/** Tells people of a run that failed, and says every day how long ago one succeeded. */
export async function handler(event: unknown): Promise<void> {
  for (const delivery of deliveriesOf(event)) {
    const message = watchMessageOf(delivery.body, watched);
    await (message.kind === 'failed-run' ? tell(message.run, delivery) : count());
  }
}

async function tell(run: FailedRun, delivery: Delivery): Promise<void> {
  const { runId, redriveCount } = run;
  // A run that is redriven and fails again is told again.
  const entryId = `failed-${redriveCount}`;
  const entry = { accountId, principalId: runId, guardrail: PERMISSIONS_BOUNDARY, entryId, expires: true };
  const told = await tellOnce({ entry, notice: failedRunNotice(run, runbook) }, delivery, new Date(), telling);
  console.log(JSON.stringify({ msgtype: 'failed-run', guardrail: PERMISSIONS_BOUNDARY, ...run, told }));
}

async function count(): Promise<void> {
  const now = new Date();
  const days = await daysSinceSuccess(now, base, store);
  console.log(JSON.stringify(metricsLine({ daysSinceSuccess: days }, place, now)));
}
