import type { Names } from '../../../foundation/names';
import type { WholeDeployment } from '../../../foundation/whole-deployment';
import { boundaryNamePrefixOf } from '../contract';
import type { Rules } from '../rules';
import type { PermissionsBoundarySettings } from '../settings';
import { bundledRulesOf, type Surroundings } from './bundled-rules';

type Limits = Pick<Surroundings, 'iamCallsPerSecond' | 'changesPerRun' | 'maxChangePercent'>;

/** The settings that the rules are made of. */
export interface RuledBy extends Pick<
  Surroundings,
  'audit' | 'exemptions' | 'protectedPrincipals' | 'controlAccountIds'
> {
  readonly permissionsBoundary: PermissionsBoundarySettings;
  readonly limits: Limits;
  readonly assumeRoleArn?: string;
  readonly runbookUrl: string;
  readonly partition: string;
  readonly namePrefix: string;
}

/** What the audit judges by, deployed or from a desk; nothing where the settings leave it nothing to do. */
export function boundaryRulesOf(settings: RuledBy, names: Names, whole: WholeDeployment): Rules | undefined {
  const { audit, permissionsBoundary, exemptions, protectedPrincipals, limits, assumeRoleArn } = settings;
  const { adminGroups, exempt: revokerExempt, ownRoles, denyPolicyName } = whole;
  return bundledRulesOf(permissionsBoundary, {
    audit,
    ...limits,
    exemptions,
    protectedPrincipals,
    controlAccountIds: settings.controlAccountIds,
    revokerExempt,
    adminGroups,
    ...(assumeRoleArn !== undefined && { assumeRoleArn }),
    runbook: settings.runbookUrl,
    ownRoles,
    boundaryPolicies: {
      partition: settings.partition,
      path: names.rolePath,
      namePrefix: boundaryNamePrefixOf(settings.namePrefix),
      denyPolicyName,
    },
  });
}
