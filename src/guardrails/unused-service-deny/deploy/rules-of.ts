import {
  auditRulesOf,
  graceRulesOf,
  type GraceSettings,
  reportRulesOf,
  type ReportSettings,
  type RuledBy as AuditRuledBy,
} from '../../../audit/deploy/rules-of';
import type { Names } from '../../../foundation/names';
import type { WholeDeployment } from '../../../foundation/whole-deployment';
import { denyNamePrefixOf, UNUSED_SERVICE_DENY } from '../contract';
import { neverDenied } from '../judge/never-denied';
import type { Rules } from '../rules';
import type { UnusedServiceDenySettings } from '../settings';

/** The settings that the rules are made of. */
export interface RuledBy extends AuditRuledBy {
  readonly audit: AuditRuledBy['audit'] & ReportSettings & GraceSettings;
  readonly unusedServiceDeny: UnusedServiceDenySettings;
  readonly trail: {
    /** `existing`: others have made it, and where it writes to nobody says. */
    readonly use?: 'create' | 'existing' | undefined;
    readonly logGroup: boolean;
  };
  readonly partition: string;
  readonly namePrefix: string;
}

/** What the guardrail judges by. */
export function denyRulesOf(
  settings: RuledBy,
  { rolePath, trailLogGroup }: Pick<Names, 'rolePath' | 'trailLogGroup'>,
  whole: WholeDeployment,
): Rules {
  const { mode, releasedDays, newServices, neverDeny } = settings.unusedServiceDeny;
  const common = auditRulesOf(settings, whole, [UNUSED_SERVICE_DENY]);
  return {
    ...{ ...common, ...graceRulesOf(settings.audit), mode, releasedDays, newServices },
    neverDeny: [...neverDenied(neverDeny)],
    ...(settings.trail.use !== 'existing' && settings.trail.logGroup && { trailLogGroup }),
    denyPolicies: {
      ...{ partition: settings.partition, path: rolePath, namePrefix: denyNamePrefixOf(settings.namePrefix) },
      denyPolicyName: whole.denyPolicyName,
    },
    audit: { ...common.audit, ...reportRulesOf(settings.audit) },
  };
}
