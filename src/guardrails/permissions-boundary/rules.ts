import * as z from 'zod/mini';
import { AUDIT_RULES, PACE_RULES, REPORT_RULES } from '../../audit/rules';
import { RESOURCE_SERVICES } from '../../domain/policy/resource-services';

const bundled = z.object({
  ...AUDIT_RULES,
  style: z.enum(['allowUsed', 'denyUnused']),
  reopen: z.enum(['ask', 'automatic']),
  /** Patterns of ARNs. */
  adopt: z.array(z.string()),
  users: z.boolean(),
  tags: z.boolean(),
  unusedAfterDays: z.number(),
  graceDays: z.number(),
  trackingDays: z.number(),
  baseActions: z.array(z.string()),
  alwaysKeep: z.array(z.string()),
  alwaysAllow: z.array(z.string()),
  boundaryPolicies: z.object({
    partition: z.string(),
    path: z.string(),
    namePrefix: z.string(),
    denyPolicyName: z.string(),
  }),
  audit: z.object({
    ...PACE_RULES,
    ...REPORT_RULES,
    /** Resource policies that are read beside those of buckets. Absent: none. */
    resourcePolicies: z.optional(
      z.object({ services: z.array(z.enum(RESOURCE_SERVICES)), regions: z.array(z.string()) }),
    ),
  }),
});

/** Everything the guardrail judges by, as the synth writes it into the bundles (THREATS T8). */
export type Rules = z.infer<typeof bundled>;

/**
 * Reads the rules.
 *
 * @param text content of `rules.json`
 * @throws ZodError naming the rule that is missing or wrong: the bundle was not made by this project's synth
 */
export function rulesOf(text: string): Rules {
  return bundled.parse(JSON.parse(text));
}
