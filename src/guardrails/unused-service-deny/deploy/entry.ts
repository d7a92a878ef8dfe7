import { RECORDED_CHARTS } from '../../../audit/deploy/charts';
import { deployAudit, type DeployedBy } from '../../../audit/deploy/deployed/construct';
import { deployerIsSpared } from '../../../audit/deploy/deployed/deployer';
import { sparedArnsOf } from '../../../audit/deploy/spared-arns';
import type { GuardrailStack } from '../../../foundation/guardrail-stack';
import { SEARCHES, UNUSED_SERVICE_DENY } from '../contract';
import { denyPermissionsBy } from './permissions-by';
import { denyReleaserNeeds } from './releaser-needs';
import { denyRulesOf, type RuledBy } from './rules-of';

/** What the guardrail puts into the stack: a daily audit by Access Advisor of what users use, and the denies of the rest. */
export const unusedServiceDeny = {
  name: UNUSED_SERVICE_DENY,
  releaserNeeds: denyReleaserNeeds,
  deploy(scope, settings, shared) {
    const { mode, schedule } = settings.unusedServiceDeny;
    if (mode === 'off') return undefined;
    const { names } = shared.deployment;
    const rules = denyRulesOf(settings, names, shared.whole);
    const does = mode === 'enforce' ? 'denies' : 'reports';
    const later = settings.unusedServiceDeny.newServices === 'deny' ? ', and whatever is granted later' : '';
    return deployAudit(scope, settings, shared, {
      ...{ guardrail: UNUSED_SERVICE_DENY, rules, opens: 'Denies', outputs: 'unused_service_deny' },
      description: `Audits by Access Advisor what users use, and ${does} the services that they do not${later}`,
      permissions: (narrowed) => denyPermissionsBy(rules, narrowed, shared.deployment),
      words: { change: `Audits what users use, and ${does} the services that they do not` },
      rhythms: { change: schedule },
      preconditions: (admins) =>
        settings.assumeRoleArn === undefined
          ? [
              deployerIsSpared({
                ...{ caller: shared.caller, ids: admins?.adminIds ?? [] },
                arns: sparedArnsOf(rules, UNUSED_SERVICE_DENY),
                setting: 'unusedServiceDeny.mode is enforce',
                what: 'whoever deploys, if a user, could be denied a service',
              }),
            ]
          : [],
      searches: SEARCHES,
      charts: RECORDED_CHARTS,
    });
  },
} satisfies GuardrailStack<RuledBy & DeployedBy>;
