import { DEFAULT_REFRESH_DAYS } from '../contract';
import { exemptionsFrom, type Exemption } from '../../domain/exemption/exemption';
import type { WholeDeployment } from '../../foundation/whole-deployment';
import type { AuditRules } from '../rules';

/** The settings that every audit is ruled by. */
export interface RuledBy {
  readonly audit: {
    readonly concurrency: number;
    readonly toleratedFailurePercentage: number;
    /** `s3://bucket/key`. @default the settings hold every exemption */
    readonly exemptionsObject?: string;
    /** Key of that object. @default a key of S3 */
    readonly exemptionsKmsKeyArn?: string | undefined;
  };
  readonly limits: {
    readonly iamCallsPerSecond: number;
    readonly changesPerRun: number;
    /** Percent. */
    readonly maxChangePercent: number;
  };
  readonly exemptions: readonly Exemption[];
  readonly protectedPrincipals: readonly { readonly arn: string }[];
  /** Accounts whose control roles are left alone without a word. */
  readonly controlAccountIds: readonly string[];
  /** Role that Terraform assumes. @default the credentials as they are, and no role to protect */
  readonly assumeRoleArn?: string;
  /** File or URL of the runbook. */
  readonly runbookUrl: string;
  /** Whether Security Hub is told what stands. */
  readonly securityHub: boolean;
}

/**
 * What every audit judges by, but for the mode, which is each guardrail's own.
 *
 * @param exemptible what principals can be exempt from of what it does
 */
export function auditRulesOf(
  settings: RuledBy,
  whole: WholeDeployment,
  exemptible: readonly string[],
): Omit<AuditRules, 'mode'> {
  const { concurrency, toleratedFailurePercentage, exemptionsObject } = settings.audit;
  const { iamCallsPerSecond, changesPerRun, maxChangePercent } = settings.limits;
  const { exemptions, protectedPrincipals, assumeRoleArn } = settings;
  const { ownRoles } = whole;
  return {
    exemptions: [...exemptionsFrom(exemptions, exemptible)],
    ...(exemptionsObject !== undefined && { exemptionsObject }),
    // A user outside the admin groups who may call IAM is break-glass.
    protectedArns: [...new Set([...protectedPrincipals, ...whole.exempt].map(({ arn }) => arn))],
    adminGroups: whole.adminGroups.map((group) => ({ ...group })),
    controlAccountIds: [...settings.controlAccountIds],
    ...(assumeRoleArn !== undefined && { deploymentRoleArn: assumeRoleArn }),
    ownRoles: { path: ownRoles.path, names: [...ownRoles.names] },
    runbook: settings.runbookUrl,
    ...(settings.securityHub && { securityHub: true }),
    limits: { changesPerRun, maxChangePercent },
    audit: { concurrency, iamCallsPerSecond, toleratedFailurePercentage },
  };
}

/** The settings of those audits that have Access Advisor make reports. */
export interface ReportSettings {
  /** Days after which a service counts as unused. */
  readonly unusedAfterDays: number;
  readonly reportWaitSeconds: number;
  readonly reportTimeoutSeconds: number;
  /** Whether an earlier report that still holds is used again instead of asking for a new one. */
  readonly incremental: boolean;
  /** Days after which such a report is asked for again. @default 30, and unusedAfterDays at most */
  readonly refreshDays?: number | undefined;
  /** Hours in which a report that another guardrail asked for will do. */
  readonly sharedHours: number;
}

/** The settings of those that leave alone who has not been there, or not been watched, for long. */
export interface GraceSettings {
  /** Days for which a new principal is left alone. */
  readonly graceDays: number;
  /** Days of tracking without which nothing is taken from anybody. @default unusedAfterDays */
  readonly trackingDays?: number;
}

/** For how long they do, in days. */
export function graceRulesOf({
  unusedAfterDays,
  graceDays,
  trackingDays = unusedAfterDays,
}: GraceSettings & Pick<ReportSettings, 'unusedAfterDays'>) {
  return { unusedAfterDays, graceDays, trackingDays };
}

/** How reports are gathered. */
export function reportRulesOf(settings: ReportSettings): Required<Omit<ReportSettings, 'unusedAfterDays'>> {
  const { reportWaitSeconds, reportTimeoutSeconds, incremental, sharedHours, unusedAfterDays } = settings;
  const { refreshDays = Math.min(DEFAULT_REFRESH_DAYS, unusedAfterDays) } = settings;
  return { reportWaitSeconds, reportTimeoutSeconds, incremental, refreshDays, sharedHours };
}
