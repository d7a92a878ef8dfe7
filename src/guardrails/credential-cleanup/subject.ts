import * as z from 'zod/mini';
import { subject, type SubjectForm } from '../../audit/payloads/subjects';
import { text, time } from '../../audit/payloads/run';
import type { KnownCredentials } from '../../domain/credentials/credential-report';
import type { Subject } from '../../domain/identity/subject';

/** A user or role whom a run looks at. It travels as JSON through the manifest. */
export interface CleanableSubject extends Subject {
  /** What a user signs in and calls with. Absent: a role. */
  readonly credentials?: KnownCredentials | undefined;
  /** Whether AWS has attached its own deny to a user, one of whose keys it found in public. Absent: no. */
  readonly quarantined?: true | undefined;
  /** Whether it is denied everything by a policy of this guardrail. Absent: no. */
  readonly denied?: true | undefined;
  /** Whether it has as many managed policies as it may have. Absent: no. */
  readonly full?: true | undefined;
  /** Who answers for it, as a tag of it says. Absent: no tag does. */
  readonly owner?: string | undefined;
  /** What IAM Access Analyzer finds unused of it, in words. Absent: nothing, or nobody asked. */
  readonly analysis?: readonly string[] | undefined;
  /** Why a user or role is not to be disabled, whenever it was used last. Absent: nothing is known, or nobody asked yet. */
  readonly needed?: Needed | undefined;
}

/** Why a user or role is left as it is though nobody has used it for long. Of a user only the last two count. */
const NEEDS = ['service-role', 'service-unknown', 'named-in-trust', 'use-undated'] as const;

/** Why a user or role is left, and by whom or what it is needed. */
export interface Needed {
  readonly reason: (typeof NEEDS)[number];
  readonly why: string;
}

const credentials = z.object({
  createdAt: time,
  password: z.object({ enabled: z.boolean(), lastUsedAt: z.optional(time), changedAt: z.optional(time) }),
  keys: z.array(
    z.object({
      number: z.union([z.literal(1), z.literal(2)]),
      active: z.boolean(),
      rotatedAt: z.optional(time),
      lastUsedAt: z.optional(time),
    }),
  ),
  mfa: z.boolean(),
});

/** Reads one. */
export const cleanableSubject: SubjectForm<CleanableSubject> = z.extend(subject, {
  credentials: z.optional(
    z.union([
      z.object({ kind: z.literal('known'), credentials, asOf: time }),
      z.object({ kind: z.literal('newer') }),
      z.object({ kind: z.literal('unknown'), why: text }),
    ]),
  ),
  ...{
    quarantined: z.optional(z.literal(true)),
    denied: z.optional(z.literal(true)),
    full: z.optional(z.literal(true)),
  },
  ...{ owner: z.optional(text), analysis: z.optional(z.array(text)) },
  needed: z.optional(z.object({ reason: z.enum(NEEDS), why: text })),
});
