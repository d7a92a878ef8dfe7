import * as z from 'zod/mini';
import { EXEMPTIBLE } from '../domain/exemption/exemption';
import { MODES } from '../domain/mode';

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

/** How an audit spreads its work; rates in calls per second and API action. */
export const PACE_RULES = {
  concurrency: z.number(),
  iamCallsPerSecond: z.number(),
  toleratedFailurePercentage: z.number(),
};

/** How one that has Access Advisor make reports gathers them; times in seconds, days or hours. */
export const REPORT_RULES = {
  reportWaitSeconds: z.number(),
  reportTimeoutSeconds: z.number(),
  incremental: z.boolean(),
  refreshDays: z.number(),
  sharedHours: z.number(),
};

/** What every audit judges by, for a guardrail to spread into the shape of its rules. */
export const AUDIT_RULES = {
  mode: z.enum(MODES),
  exemptions: z.array(exemption),
  exemptionsObject: z.optional(z.string()),
  protectedArns: z.array(z.string()),
  deploymentRoleArn: z.optional(z.string()),
  /** Groups of admins, with the ids that the settings pin. */
  adminGroups: z.array(z.object({ name: z.string(), id: z.optional(z.string()) })),
  controlAccountIds: z.array(z.string()),
  ownRoles: z.object({ path: z.string(), names: z.array(z.string()) }),
  /** File or URL of the runbook. */
  runbook: z.string(),
  /** Whether Security Hub is told what stands. Absent: no. */
  securityHub: z.optional(z.boolean()),
  limits: z.object({ changesPerRun: z.number(), maxChangePercent: z.number() }),
  audit: z.object(PACE_RULES),
};

/** What every audit judges by. */
export type AuditRules = z.infer<z.ZodMiniObject<typeof AUDIT_RULES>>;

/** What a plan is made for: to be carried out, or to be looked at. */
export const planModeOf = ({ mode }: Pick<AuditRules, 'mode'>): 'observe' | 'enforce' =>
  mode === 'enforce' ? 'enforce' : 'observe';
