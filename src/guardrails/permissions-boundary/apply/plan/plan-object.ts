import * as z from 'zod/mini';
import { planHead, plannedPrincipal as principal } from '../../../../audit/plan/plan-object';
import { read } from '../../../../audit/reading';
import type { MayDeny } from '../../../../domain/policy/not-principal';
import type { ResourceGrant } from '../../../../domain/policy/resource-grants';
import type { ExistingPolicy } from '../../../../changes/policies/make-all';
import { UNPLANNED_REASONS, type BoundaryPlan } from '../../plan';

/**
 * The project's own boundaries as the inventory found them, the roles whose trust policies may deny everybody but some, and
 * what trust policies grant to roles by name.
 */
export interface ScannedPolicies extends MayDeny {
  readonly version: 1;
  /** Absent: none. */
  readonly grants?: readonly ResourceGrant[];
  readonly policies: readonly ExistingPolicy[];
  /** Boundaries of somebody else that principals have, as far as their texts are known. Absent: none. */
  readonly foreign?: readonly ExistingPolicy[];
}

/** What may deny everybody but some, and what grants to roles by name, as far as runs have found. */
export interface NotPrincipalObject extends MayDeny {
  readonly version: 1;
  /** Absent: none. */
  readonly grants?: readonly ResourceGrant[];
  /** The run that found the latest of it. */
  readonly runId: string;
}

const text = z.string().check(z.minLength(1));
const texts = z.array(text);
const version = z.literal(1);

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
  ...planHead,
  items: z.array(item),
  left: z.array(unplanned),
  altered: z.array(z.object({ arn: text, restored: z.boolean(), why: z.optional(z.string()) })),
  collected: texts,
  notPrincipal: texts,
  kept: z.optional(z.array(kept)),
  unread: z.optional(z.array(z.object({ arn: text, why: z.string() }))),
});

const mayDeny = { notPrincipal: texts, unread: texts };

const existing = z.array(z.object({ arn: text, text: z.string() }));

const scanned = z.object({
  version,
  policies: existing,
  foreign: z.optional(existing),
  ...mayDeny,
  grants,
});

const notPrincipal = z.object({ version, runId: text, ...mayDeny, grants });

/** Reads what a run is about to change. @throws PayloadError naming the field */
export function planObjectOf(value: unknown, which: string): BoundaryPlan {
  return read(plan, value, which);
}

/** Reads the project's own boundaries as the inventory found them. @throws PayloadError naming the field */
export function scannedPoliciesOf(value: unknown, which: string): ScannedPolicies {
  return read(scanned, value, which);
}

/** Reads what earlier runs have found that denies everybody but some. @throws PayloadError naming the field */
export function notPrincipalOf(value: unknown, which: string): NotPrincipalObject {
  return read(notPrincipal, value, which);
}
