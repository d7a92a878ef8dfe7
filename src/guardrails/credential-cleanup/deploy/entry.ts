import { deployAudit, type DeployedBy } from '../../../audit/deploy/deployed/construct';
import { deployerIsSpared } from '../../../audit/deploy/deployed/deployer';
import { recordedPermissions } from '../../../audit/deploy/recorded-permissions';
import { sparedArnsOf } from '../../../audit/deploy/spared-arns';
import type { GuardrailStack } from '../../../foundation/guardrail-stack';
import { CREDENTIAL_CLEANUP, SEARCHES } from '../contract';
import { modeOf } from '../settings';
import { cleanupCalls, disablingOf } from './permissions';
import { cleanupReleaserNeeds } from './releaser-needs';
import { cleanupRulesOf, type RuledBy } from './rules-of';

/** What the guardrail puts into the stack: a daily look at what nobody uses, and what becomes of it. */
export const credentialCleanup = {
  name: CREDENTIAL_CLEANUP,
  releaserNeeds: cleanupReleaserNeeds,
  deploy(scope, settings, shared) {
    const mode = modeOf(settings.credentialCleanup);
    if (mode === 'off') return undefined;
    const { names, prefix } = shared.deployment;
    const rules = cleanupRulesOf(settings, names, shared.whole);
    const then = mode === 'enforce' ? ', and disables them after a warning' : '';
    const disabled = (['keys', 'users', 'roles'] as const).filter((of) => rules[of].disable > 0);
    return deployAudit(scope, settings, shared, {
      ...{ guardrail: CREDENTIAL_CLEANUP, rules, opens: 'Disabled', outputs: 'credential_cleanup', searches: SEARCHES },
      description: `Reports users, access keys and roles that nobody uses${then}`,
      permissions: (narrowed) =>
        recordedPermissions(narrowed, cleanupCalls(names, prefix, disablingOf(settings.credentialCleanup))),
      words: { change: `Looks for users, access keys and roles that nobody uses${then}` },
      rhythms: { change: settings.credentialCleanup.schedule },
      preconditions: (admins) =>
        settings.assumeRoleArn === undefined
          ? [
              deployerIsSpared({
                ...{ caller: shared.caller, ids: admins?.adminIds ?? [] },
                arns: sparedArnsOf(rules, CREDENTIAL_CLEANUP),
                setting: disabled.map((of) => `credentialCleanup.${of}.disable is ${rules[of].disable}`).join(', '),
                what: 'whoever deploys could lose an access key, or be denied everything',
              }),
            ]
          : [],
    });
  },
} satisfies GuardrailStack<RuledBy & DeployedBy>;
