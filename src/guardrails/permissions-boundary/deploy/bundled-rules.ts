import { DEFAULT_REFRESH_DAYS } from '../../../audit/contract';
import type { Exemption } from '../../../domain/exemption/exemption';
import type { ResourceReading } from '../../../domain/policy/resource-services';
import type { Rules } from '../rules';
import type { PermissionsBoundarySettings } from '../settings';

/** What the guardrail needs to know of the rest of a deployment. */
export interface Surroundings {
  readonly audit: {
    /** Days after which a service counts as unused. */
    readonly unusedAfterDays: number;
    /** Days for which a new principal is left alone. */
    readonly graceDays: number;
    /** Days of tracking without which nobody is bounded. @default unusedAfterDays */
    readonly trackingDays?: number;
    readonly concurrency: number;
    readonly reportWaitSeconds: number;
    readonly reportTimeoutSeconds: number;
    readonly toleratedFailurePercentage: number;
    /** Whether nobody is asked about of whom an earlier report still holds. */
    readonly incremental: boolean;
    /** Days after which such a report is asked for again. @default 30, and unusedAfterDays at most */
    readonly refreshDays?: number | undefined;
    /** Hours in which a report that another guardrail asked for will do. */
    readonly sharedHours: number;
    /** Which resource policies are read beside those of buckets. @default none */
    readonly resourcePolicies?: ResourceReading;
    /** `s3://bucket/key`. @default the settings hold every exemption */
    readonly exemptionsObject?: string;
  };
  readonly iamCallsPerSecond: number;
  readonly changesPerRun: number;
  /** Percent. */
  readonly maxChangePercent: number;
  readonly exemptions: readonly Exemption[];
  readonly protectedPrincipals: readonly { readonly arn: string }[];
  /** Users that the revoker exempts; whoever may call IAM outside the admin groups is break-glass. */
  readonly revokerExempt: readonly { readonly arn: string }[];
  /** The revoker's admin groups: their members repair what a boundary breaks. */
  readonly adminGroups: readonly { readonly name: string; readonly id?: string }[];
  /** Accounts whose control roles are left alone without a word. */
  readonly controlAccountIds: readonly string[];
  /** Role that Terraform assumes. @default the credentials as they are, and no role to protect */
  readonly assumeRoleArn?: string;
  readonly ownRoles: { readonly path: string; readonly names: readonly string[] };
  readonly boundaryPolicies: Rules['boundaryPolicies'];
  /** File or URL of the runbook. */
  readonly runbook: string;
}

/** The rules as they travel in the bundles; nothing where the guardrail has nothing to do. */
export function bundledRulesOf(settings: PermissionsBoundarySettings, around: Surroundings): Rules | undefined {
  const { mode, style, reopen, adopt, tags, baseActions, alwaysKeep, alwaysAllow } = settings;
  if (mode === 'off' && !tags) return undefined;
  const { unusedAfterDays, graceDays, trackingDays = unusedAfterDays, exemptionsObject, ...pace } = around.audit;
  const { concurrency, reportWaitSeconds, reportTimeoutSeconds, toleratedFailurePercentage } = pace;
  const { refreshDays = Math.min(DEFAULT_REFRESH_DAYS, unusedAfterDays), resourcePolicies } = pace;
  const { incremental, sharedHours } = pace;
  const { iamCallsPerSecond, changesPerRun, maxChangePercent } = around;
  const { adminGroups, assumeRoleArn, ownRoles, boundaryPolicies } = around;
  const protectedArns = [...around.protectedPrincipals, ...around.revokerExempt].map(({ arn }) => arn);
  return {
    ...{ mode, style, reopen },
    adopt: [...adopt],
    tags,
    unusedAfterDays,
    graceDays,
    trackingDays,
    baseActions: [...baseActions],
    alwaysKeep: [...alwaysKeep],
    alwaysAllow: [...alwaysAllow],
    exemptions: around.exemptions.map((exemption) => ({ ...exemption, from: [...exemption.from] })),
    ...(exemptionsObject !== undefined && { exemptionsObject }),
    protectedArns: [...new Set(protectedArns)],
    adminGroups: adminGroups.map((group) => ({ ...group })),
    controlAccountIds: [...around.controlAccountIds],
    ...(assumeRoleArn !== undefined && { deploymentRoleArn: assumeRoleArn }),
    ownRoles: { path: ownRoles.path, names: [...ownRoles.names] },
    boundaryPolicies,
    runbook: around.runbook,
    limits: { changesPerRun, maxChangePercent },
    audit: {
      ...{ concurrency, iamCallsPerSecond, reportWaitSeconds, reportTimeoutSeconds, toleratedFailurePercentage },
      ...{ incremental, refreshDays, sharedHours },
      ...(resourcePolicies !== undefined &&
        resourcePolicies.services.length > 0 && {
          resourcePolicies: { services: [...resourcePolicies.services], regions: [...resourcePolicies.regions] },
        }),
    },
  };
}
