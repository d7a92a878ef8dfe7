import { judgedAt, type Evidence } from '../../../domain/run/evidence';
import type { BoundedSubject } from '../bounded-subject';
import { decide, skip, type Circumstances, type Decision } from './decide';
import { meantTagsOf, type MeantTags } from '../report/tags';

/** What is decided of a principal, and what its tags are to be. */
export interface Judgement {
  readonly subject: BoundedSubject;
  /** Absent where none was needed. */
  readonly evidence?: Evidence;
  readonly decision: Decision;
  readonly tags: MeantTags;
}

/** Judges a principal. @param evidence absent where {@link skip} needs none */
export function judge(subject: BoundedSubject, evidence: Evidence | undefined, around: Circumstances): Judgement {
  const circumstances = { ...around, now: judgedAt(evidence, around.now) };
  const found: Evidence = evidence ?? { kind: 'failed', why: 'nobody asked for it' };
  return {
    subject,
    ...(evidence && { evidence }),
    decision: skip(subject, circumstances) ?? decide(subject, found, circumstances),
    tags: meantTagsOf(subject, evidence, circumstances),
  };
}
