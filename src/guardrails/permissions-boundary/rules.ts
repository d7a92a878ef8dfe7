import { MODES } from '../../domain/mode';
import * as z from 'zod/mini';
import { EXEMPTIBLE } from '../../domain/exemption/exemption';
import { RESOURCE_SERVICES } from '../../domain/policy/resource-services';

const exemption = z.object({
  match: z.object({
    arn: z.optional(z.string()),
    name: z.optional(z.string()),
    path: z.optional(z.string()),
    group: z.optional(z.string()),
    tag: z.optional(z.string()),
  }),
  from: z.array(z.enum(EXEMPTIBLE)),
  owner: z.string(),
  reason: z.string(),
  expires: z.optional(z.string()),
});

/** How the evidence is gathered; times in seconds or days, rates in calls per second and API action. */
const audit = z.object({
  concurrency: z.number(),
  iamCallsPerSecond: z.number(),
  reportWaitSeconds: z.number(),
  reportTimeoutSeconds: z.number(),
  toleratedFailurePercentage: z.number(),
  incremental: z.boolean(),
  refreshDays: z.number(),
  sharedHours: z.number(),
  /** Resource policies that are read beside those of buckets. Absent: none. */
  resourcePolicies: z.optional(
    z.object({ services: z.array(z.enum(RESOURCE_SERVICES)), regions: z.array(z.string()) }),
  ),
});

const bundled = z.object({
  mode: z.enum(MODES),
  style: z.enum(['allowUsed', 'denyUnused']),
  reopen: z.enum(['ask', 'automatic']),
  /** Patterns of ARNs. */
  adopt: z.array(z.string()),
  tags: z.boolean(),
  unusedAfterDays: z.number(),
  graceDays: z.number(),
  trackingDays: z.number(),
  baseActions: z.array(z.string()),
  alwaysKeep: z.array(z.string()),
  alwaysAllow: z.array(z.string()),
  exemptions: z.array(exemption),
  exemptionsObject: z.optional(z.string()),
  protectedArns: z.array(z.string()),
  deploymentRoleArn: z.optional(z.string()),
  /** The revoker's admin groups, with the ids that the settings pin. */
  adminGroups: z.array(z.object({ name: z.string(), id: z.optional(z.string()) })),
  controlAccountIds: z.array(z.string()),
  ownRoles: z.object({ path: z.string(), names: z.array(z.string()) }),
  boundaryPolicies: z.object({
    partition: z.string(),
    path: z.string(),
    namePrefix: z.string(),
    denyPolicyName: z.string(),
  }),
  /** File or URL of the runbook. */
  runbook: z.string(),
  limits: z.object({ changesPerRun: z.number(), maxChangePercent: z.number() }),
  audit,
});

/** Everything the guardrail judges by, as the synth writes it into the bundles (THREATS T8). */
export type Rules = z.infer<typeof bundled>;

/** What a plan is made for: to be carried out, or to be looked at. */
export const planModeOf = ({ mode }: Pick<Rules, 'mode'>): 'observe' | 'enforce' =>
  mode === 'enforce' ? 'enforce' : 'observe';

/**
 * Reads the rules.
 *
 * @param text content of `rules.json`
 * @throws ZodError naming the rule that is missing or wrong: the bundle was not made by this project's synth
 */
export function rulesOf(text: string): Rules {
  return bundled.parse(JSON.parse(text));
}
