import * as z from 'zod/mini';
import { subject, type SubjectForm } from '../../audit/payloads/subjects';
import { text, time } from '../../audit/payloads/run';
import type { Subject } from '../../domain/identity/subject';

/** Somebody whom a run looks at, with what the ledger knows of its boundary. It travels as JSON through the manifest. */
export interface BoundedSubject extends Subject {
  /**
   * ISO 8601; since when boundaries of the project stand without a break: a wider one in the place of a narrower one is no
   * new beginning, or what was tried in between would pass for used before. Absent where none stands, or nobody knows.
   */
  readonly boundedAt?: string;
  /** The boundary of the project that someone else removed or replaced: it was seen to stand, and another, or none, does. */
  readonly boundaryTaken?: string;
}

/** Reads one. */
export const boundedSubject: SubjectForm<BoundedSubject> = z.extend(subject, {
  boundedAt: z.optional(time),
  boundaryTaken: z.optional(text),
});
