import { createHash } from 'node:crypto';
import { baseOf, KEYS } from '../src/audit/contract';
import { Pace, TimeOverError } from '../src/audit/pace';
import { pacedTagger } from '../src/audit/paced-tagger';
import { snsAlert } from '../src/aws/alerts';
import { boundaryPolicies } from '../src/aws/boundary-policies';
import { dynamoClient, iamClient, jobIamClient, s3Client, snsClient } from '../src/aws/clients';
import { requireEnv } from '../src/aws/env';
import { evidenceStore } from '../src/aws/evidence-store';
import { iamBounder } from '../src/aws/iam-bounder';
import { iamReader } from '../src/aws/iam-reader';
import { iamReleaser } from '../src/aws/iam-releaser';
import { iamTagger, iamTagReader } from '../src/aws/iam-tagger';
import { boundaryLedger } from '../src/aws/ledger/boundaries';
import { incidentLedger } from '../src/aws/ledger/incidents';
import { tagLedger } from '../src/aws/ledger/tags';
import { systemClock } from '../src/aws/system-clock';
import { isThrottled } from '../src/aws/throttling';
import { giveBack } from '../src/changes/give-back';
import type { BoundaryEntry } from '../src/domain/boundary-entry';
import { ownPoliciesOf } from '../src/domain/boundary-self-protection';
import { accountOfArn } from '../src/domain/principal';
import { PERMISSIONS_BOUNDARY, TAG_KEY_PATTERNS } from '../src/guardrails/permissions-boundary/contract';
import { INLINE_POLICY_NAME, REVOKER } from '../src/guardrails/revoker/contract';
import { findBounded, type BoundedTarget } from '../src/release/bounded';
import { collectUnused } from '../src/release/collect';
import { ENV, RELEASE, TIMEOUT_SECONDS } from '../src/release/contract';
import { find, type Target } from '../src/release/find';
import { noticeOf } from '../src/release/notify';
import { isAbout, parse, type Request } from '../src/release/parse';
import { takeBack, type Released } from '../src/release/take-back';
import { workThrough, type Job } from '../src/release/work';

const policies = {
  denyPolicyArn: requireEnv(ENV.denyPolicyArn),
  boundaryPolicyArn: requireEnv(ENV.boundaryPolicyArn),
};
const accountId = accountOfArn(policies.denyPolicyArn);
const client = iamClient();
const table = { client: dynamoClient(), name: requireEnv(ENV.ledgerTable) };
const incidents = incidentLedger(table, REVOKER);
const ports = { reader: iamReader(client), releaser: iamReleaser(client), incidents };
const alert = snsAlert(snsClient(), requireEnv(ENV.topicArn));

/** Where the boundaries are; nothing where no audit is deployed. */
const own = ownPoliciesOf(requireEnv(ENV.boundaries), policies.denyPolicyArn);
const boundaries = boundaryLedger(table, PERMISSIONS_BOUNDARY);
const tags = tagLedger(table, PERMISSIONS_BOUNDARY);
const store = evidenceStore(s3Client(), requireEnv(ENV.evidenceBucket));
const runs = `${baseOf(accountId, PERMISSIONS_BOUNDARY)}/${KEYS.runs}`;
const summaryKey = (runId: string) => `${runs}/${runId}/${KEYS.summaryJson}`;
const jobIam = jobIamClient();

/** Milliseconds before the end after which nobody's release is begun, and no call is made. */
const [LAST_BEGINNING_MS, LAST_CALL_MS] = [20_000, 5_000];
/** Whoever asks for a release is waiting for it. */
const CALLS_PER_SECOND = 20;

/** What the person on call is answered. */
interface Answer {
  readonly released: readonly Released[];
  /** Policies that nobody used any more. Absent: none. */
  readonly deleted?: readonly string[];
  /** How many are left; absent where nothing is. */
  readonly left?: number;
  readonly next?: string;
}

