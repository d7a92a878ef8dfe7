import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { baseOf, KEYS } from '../src/audit/contract';
import { metricsLine } from '../src/audit/metrics';
import { summaryInputOf } from '../src/audit/payloads';
import { summarise } from '../src/audit/summary';
import { noteSuccess } from '../src/audit/watch';
import { snsAlert } from '../src/aws/alerts';
import { dynamoClient, s3Client, snsClient } from '../src/aws/clients';
import { requireEnv } from '../src/aws/env';
import { evidenceStore } from '../src/aws/evidence-store';
import { tellingLedger } from '../src/aws/ledger/tellings';
import { tellOnce } from '../src/changes/tell-once';
import { isSuccess, type Counts } from '../src/domain/run-summary';
import { ENV, PERMISSIONS_BOUNDARY, RULES_FILE } from '../src/guardrails/permissions-boundary/contract';
import { endLine, ignoredLine, metricsOf } from '../src/guardrails/permissions-boundary/log';
import { digestOf } from '../src/guardrails/permissions-boundary/notify';
import { missing } from '../src/guardrails/permissions-boundary/row';
import { rulesOf } from '../src/guardrails/permissions-boundary/rules';

const rules = rulesOf(readFileSync(join(__dirname, RULES_FILE), 'utf8'));
const account = requireEnv(ENV.accountId);
const base = baseOf(account, PERMISSIONS_BOUNDARY);
const bucket = requireEnv(ENV.evidenceBucket);
const region = requireEnv('AWS_REGION');
const place = { namespace: requireEnv(ENV.metricNamespace), guardrail: PERMISSIONS_BOUNDARY };
const store = evidenceStore(s3Client(), bucket);
const table = { client: dynamoClient(), name: requireEnv(ENV.ledgerTable) };
const telling = { ledger: tellingLedger(table), alert: snsAlert(snsClient(), requireEnv(ENV.topicArn)) };

/** Joins what the batches found, and tells people once. */
export async function handler(event: unknown): Promise<Counts> {
  const input = summaryInputOf(event);
  const { prefix, attempt, runId } = input;
  const ignored = (key: string, why: string) => {
    console.log(JSON.stringify(ignoredLine({ ...input, account }, key, why)));
  };
  const shards = rules.audit.incremental ? { store, accountId: account, base, ignored } : undefined;
  const work = { store, accountId: account, guardrail: PERMISSIONS_BOUNDARY, rules, missing, shards } as const;
  const summary = await summarise(input, work);

  const files = { region, bucket, jsonKey: `${prefix}/${KEYS.summaryJson}`, csvKey: `${prefix}/${KEYS.summaryCsv}` };
  const entry = {
    accountId: account,
    principalId: runId,
    guardrail: PERMISSIONS_BOUNDARY,
    entryId: 'digest',
    expires: true,
  };
  const now = new Date();
  const teller = { deliveryId: runId, attempt: attempt + 1 };
  await tellOnce({ entry, notice: digestOf(summary, files) }, teller, now, telling);
  const succeeded = isSuccess(summary.counts);
  if (succeeded) await noteSuccess(input, now, base, store);
  console.log(JSON.stringify(endLine({ ...input, account }, rules, summary.counts)));
  console.log(
    JSON.stringify(metricsLine({ ...metricsOf(summary), daysSinceSuccess: succeeded ? 0 : undefined }, place, now)),
  );
  return summary.counts;
}
