import * as z from 'zod/mini';
import { AUDIT_RULES, PACE_RULES, REPORT_RULES } from '../../audit/rules';
import type { OwnPolicies } from '../../domain/policy/own-policies';

const bundled = z.object({
  ...AUDIT_RULES,
  unusedAfterDays: z.number(),
  graceDays: z.number(),
  trackingDays: z.number(),
  /** Days in which a user whom a person has released is left alone. */
  releasedDays: z.number(),
  /** Whether a user whom the guardrail denies something is denied what is granted from then on. */
  newServices: z.enum(['allow', 'deny']),
  /** Prefixes of services that nobody is denied. */
  neverDeny: z.array(z.string()),
  /** Log group that the deployment's own trail writes to. Absent: there is none. */
  trailLogGroup: z.optional(z.string()),
  denyPolicies: z.object({
    partition: z.string(),
    path: z.string(),
    namePrefix: z.string(),
    denyPolicyName: z.string(),
  }),
  audit: z.object({ ...PACE_RULES, ...REPORT_RULES }),
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

/** Where the project's denies are, by name and path. */
export const ownDenies = ({ denyPolicies }: Pick<Rules, 'denyPolicies'>, accountId: string): OwnPolicies => ({
  ...{ ...denyPolicies, accountId },
});
