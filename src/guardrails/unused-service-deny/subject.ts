import * as z from 'zod/mini';
import { count } from '../../audit/payloads/run';
import { subject, type SubjectForm } from '../../audit/payloads/subjects';
import type { Services } from '../../domain/policy/services';
import { services } from './kinds';
import type { Subject } from '../../domain/identity/subject';

/** A user whom a run looks at, with the denies that it has. It travels as JSON through the manifest. */
export interface DeniableUser extends Subject {
  /** ARNs of the project's denies that it has, in the order of the alphabet. */
  readonly denies: readonly string[];
  /** How many managed policies it can have beside those that are not the project's denies. */
  readonly slots: number;
  /** Services that identity policies may grant it. Absent: nobody has to know. */
  readonly granted?: Services | undefined;
}

/** Reads one. */
export const deniableUser: SubjectForm<DeniableUser> = z.extend(subject, {
  ...{ denies: z.array(z.string()), slots: count, granted: z.optional(services) },
});
