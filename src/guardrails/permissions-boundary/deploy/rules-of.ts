import {
  auditRulesOf,
  graceRulesOf,
  type GraceSettings,
  reportRulesOf,
  type ReportSettings,
  type RuledBy as AuditRuledBy,
} from '../../../audit/deploy/rules-of';
import type { ResourceReading } from '../../../domain/policy/resource-services';
import type { Names } from '../../../foundation/names';
import type { WholeDeployment } from '../../../foundation/whole-deployment';
import { boundaryNamePrefixOf, BOUNDARY_EXEMPTIBLE } from '../contract';
import type { Rules } from '../rules';
import type { PermissionsBoundarySettings } from '../settings';

/** The settings that the rules are made of. */
export interface RuledBy extends AuditRuledBy {
  readonly audit: AuditRuledBy['audit'] &
    ReportSettings &
    GraceSettings & {
      /** Which resource policies are read beside those of buckets. @default none */
      readonly resourcePolicies?: ResourceReading;
    };
  readonly permissionsBoundary: PermissionsBoundarySettings;
  readonly partition: string;
  readonly namePrefix: string;
}

/** What the audit judges by, deployed or from a desk; nothing where the settings leave it nothing to do. */
export function boundaryRulesOf(
  settings: RuledBy,
  { rolePath }: Pick<Names, 'rolePath'>,
  whole: WholeDeployment,
): Rules | undefined {
  const { mode, style, reopen, adopt, users, tags, baseActions, alwaysKeep, alwaysAllow } =
    settings.permissionsBoundary;
  if (mode === 'off' && !tags) return undefined;
  const { resourcePolicies } = settings.audit;
  const common = auditRulesOf(settings, whole, BOUNDARY_EXEMPTIBLE);
  return {
    ...{ mode, style, reopen },
    adopt: [...adopt],
    ...{ users, tags },
    ...graceRulesOf(settings.audit),
    baseActions: [...baseActions],
    alwaysKeep: [...alwaysKeep],
    alwaysAllow: [...alwaysAllow],
    ...common,
    boundaryPolicies: {
      partition: settings.partition,
      path: rolePath,
      namePrefix: boundaryNamePrefixOf(settings.namePrefix),
      denyPolicyName: whole.denyPolicyName,
    },
    audit: {
      ...common.audit,
      ...reportRulesOf(settings.audit),
      ...(resourcePolicies !== undefined &&
        resourcePolicies.services.length > 0 && {
          resourcePolicies: { services: [...resourcePolicies.services], regions: [...resourcePolicies.regions] },
        }),
    },
  };
}
