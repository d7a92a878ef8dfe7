import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { baseOf, KEYS } from '../src/audit/contract';
import { metricsLine } from '../src/audit/run/metrics';
import { needsMore, noteNeeds, toldNeeds } from '../src/audit/change/needs-again';
import { summaryInputOf, type SummaryInput } from '../src/audit/payloads/summary';
import { recordOf } from '../src/audit/run/run-record';
import { summarise } from '../src/audit/run/summary';
import { noteSuccess } from '../src/audit/run/watch';
import { snsAlert } from '../src/aws/events/alerts';
import { jobDynamoClient, s3Client, snsClient } from '../src/aws/clients/clients';
import { requireEnv } from '../src/aws/env';
import { evidenceStore } from '../src/aws/evidence-store';
import { tellingLedger } from '../src/aws/ledger/tellings';
import { tellOnce } from '../src/changes/tell-once';
import { isSuccess, type Counts, type RunSummary } from '../src/domain/run/run-summary';
import { ENV, PERMISSIONS_BOUNDARY, RULES_FILE } from '../src/guardrails/permissions-boundary/contract';
import { boundaryLines, endLine, ignoredLine, metricsOf } from '../src/guardrails/permissions-boundary/report/log';
import { digestOf } from '../src/guardrails/permissions-boundary/report/digest';
import { isWorthTelling } from '../src/guardrails/permissions-boundary/report/digest-boundaries';
import { missing } from '../src/guardrails/permissions-boundary/report/row';
import { keepsEvidence, rulesOf } from '../src/guardrails/permissions-boundary/rules';
import { RELEASE } from '../src/release/contract';

const rules = rulesOf(readFileSync(join(__dirname, RULES_FILE), 'utf8'));
const account = requireEnv(ENV.accountId);
const base = baseOf(account, PERMISSIONS_BOUNDARY);
const bucket = requireEnv(ENV.evidenceBucket);
const region = requireEnv('AWS_REGION');
const prefixOfNames = requireEnv(ENV.metricNamespace);
const place = { namespace: prefixOfNames, guardrail: PERMISSIONS_BOUNDARY };
const store = evidenceStore(s3Client(), bucket);
const table = { client: jobDynamoClient(), name: requireEnv(ENV.ledgerTable) };
const telling = { ledger: tellingLedger(table), alert: snsAlert(snsClient(), requireEnv(ENV.topicArn)) };

/** Joins what the batches found, and tells people once. */
export async function handler(event: unknown): Promise<Counts> {
  const input = summaryInputOf(event, { accountId: account, base, now: new Date() });
  const { endingExemptions } = await recordOf(input, store);
  const ignored = (key: string, why: string) => {
    console.log(JSON.stringify(ignoredLine({ ...input, account }, key, why)));
  };
  const shards = keepsEvidence(rules) ? { store, accountId: account, base, ignored } : undefined;
  const work = {
    store,
    accountId: account,
    guardrail: PERMISSIONS_BOUNDARY,
    rules,
    missing,
    shards,
    endingExemptions,
  } as const;
  const summary = await summarise(input, work);

  const now = new Date();
  await tell(summary, input, now);
  const succeeded = isSuccess(summary.counts);
  if (succeeded) await noteSuccess(input, now, base, store);
  for (const line of boundaryLines(summary, { ...input, account })) console.log(JSON.stringify(line));
  console.log(JSON.stringify(endLine({ ...input, account }, rules, summary.counts)));
  console.log(
    JSON.stringify(metricsLine({ ...metricsOf(summary), daysSinceSuccess: succeeded ? 0 : undefined }, place, now)),
  );
  return summary.counts;
}

/** Tells people once what a run found; those of an upkeep that found nothing new are told of nothing. */
async function tell(summary: RunSummary, { prefix, attempt, runId, purpose }: SummaryInput, now: Date): Promise<void> {
  const jsonKey = `${prefix}/${KEYS.summaryJson}`;
  const releaseFunction = `${prefixOfNames}-${RELEASE}`;
  const own = { ...rules.boundaryPolicies, accountId: account };
  const files = {
    region,
    bucket,
    jsonKey,
    csvKey: `${prefix}/${KEYS.summaryCsv}`,
    releaseFunction,
    own,
    runbook: rules.runbook,
  };
  const entry = {
    ...{ accountId: account, principalId: runId, guardrail: PERMISSIONS_BOUNDARY, entryId: 'digest' },
    expires: true,
  };
  const isEnforced = rules.mode === 'enforce';
  const told = isEnforced ? await toldNeeds(base, store) : new Map<string, readonly string[]>();
  if (purpose !== 'upkeep' || isWorthTelling(summary, needsMore(summary.principals, told))) {
    await tellOnce(
      { entry, notice: digestOf(summary, files) },
      { deliveryId: runId, attempt: attempt + 1 },
      now,
      telling,
    );
  }
  if (isEnforced) await noteNeeds(summary.principals, told, base, store);
}
