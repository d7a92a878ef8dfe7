import { baseOf, KEYS } from '../src/audit/contract';
import { Pace, TimeOverError } from '../src/audit/pace/pace';
import { pacedTagger } from '../src/audit/batch/paced-tagger';
import { snsAlert } from '../src/aws/events/alerts';
import { boundaryPolicies } from '../src/aws/iam/boundary-policies';
import { dynamoClient, iamClient, jobIamClient, s3Client, snsClient } from '../src/aws/clients/clients';
import { requireEnv } from '../src/aws/env';
import { evidenceStore } from '../src/aws/evidence-store';
import { iamBounder } from '../src/aws/iam/bounder';
import { iamReader } from '../src/aws/iam/reader';
import { iamReleaser } from '../src/aws/iam/releaser';
import { iamTagger, iamTagReader } from '../src/aws/iam/tagger';
import { boundaryLedger } from '../src/aws/ledger/boundaries';
import { holdLedger } from '../src/aws/ledger/holds';
import { incidentLedger } from '../src/aws/ledger/incidents';
import { tagLedger } from '../src/aws/ledger/tags';
import { principalNamed } from '../src/aws/iam/principal-named';
import { sha256 } from '../src/aws/sha256';
import { systemClock } from '../src/aws/system-clock';
import { isThrottled } from '../src/aws/clients/throttling';
import type { BoundaryEntry } from '../src/domain/boundary/entry';
import { ownPoliciesOf } from '../src/domain/boundary/self-protection';
import type { UnreadableEntry } from '../src/domain/ledger/unreadable-entry';
import { PERMISSIONS_BOUNDARY, TAG_KEY_PATTERNS } from '../src/guardrails/permissions-boundary/contract';
import { INLINE_POLICY_NAME, REVOKER } from '../src/guardrails/revoker/contract';
import { answerOf, unreadOf, type Answer } from '../src/release/answer';
import { boundedJobs } from '../src/release/bounded-jobs';
import { collectUnused } from '../src/release/collect';
import { ENV, RELEASE, TIMEOUT_SECONDS } from '../src/release/contract';
import { noticeOf } from '../src/release/notify';
import { isAbout, parse } from '../src/release/parse';
import { revokedJobs } from '../src/release/revoked';
import type { Released } from '../src/release/take-back';
import { workThrough } from '../src/release/work';

const policies = {
  denyPolicyArn: requireEnv(ENV.denyPolicyArn),
  boundaryPolicyArn: requireEnv(ENV.boundaryPolicyArn),
  inlinePolicyName: INLINE_POLICY_NAME,
};
const own = ownPoliciesOf(requireEnv(ENV.boundaries), policies.denyPolicyArn);
const { accountId } = own;
const ledger = { client: dynamoClient(), name: requireEnv(ENV.ledgerTable) };
const [iam, jobIam] = [iamClient(), jobIamClient()];
const reader = iamReader(iam);
const alert = snsAlert(snsClient(), requireEnv(ENV.topicArn));
const bucket = requireEnv(ENV.evidenceBucket);
const store = bucket === '' ? undefined : evidenceStore(s3Client(), bucket);
const summaryKey = (runId: string) =>
  `${baseOf(accountId, PERMISSIONS_BOUNDARY)}/${KEYS.runs}/${runId}/${KEYS.summaryJson}`;
const now = () => new Date();

/** Milliseconds before the end after which nobody's release is begun, and no call is made. */
const [LAST_BEGINNING_MS, LAST_CALL_MS] = [20_000, 5_000];
/** Whoever asks for a release is waiting for it. */
const CALLS_PER_SECOND = 20;

/** Takes back what guardrails did to one principal, in one run, or at all. What was done is the answer, the log and one notice. */
export async function handler(
  event: unknown,
  context?: { readonly getRemainingTimeInMillis?: () => number },
): Promise<Answer> {
  const request = parse(event);
  const remaining = context?.getRemainingTimeInMillis?.() ?? TIMEOUT_SECONDS * 1_000;
  const lastBeginning = systemClock.now() + remaining - LAST_BEGINNING_MS;
  const [unread, closed]: [UnreadableEntry[], BoundaryEntry[]] = [[], []];
  const { revoked, bounded } = portsOf(remaining - LAST_CALL_MS, (entry) => {
    unread.push(entry);
    log({ msgtype: 'unreadable-entry', ...entry });
  });

  const jobs = [
    ...(await revokedJobs(request, accountId, revoked)),
    ...(await boundedJobs(request, accountId, bounded, closed)),
  ];
  const done = await workThrough(jobs, { isOver: () => systemClock.now() > lastBeginning, ranOut }, logReleased);
  // People hear of it first: what is left to tidy may fail.
  if (done.released.length > 0) await alert(noticeOf(done.released, requireEnv(ENV.runbook)));
  const isWhole = done.left === 0 && isAbout(request, PERMISSIONS_BOUNDARY);
  const what = { closed, everything: request.kind === 'all' };
  const deleted = isWhole ? await collectUnused(accountId, what, bounded).catch(unlessOver) : [];
  return answerOf(done, deleted, unreadOf(request, jobs, unread));
}

/** Ports of one invocation: its calls keep a pace, and end before the function does. */
function portsOf(endsAfterMs: number, unreadable: (entry: UnreadableEntry) => void) {
  const table = { ...ledger, unreadable };
  const { run } = new Pace({ callsPerSecond: CALLS_PER_SECOND, clock: systemClock, isThrottled, endsAfterMs });
  const incidents = incidentLedger(table, REVOKER);
  const bounded = {
    boundaries: boundaryLedger(table, PERMISSIONS_BOUNDARY),
    tags: tagLedger(table, PERMISSIONS_BOUNDARY),
    holds: holdLedger(table, PERMISSIONS_BOUNDARY),
    bounder: iamBounder(jobIam, run),
    named: principalNamed(jobIam, run),
    tagger: pacedTagger(iamTagger(jobIam), run),
    tagsOf: iamTagReader(jobIam, run),
    policies: boundaryPolicies(jobIam, own, run),
    ...{ reader, store, summaryKey, own, sha256, tagKeys: TAG_KEY_PATTERNS, clock: systemClock, now },
  };
  return { revoked: { policies, reader, releaser: iamReleaser(iam), incidents, own, now }, bounded };
}

function log(line: object): void {
  console.log(JSON.stringify({ guardrail: RELEASE, ...line }));
}

function logReleased(released: Released): void {
  log(released);
}

function ranOut(error: unknown): boolean {
  return error instanceof TimeOverError;
}

function unlessOver(error: unknown): undefined {
  if (!ranOut(error)) throw error;
  return undefined;
}
