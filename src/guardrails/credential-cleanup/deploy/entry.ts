import { deployAudit, type DeployedBy } from '../../../audit/deploy/deployed/construct';
import { deployerIsSpared } from '../../../audit/deploy/deployed/deployer';
import { recordedPermissions } from '../../../audit/deploy/recorded-permissions';
import { sparedArnsOf } from '../../../audit/deploy/spared-arns';
import type { GuardrailStack } from '../../../foundation/guardrail-stack';
import { CREDENTIAL_CLEANUP, SEARCHES } from '../contract';
import { modeOf } from '../settings';
import { cleanupCalls } from './permissions';
import { cleanupReleaserNeeds } from './releaser-needs';
import { cleanupRulesOf, type RuledBy } from './rules-of';

/** What the guardrail puts into the stack: a daily look at what nobody uses, and what becomes of it. */
export const credentialCleanup = {
  name: CREDENTIAL_CLEANUP,
  releaserNeeds: cleanupReleaserNeeds,
  deploy(scope, settings, shared) {
    const mode = modeOf(settings.credentialCleanup);
    if (mode === 'off') return undefined;
    const { users } = shared.deployment.names;
    const rules = cleanupRulesOf(settings, shared.whole);
    const disables = mode === 'enforce';
    const then = disables ? ', and deactivates access keys after a warning' : '';
    return deployAudit(scope, settings, shared, {
      ...{ guardrail: CREDENTIAL_CLEANUP, rules, opens: 'Keys', outputs: 'credential_cleanup', searches: SEARCHES },
      description: `Reports users, access keys and roles that nobody uses${then}`,
      permissions: (names) => recordedPermissions(names, cleanupCalls(users, disables)),
      words: { change: `Looks for users, access keys and roles that nobody uses${then}` },
      rhythms: { change: settings.credentialCleanup.schedule },
      preconditions: (admins) =>
        settings.assumeRoleArn === undefined
          ? [
              deployerIsSpared({
                ...{ caller: shared.caller, ids: admins?.adminIds ?? [] },
                arns: sparedArnsOf(rules, CREDENTIAL_CLEANUP),
                setting: `credentialCleanup.keys.disable is ${rules.keys.disable}`,
                what: 'whoever deploys, if a user, could lose an access key',
              }),
            ]
          : [],
    });
  },
} satisfies GuardrailStack<RuledBy & DeployedBy>;
