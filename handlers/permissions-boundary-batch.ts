import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditBatch } from '../src/audit/batch';
import { baseOf } from '../src/audit/contract';
import { currentEvidence } from '../src/audit/evidence-shards';
import { Pace } from '../src/audit/pace';
import { pacedTagger } from '../src/audit/paced-tagger';
import { batchInputOf } from '../src/audit/payloads';
import { batchTimeMs } from '../src/audit/plan';
import { accessAdvisor } from '../src/aws/access-advisor';
import { dynamoClient, jobIamClient, s3Client } from '../src/aws/clients';
import { requireEnv } from '../src/aws/env';
import { evidenceStore } from '../src/aws/evidence-store';
import { iamTagger } from '../src/aws/iam-tagger';
import { incidentLedger } from '../src/aws/ledger/incidents';
import { systemClock } from '../src/aws/system-clock';
import { isDenied, isExpired, isThrottled } from '../src/aws/throttling';
import { carryOut } from '../src/changes/carry-out';
import { tagCarrier } from '../src/changes/tag-carrier';
import type { Outcome, TagsSet } from '../src/domain/change';
import { countsOf, type Counts } from '../src/domain/run-summary';
import { act } from '../src/guardrails/permissions-boundary/act';
import { ENV, PERMISSIONS_BOUNDARY, RULES_FILE } from '../src/guardrails/permissions-boundary/contract';
import { believed, skip } from '../src/guardrails/permissions-boundary/decide';
import { judge } from '../src/guardrails/permissions-boundary/judge';
import { ignoredLine, linesOf } from '../src/guardrails/permissions-boundary/log';
import { rowOf } from '../src/guardrails/permissions-boundary/row';
import { rulesOf } from '../src/guardrails/permissions-boundary/rules';
import { REVOKER } from '../src/guardrails/revoker/contract';

const rules = rulesOf(readFileSync(join(__dirname, RULES_FILE), 'utf8'));
const account = requireEnv(ENV.accountId);
const incidents = incidentLedger({ client: dynamoClient(), name: requireEnv(ENV.ledgerTable) }, REVOKER);
const store = evidenceStore(s3Client(), requireEnv(ENV.evidenceBucket));
const iam = jobIamClient();
const base = baseOf(account, PERMISSIONS_BOUNDARY);
const scope = { accountId: account, base, iamCallsPerSecond: rules.audit.iamCallsPerSecond };
const { reportWaitSeconds, reportTimeoutSeconds, refreshDays } = rules.audit;
const limits = { reportWaitSeconds, reportTimeoutSeconds };
const sources = { advisor: accessAdvisor(iam), clock: systemClock, isDenied, isExpired, ...limits };

/** What the summary is told of a batch. */
interface Answer {
  readonly key: string;
  readonly evidenceKey?: string;
  readonly counts: Counts;
}

function log(line: object): void {
  console.log(JSON.stringify(line));
}

/** Asks for the evidence of a batch, judges by it, and has the tags written. Whoever has an open incident is left alone. */
export async function handler(event: unknown): Promise<Answer> {
  const { callsPerSecond, subjects, ...run } = batchInputOf(event, scope);
  const now = new Date(run.startedAt);
  const open = await incidents.allOpen(account);
  const circumstances = { rules, now, openIncidents: new Set(open.map(({ principalId }) => principalId)) };
  const endsAfterMs = batchTimeMs(reportTimeoutSeconds);
  const pace = new Pace({ callsPerSecond, clock: systemClock, isThrottled, endsAfterMs });
  const carry = tagCarrier(pacedTagger(iamTagger(iam), pace.run));

  const ignored = (key: string, why: string) => {
    log(ignoredLine({ ...run, account }, key, why));
  };
  const shards = { store, accountId: account, base, ignored };

  const { rows, ...written } = await auditBatch(
    { ...run, subjects },
    {
      skip: (subject) => skip(subject, circumstances) !== undefined,
      judge: (subject, evidence) => judge(subject, evidence, circumstances),
      believes: (subject, evidence) => believed(subject, evidence, now).kind === 'report',
      // Tags have a setting of their own, and are written in observe mode too.
      act: ({ subject, tags }) => carryOut(act(subject, tags), 'enforce', carry),
      failed: (_, why): Outcome<TagsSet> => ({ kind: 'failed', changes: [], why }),
      rowOf: (judgement, outcome) => rowOf(judgement, outcome, rules, now),
      say: (judgement, outcome) => {
        for (const line of linesOf(judgement, outcome, { ...run, account }, rules)) log(line);
      },
    },
    { ...sources, pace, store, known: (of) => currentEvidence(of, shards, { now, refreshDays }) },
  );
  return { ...written, counts: countsOf(rows, run.startedAt) };
}
