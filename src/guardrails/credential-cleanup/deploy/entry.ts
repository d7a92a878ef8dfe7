import { RECORDED_CHARTS } from '../../../audit/deploy/charts';
import { deployAudit, type DeployedBy } from '../../../audit/deploy/deployed/construct';
import { deployerIsSpared } from '../../../audit/deploy/deployed/deployer';
import { sparedArnsOf } from '../../../audit/deploy/spared-arns';
import type { GuardrailStack } from '../../../foundation/guardrail-stack';
import { CREDENTIAL_CLEANUP, SEARCHES } from '../contract';
import { deletesAny } from '../rules';
import { modeOf } from '../settings';
import { ANALYZER_COSTS } from '../settings/warnings';
import { analyzedBy } from './analyzer/analyzed-by';
import { unusedAccessAnalyzer } from './analyzer/construct';
import { cleanupPermissionsBy } from './permissions-by';
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
    const { analyzer } = settings.credentialCleanup;
    if (analyzer === 'create') {
      const made = { name: `${prefix}-unused-access`, ...analyzedBy(settings) };
      const { arn } = unusedAccessAnalyzer(scope, `${CREDENTIAL_CLEANUP}_analyzer`, made);
      shared.tell('credential_cleanup_analyzer', ANALYZER_COSTS, arn);
    }
    const rules = cleanupRulesOf(settings, names, shared.whole);
    const does = deletesAny(rules) ? 'disables, and later deletes,' : 'disables';
    const then = mode === 'enforce' ? `, and ${does} them after a warning` : '';
    const disabled = (['keys', 'users', 'roles'] as const).filter((of) => rules[of].disable > 0);
    return deployAudit(scope, settings, shared, {
      ...{ guardrail: CREDENTIAL_CLEANUP, rules, opens: 'Disabled', outputs: 'credential_cleanup', searches: SEARCHES },
      charts: [{ title: 'Principals with something unused', of: ['announced'] }, ...RECORDED_CHARTS],
      description: `Reports users, access keys and roles that nobody uses${then}`,
      permissions: (narrowed) => cleanupPermissionsBy(settings, rules, narrowed, shared.deployment),
      words: { change: `Looks for users, access keys and roles that nobody uses${then}` },
      rhythms: { change: settings.credentialCleanup.schedule },
      preconditions: (admins) =>
        settings.assumeRoleArn === undefined
          ? [
              deployerIsSpared({
                ...{ caller: shared.caller, ids: admins?.adminIds ?? [] },
                arns: sparedArnsOf(rules, CREDENTIAL_CLEANUP),
                setting: disabled.map((of) => `credentialCleanup.${of}.disable is ${rules[of].disable}`).join(', '),
                what: `whoever deploys could lose an access key, or be denied everything${deletesAny(rules) ? ', and deleted' : ''}`,
              }),
            ]
          : [],
    });
  },
} satisfies GuardrailStack<RuledBy & DeployedBy>;
