import * as z from 'zod/mini';
import { count } from '../../audit/payloads/run';
import { subject, type SubjectForm } from '../../audit/payloads/subjects';
import type { Services } from '../../domain/policy/services';
import { services } from './kinds';
import type { Subject } from '../../domain/identity/subject';

/**
 * Of the group that bridges a change: `ours` as this project leaves one behind; `altered` where it holds more, or is
 * somewhere else, and the user is denied something by way of it.
 */
const BRIDGE_STATES = ['ours', 'altered'] as const;

/**
 * Why a user can have no such group: the user, or the account, has as many groups as it may have; a group elsewhere has its
 * name; or it holds something of somebody else, and denies the user nothing.
 */
const NO_BRIDGE = ['user-groups', 'account-groups', 'name-taken', 'altered'] as const;

/** The latest refused call of a user to a service, by the host that CloudTrail names. */
export interface Refused {
  readonly source: string;
  /** ISO 8601. */
  readonly at: string;
}

/** A user whom a run looks at, with the denies that it has. It travels as JSON through the manifest. */
export interface DeniableUser extends Subject {
  /** ARNs of the project's denies that it has, itself or by way of a group of the project, in the order of the alphabet. */
  readonly denies: readonly string[];
  /** How many managed policies it can have beside those that are not the project's denies. */
  readonly slots: number;
  /** Services that identity policies may grant it. Absent: nobody has to know. */
  readonly granted?: Services | undefined;
  /** The group that an earlier change has left behind. Absent: there is none. */
  readonly bridge?: (typeof BRIDGE_STATES)[number];
  /** Absent: it could have one. */
  readonly noBridge?: (typeof NO_BRIDGE)[number];
  /** ARN of the group that stands in the way. Absent: none does. */
  readonly inTheWay?: string | undefined;
  /** The latest refused call to each service, as the trail shows it. Absent: none is known. */
  readonly refused?: readonly Refused[] | undefined;
}

/** Reads one. */
export const deniableUser: SubjectForm<DeniableUser> = z.extend(subject, {
  ...{ denies: z.array(z.string()), slots: count, granted: z.optional(services) },
  ...{ bridge: z.optional(z.enum(BRIDGE_STATES)), noBridge: z.optional(z.enum(NO_BRIDGE)) },
  inTheWay: z.optional(z.string()),
  refused: z.optional(z.array(z.object({ source: z.string(), at: z.string() }))),
});
