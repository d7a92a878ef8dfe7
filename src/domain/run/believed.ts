import type { Subject } from '../identity/subject';
import { plain } from '../notice/notice';
import type { Evidence, ServiceUse } from './evidence';
import { EVIDENCE_FAILED } from './reasons';
import { ageDaysOf, isTracked, TRACKED_DAYS } from './usage';

/** A report that can be counted. */
export type Report = Extract<Evidence, { readonly kind: 'report' }>;

/** Why evidence about a principal cannot be counted. */
export interface Disbelief {
  readonly kind: 'leave';
  readonly reason: 'gone' | typeof EVIDENCE_FAILED | 'evidence-suspicious' | 'evidence-unknown';
  /** Absent where the reason says it all. */
  readonly why?: string;
}

/** Access Advisor shows a use within hours; within a day IAM itself may know better. */
const SHOWN_WITHIN_DAYS = 1;

/** What IAM documents as the form of a namespace (IAM API reference, ServiceLastAccessed). */
const NAMESPACE = /^[a-z0-9-]{1,64}$/;

/** Evidence that can be counted, or why it is not to be believed. */
export function believed(subject: Subject, evidence: Evidence, now: Date): Report | Disbelief {
  if (evidence.kind === 'gone') return { kind: 'leave', reason: 'gone' };
  if (evidence.kind === 'failed') return { kind: 'leave', reason: EVIDENCE_FAILED, why: plain(evidence.why) };
  const why = suspicion(subject, evidence.services, now);
  if (why !== undefined) return { kind: 'leave', reason: 'evidence-suspicious', why };
  const isUsed = evidence.services.some((one) => isTracked(one.lastUsedAt, now));
  if (subject.lastUseUnknown !== true || isUsed || evidence.services.length === 0) return evidence;
  return {
    kind: 'leave',
    reason: 'evidence-unknown',
    why: 'the credential report does not know this user by this name',
  };
}

function suspicion(
  { mayDoSomething, lastUsedAt }: Subject,
  services: readonly ServiceUse[],
  now: Date,
): string | undefined {
  const odd = services.find(({ service }) => !NAMESPACE.test(service));
  if (odd !== undefined) return `the report names "${plain(odd.service, 64)}", which is no prefix of a service`;
  if (services.length === 0) {
    return mayDoSomething ? 'the report is empty, and yet a policy allows something' : undefined;
  }
  if (lastUsedAt === undefined || services.some((one) => isTracked(one.lastUsedAt, now))) return undefined;
  const ageDays = ageDaysOf(lastUsedAt, now);
  const isMissing = ageDays > SHOWN_WITHIN_DAYS && ageDays <= TRACKED_DAYS;
  return isMissing ? `IAM saw it used at ${lastUsedAt}, and the report knows of no use at all` : undefined;
}
