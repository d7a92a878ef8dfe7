import * as z from 'zod/mini';
import { UNPLANNED_REASONS, type BoundaryPlan } from '../../domain/boundary/plan';
import type { MayDeny } from '../../domain/policy/not-principal';
import type { ResourceGrant } from '../../domain/policy/resource-grants';
import { PURPOSES } from '../../domain/run/purpose';
import { read } from '../reading';

/**
 * The project's own boundaries as the inventory found them, the roles whose trust policies may deny everybody but some, and
 * what trust policies grant to roles by name.
 */
export interface ScannedPolicies extends MayDeny {
  readonly version: 1;
  /** Absent: none. */
  readonly grants?: readonly ResourceGrant[];
  readonly policies: readonly {
    readonly arn: string;
    /** Text of the default version as IAM returns it: plain or URL-encoded (RFC 3986). */
    readonly text: string;
  }[];
}

/** How many wait for a later run, so that runs go on day by day. */
export interface Wave {
  readonly version: 1;
  readonly runId: string;
  /** ISO 8601, start of the run that wrote it. */
  readonly startedAt: string;
  /** ISO 8601, start of the change run that opened the wave. */
  readonly begunAt: string;
  readonly waiting: number;
}

/** What may deny everybody but some, and what grants to roles by name, as far as runs have found. */
export interface NotPrincipalObject extends MayDeny {
  readonly version: 1;
  /** Absent: none. */
  readonly grants?: readonly ResourceGrant[];
  /** The run that found the latest of it. */
  readonly runId: string;
}

/** The text of a policy of the project, kept for good. */
export interface KeptPolicy {
  readonly version: 1;
  readonly name: string;
  readonly text: string;
}

const text = z.string().check(z.minLength(1));
const time = z.string().check(z.refine((value) => !Number.isNaN(Date.parse(value)), 'expected a time'));
const texts = z.array(text);
const version = z.literal(1);

const principal = z.object({ kind: z.enum(['user', 'role']), accountId: text, id: text, arn: text, name: text });

const item = z.object({
  principal,
  boundaryArn: text,
  before: z.optional(z.object({ policyArn: text, text: z.optional(z.string()) })),
  widened: z.optional(texts),
  style: z.optional(z.literal('allowUsed')),
});

const unplanned = z.object({
  principal,
  reason: z.enum(UNPLANNED_REASONS),
  why: z.optional(z.string()),
  widened: z.optional(texts),
  style: z.optional(z.literal('allowUsed')),
});

const kept = z.object({
  id: text,
  services: z.array(z.object({ service: text, by: texts, resources: z.number() })),
});

// Whoever writes a policy of a resource chooses the names in it: no text of theirs may stop a run.
const names = z.array(z.string());
const grants = z.optional(z.array(z.object({ resource: text, service: text, roles: names, like: names, but: names })));

const plan = z.object({
  version,
  accountId: text,
  runId: text,
  purpose: z.enum(PURPOSES),
  startedAt: time,
  mode: z.enum(['observe', 'enforce']),
  scope: z.enum(['everything', 'widening']),
  items: z.array(item),
  left: z.array(unplanned),
  altered: z.array(z.object({ arn: text, restored: z.boolean(), why: z.optional(z.string()) })),
  collected: texts,
  notPrincipal: texts,
  kept: z.optional(z.array(kept)),
  unread: z.optional(z.array(z.object({ arn: text, why: z.string() }))),
});

const mayDeny = { notPrincipal: texts, unread: texts };

const standing = z.object({
  version,
  policies: z.array(z.object({ arn: text, text: z.string() })),
  ...mayDeny,
  grants,
});

const wave = z.object({
  version,
  runId: text,
  startedAt: time,
  begunAt: time,
  waiting: z.number().check(z.nonnegative()),
});

const notPrincipal = z.object({ version, runId: text, ...mayDeny, grants });

const keptPolicy = z.object({ version, name: text, text });

/** Reads what a run is about to change. @throws PayloadError naming the field */
export function planObjectOf(value: unknown, which: string): BoundaryPlan {
  return read(plan, value, which);
}

/** Reads the project's own boundaries as the inventory found them. @throws PayloadError naming the field */
export function scannedPoliciesOf(value: unknown, which: string): ScannedPolicies {
  return read(standing, value, which);
}

/** Reads how many wait. @throws PayloadError naming the field */
export function waveOf(value: unknown, which: string): Wave {
  return read(wave, value, which);
}

/** Reads what earlier runs have found that denies everybody but some. @throws PayloadError naming the field */
export function notPrincipalOf(value: unknown, which: string): NotPrincipalObject {
  return read(notPrincipal, value, which);
}

/** Reads the kept text of a policy. @throws PayloadError naming the field */
export function keptPolicyOf(value: unknown, which: string): KeptPolicy {
  return read(keptPolicy, value, which);
}
