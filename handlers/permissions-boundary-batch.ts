import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditBatch } from '../src/audit/batch/batch';
import { baseOf, KEYS } from '../src/audit/contract';
import { earlierEvidence, type EarlierEvidence, type EvidenceShards } from '../src/audit/evidence/evidence-shards';
import type { Reuse } from '../src/audit/evidence/known-evidence';
import { checkListed } from '../src/audit/inventory/manifest';
import { Pace } from '../src/audit/pace/pace';
import { pacedTagger } from '../src/audit/batch/paced-tagger';
import { batchInputOf } from '../src/audit/payloads/batch';
import { batchTimeMs } from '../src/audit/plan/plan';
import { standingOf } from '../src/audit/plan/plan-object';
import { checkRun } from '../src/audit/run/run-record';
import { accessAdvisor } from '../src/aws/iam/access-advisor';
import { jobDynamoClient, jobIamClient, s3Client } from '../src/aws/clients/clients';
import { requireEnv } from '../src/aws/env';
import { evidenceStore } from '../src/aws/evidence-store';
import { iamTagger } from '../src/aws/iam/tagger';
import { incidentLedger } from '../src/aws/ledger/incidents';
import { tagLedger } from '../src/aws/ledger/tags';
import { sha256 } from '../src/aws/sha256';
import { systemClock } from '../src/aws/system-clock';
import { isDenied, isExpired, isThrottled } from '../src/aws/clients/throttling';
import { carryOut } from '../src/changes/carry-out';
import { tagCarrier } from '../src/changes/tag-carrier';
import type { Reach } from '../src/domain/boundary/reach';
import { isOwnBoundary } from '../src/domain/boundary/self-protection';
import type { Outcome, TagsSet } from '../src/domain/change/change';
import { countsOf, type Counts } from '../src/domain/run/run-summary';
import type { Subject } from '../src/domain/identity/subject';
import type { UnreadableEntry } from '../src/domain/ledger/unreadable-entry';
import { act } from '../src/guardrails/permissions-boundary/apply/act';
import { batchWork } from '../src/guardrails/permissions-boundary/apply/batch-work';
import { ENV, PERMISSIONS_BOUNDARY, RULES_FILE } from '../src/guardrails/permissions-boundary/contract';
import { ignoredLine, linesOf, unreadableEntryLine } from '../src/guardrails/permissions-boundary/report/log';
import { keepsEvidence, rulesOf } from '../src/guardrails/permissions-boundary/rules';
import { reachesOf } from '../src/guardrails/permissions-boundary/judge/standing';
import { REVOKER } from '../src/guardrails/revoker/contract';

const rules = rulesOf(readFileSync(join(__dirname, RULES_FILE), 'utf8'));
const account = requireEnv(ENV.accountId);
const unreadable = (entry: UnreadableEntry) => {
  console.log(JSON.stringify(unreadableEntryLine(account, entry)));
};
const table = { client: jobDynamoClient(), name: requireEnv(ENV.ledgerTable), unreadable };
const [incidents, remembered] = [incidentLedger(table, REVOKER), tagLedger(table, PERMISSIONS_BOUNDARY)];
const store = evidenceStore(s3Client(), requireEnv(ENV.evidenceBucket));
const iam = jobIamClient();
const base = baseOf(account, PERMISSIONS_BOUNDARY);
const scope = { accountId: account, base, iamCallsPerSecond: rules.audit.iamCallsPerSecond };
const own = { ...rules.boundaryPolicies, accountId: account };
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
  const { callsPerSecond, subjects, ...run } = batchInputOf(event, { ...scope, now: new Date() });
  await checkRun(run, store);
  await checkListed(subjects, run.prefix, store);
  const now = new Date(run.startedAt);
  const open = await incidents.allOpen(account);
  const openIncidents = new Set(open.map(({ principalId }) => principalId));
  const standing = await boundariesOf(subjects, `${run.prefix}/${KEYS.standing}`);
  const circumstances = { rules, now, openIncidents, standing };
  const endsAfterMs = batchTimeMs(reportTimeoutSeconds);
  const pace = new Pace({ callsPerSecond, clock: systemClock, isThrottled, endsAfterMs });
  const carry = tagCarrier(pacedTagger(iamTagger(iam), pace.run));

  const ignored = (key: string, why: string) => {
    log(ignoredLine({ ...run, account }, key, why));
  };
  const shards = { store, accountId: account, base, ignored };
  const reuse = rules.audit.incremental ? { now, refreshDays } : undefined;

  const { rows, ...written } = await auditBatch(
    { ...run, subjects },
    {
      ...batchWork(circumstances, rules),
      // Tags have a setting of their own, and are written in observe mode too.
      act: async ({ subject, tags }): Promise<Outcome<TagsSet>> => {
        const ladder = act(subject, tags);
        const [first] = ladder.flat();
        const mayWrite =
          first === undefined ||
          // As often as tags are written, and no more: a hundred at once would not be answered in time.
          (await pace.run('RememberTags', () => remembered.remember(first.principal, subject.ownTags, run.runId, now)));
        return mayWrite ? carryOut(ladder, 'enforce', carry) : { kind: 'nothing-to-do' };
      },
      say: (judgement, outcome) => {
        for (const line of linesOf(judgement, outcome, { ...run, account }, rules)) log(line);
      },
    },
    { ...sources, pace, store, known: (of) => earlier(of, shards, reuse) },
  );
  return { ...written, counts: countsOf(rows, run.startedAt) };
}

async function earlier(
  subjects: readonly Subject[],
  shards: EvidenceShards,
  reuse: Reuse | undefined,
): Promise<ReadonlyMap<string, EarlierEvidence>> {
  return keepsEvidence(rules) ? earlierEvidence(subjects, shards, reuse) : new Map();
}

/** What the boundaries of the batch let through; nothing is read where nobody has one of the project's. */
async function boundariesOf(subjects: readonly Subject[], key: string): Promise<ReadonlyMap<string, Reach>> {
  const arns = new Set(
    subjects.flatMap(({ boundaryArn }) => boundaryArn ?? []).filter((arn) => isOwnBoundary(arn, own)),
  );
  if (arns.size === 0 || rules.mode === 'off') return new Map();
  const { policies } = standingOf(await store.getJson(key), key);
  return reachesOf(
    policies.filter(({ arn }) => arns.has(arn)),
    own,
    sha256,
  );
}
