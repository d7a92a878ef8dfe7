import { createdAfter } from '../../../constructs/created-after';
import type { GuardrailStack } from '../../../foundation/guardrail-stack';
import { REVOKER } from '../contract';
import { adminRolesOf, type AdminRoleSettings, type RevokerSettings } from '../settings';
import { bundledRulesOf } from './bundled-rules';
import { revokerCharts } from './charts';
import { Revoker } from './construct';
import { revokerReleaserNeeds } from './releaser-needs';

/** The settings that the guardrail is deployed by. */
interface Given extends Pick<AdminRoleSettings, 'assumeRoleArn'> {
  readonly revoker: RevokerSettings;
  readonly limits: { readonly revocationsPer10Minutes: number };
}

/** What the revoker puts into the stack. */
export const revoker = {
  name: REVOKER,
  // A group that is missing fails no plan of a deployment that does not watch it.
  releaserNeeds: ({ revoker: own }, where, whole, admins) =>
    revokerReleaserNeeds(where, whole, own.mode === 'off' ? {} : admins.ask().adminGroupIds),
  deploy(scope, { revoker: own, limits, assumeRoleArn }, { deployment, whole, admins, release, tell }) {
    const rules = bundledRulesOf(own, {
      adminRoles: adminRolesOf({ revoker: own, assumeRoleArn }),
      ownRoles: whole.ownRoles,
      revocationsPer10Minutes: limits.revocationsPer10Minutes,
      releaseFunction: whole.releaseFunction,
      runbook: deployment.runbook,
      guard: whole.guard,
    });
    if (rules === undefined) return undefined;
    const { adminGroupIds, adminGroups, preconditions } = admins.ask();
    const guardrail = new Revoker(scope, REVOKER, {
      ...deployment,
      rules,
      denyPolicyName: own.denyPolicyName,
      denyDocument: rules.denyDocument,
      adminGroupIds,
      adminGroups,
      preconditions,
      readOnlyCalls: own.readOnlyCalls,
      hasTrail: whole.guard.trail !== undefined,
      maxConcurrency: own.maxConcurrency,
    });
    // Destroyed in the other order: while somebody is still denied the deny cannot go, and the way back must stay.
    createdAfter(release, guardrail.policies);
    tell('deny_policy_arn', 'Policy that takes IAM away', guardrail.denyPolicyArn);
    tell('dead_letters_url', 'Queue of events that could not be judged', guardrail.deadLettersUrl);
    const { entrance, deadLettersName } = guardrail;
    return { entrance, charts: revokerCharts({ names: deployment.names, deadLettersName }) };
  },
} satisfies GuardrailStack<Given>;
