import type { Names } from '../foundation/names';
import { boundaryNamePrefixOf } from '../guardrails/permissions-boundary/contract';
import { bundledRulesOf } from '../guardrails/permissions-boundary/deploy/bundled-rules';
import type { Rules } from '../guardrails/permissions-boundary/rules';
import { adminGroupsOf } from '../guardrails/revoker/deploy/bundled-rules';
import type { Settings } from '../settings/schema';
import { createsTrail } from '../settings/trail';
import { ownRolesOf } from './own-roles';

/** What the audit judges by, deployed or from a desk; nothing where the settings leave it nothing to do. */
export function boundaryRulesOf(settings: Settings, names: Names): Rules | undefined {
  const { audit, permissionsBoundary, exemptions, protectedPrincipals, revoker, limits, assumeRoleArn } = settings;
  return bundledRulesOf(permissionsBoundary, {
    audit,
    ...limits,
    exemptions,
    protectedPrincipals,
    controlAccountIds: settings.controlAccountIds,
    revokerExempt: revoker.exempt,
    adminGroups: adminGroupsOf(revoker),
    ...(assumeRoleArn !== undefined && { assumeRoleArn }),
    runbook: settings.runbookUrl,
    ownRoles: ownRolesOf(names, {
      revoker: revoker.mode !== 'off',
      trail: createsTrail(settings.trail) && settings.trail.logGroup,
      permissionsBoundary: permissionsBoundary.mode,
    }),
    boundaryPolicies: {
      partition: settings.partition,
      path: names.rolePath,
      namePrefix: boundaryNamePrefixOf(settings.namePrefix),
      denyPolicyName: revoker.denyPolicyName,
    },
  });
}
