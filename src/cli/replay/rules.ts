import type { Today } from '../../domain/admin-roster/trace';
import { sameName } from '../../domain/identity/principal';
import { namesOf } from '../../foundation/names';
import { INLINE_POLICY_NAME } from '../../guardrails/revoker/contract';
import { bundledRulesOf } from '../../guardrails/revoker/deploy/bundled-rules';
import type { Rules } from '../../guardrails/revoker/rules';
import { adminRolesOf } from '../../guardrails/revoker/settings';
import type { Settings } from '../../settings';
import { wholeDeploymentOf } from '../../stacks/whole-deployment';
import type { FoundToday } from './today';

/** The rules of the deployment that the settings describe, in observe mode where they switch the guardrail off. */
export function rulesHere(
  settings: Settings,
  accountId: string,
  { users, groups }: FoundToday,
): { readonly rules: Rules; readonly today: Today; readonly unknown: readonly string[] } {
  const { namePrefix: prefix, partition, region, revoker, limits, runbookUrl } = settings;
  const names = namesOf({ partition, region, accountId, prefix });
  const { ownRoles, releaseFunction, guard } = wholeDeploymentOf(settings, names);
  const mode = revoker.mode === 'off' ? 'observe' : revoker.mode;
  const bundled = bundledRulesOf(
    { ...revoker, mode },
    {
      ...{ adminRoles: adminRolesOf(settings), ownRoles, releaseFunction, guard, runbook: runbookUrl },
      revocationsPer10Minutes: limits.revocationsPer10Minutes,
    },
  );
  if (bundled === undefined) throw new Error('a guardrail that observes has rules');
  const adminGroups = bundled.adminGroups.map(({ name, id }) => ({
    name,
    found: groups.find((group) => (id === undefined ? sameName(group.name, name) : group.id === id)),
    id,
  }));
  return {
    rules: {
      ...bundled,
      adminGroups: adminGroups.map(({ name, found, id = 'missing' }) => ({ name, id: found?.id ?? id })),
      denyPolicyArn: names.policyArn(revoker.denyPolicyName),
      boundaryPolicyArn: names.boundaryPolicyArn,
      inlinePolicyName: INLINE_POLICY_NAME,
    },
    today: { users, adminGroups: adminGroups.flatMap(({ found }) => found ?? []) },
    unknown: adminGroups.flatMap(({ name, found }) =>
      found === undefined
        ? [`The account has no group ${name} today, so its former members cannot be recognised as admins.`]
        : [],
    ),
  };
}