/** Takes back what guardrails did to one principal, in one run, or at all. What was done is the answer, the log and one notice. */
export async function handler(
  event: unknown,
  context?: { readonly getRemainingTimeInMillis?: () => number },
): Promise<Answer> {
  const request = parse(event);
  const remaining = context?.getRemainingTimeInMillis?.() ?? TIMEOUT_SECONDS * 1_000;
  const lastBeginning = systemClock.now() + remaining - LAST_BEGINNING_MS;
  const audit = isAbout(request, PERMISSIONS_BOUNDARY) ? auditPorts(request, remaining - LAST_CALL_MS) : undefined;
  const closed: BoundaryEntry[] = [];
  const jobs = [
    ...(await revoked(request)),
    ...(audit === undefined ? [] : (await audit.targets()).map((target) => bounded(target, audit.ports, closed))),
  ];
  const time = { isOver: () => systemClock.now() > lastBeginning, ranOut };
  const { released, failures, left } = await workThrough(jobs, time);

  const everything = request.kind === 'all';
  const collected =
    audit === undefined || left > 0 ? [] : await audit.collect({ closed, everything }).catch(unlessOver);
  if (released.length > 0) await alert(noticeOf(released));
  if (failures.length > 0)
    throw new Error(`${released.length} released, ${failures.length} not: ${failures.join('; ')}`);
  const isUnfinished = left > 0 || collected === undefined;
  return {
    released,
    ...(collected !== undefined && collected.length > 0 && { deleted: collected }),
    ...(isUnfinished && { left, next: 'the time is up: invoke again with the same payload' }),
  };
}

async function revoked(request: Request): Promise<readonly Job[]> {
  if (request.kind === 'run' || !isAbout(request, REVOKER)) return [];
  const targets = await find(request, accountId, policies, ports);
  return targets.map((target) => ({
    whom: target.user?.arn ?? target.incident?.principalArn ?? 'somebody',
    release: () => release(target),
  }));
}

async function release(target: Target): Promise<Released> {
  const released = await takeBack(target, { ...policies, inlinePolicyName: INLINE_POLICY_NAME }, ports);
  if (target.incident) await incidents.close(target.incident, new Date());
  return logged(released);
}

/** Ports of one invocation: its calls keep a pace, and end before the function does. */
function auditPorts(request: Request, endsAfterMs: number) {
  if (own === undefined) {
    if (request.kind === 'all' && request.guardrails.includes(REVOKER)) return undefined;
    throw new Error(`guardrail "${PERMISSIONS_BOUNDARY}": it is not deployed`);
  }
  const { run } = new Pace({ callsPerSecond: CALLS_PER_SECOND, clock: systemClock, isThrottled, endsAfterMs });
  const found = { boundaries, tags, bounder: iamBounder(jobIam, run), reader: ports.reader };
  const boundary = boundaryPolicies(jobIam, own, run);
  return {
    targets: () => findBounded(request, accountId, { ...found, store, summaryKey }),
    collect: (what: Parameters<typeof collectUnused>[1]) =>
      collectUnused(accountId, what, { policies: boundary, boundaries }),
    ports: {
      ...found,
      ...{ own, sha256, tagKeys: TAG_KEY_PATTERNS, policies: boundary, clock: systemClock, now: () => new Date() },
      ...{ tagger: pacedTagger(iamTagger(jobIam), run), tagsOf: iamTagReader(jobIam, run) },
    },
  };
}

function bounded(
  { principal, run }: BoundedTarget,
  audit: Parameters<typeof giveBack>[2],
  closed: BoundaryEntry[],
): Job {
  return {
    whom: principal.arn,
    release: async () => {
      const { closed: over, ...given } = await giveBack(principal, run, audit);
      closed.push(...over);
      return logged({ principal: principal.arn, notGivenBack: [], ...given });
    },
  };
}

function logged(released: Released): Released {
  console.log(JSON.stringify({ guardrail: RELEASE, ...released }));
  return released;
}

function ranOut(error: unknown): boolean {
  return error instanceof TimeOverError;
}

function unlessOver(error: unknown): undefined {
  if (!ranOut(error)) throw error;
  return undefined;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
