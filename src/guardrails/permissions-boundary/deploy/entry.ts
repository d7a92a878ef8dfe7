import { deployAudit, type DeployedBy } from '../../../audit/deploy/deployed/construct';
import { deployerIsSpared } from '../../../audit/deploy/deployed/deployer';
import { sparedArnsOf } from '../../../audit/deploy/spared-arns';
import type { GuardrailStack } from '../../../foundation/guardrail-stack';
import { PERMISSIONS_BOUNDARY, SEARCHES, UPKEEP_EVERY_DAY } from '../contract';
import { CHARTS } from './charts';
import { boundaryPermissionsBy } from './permissions-by';
import { boundaryReleaserNeeds } from './releaser-needs';
import { boundaryRulesOf, type RuledBy } from './rules-of';

/** The settings that the guardrail is deployed by. */
type Given = RuledBy & DeployedBy;

/** What the boundaries put into the stack: an audit by Access Advisor of who uses what, that tags it and reports boundaries, or puts them. */
export const permissionsBoundary = {
  name: PERMISSIONS_BOUNDARY,
  releaserNeeds: boundaryReleaserNeeds,
  deploy(scope, settings, shared) {
    const { permissionsBoundary: own, assumeRoleArn } = settings;
    const rules = boundaryRulesOf(settings, shared.deployment.names, shared.whole);
    if (rules === undefined) return undefined;
    const enforces = own.mode === 'enforce';
    return deployAudit(scope, settings, shared, {
      guardrail: PERMISSIONS_BOUNDARY,
      rules,
      description: `Audits by Access Advisor who uses what, tags it, and ${enforces ? 'puts' : 'reports'} boundaries`,
      opens: 'Boundaries',
      permissions: (names) => boundaryPermissionsBy(settings, names, shared.deployment),
      words: {
        audit: 'Audits who uses what, and tags it',
        change: `Audits who uses what, and ${enforces ? 'puts' : 'reports'} the boundaries that ${enforces ? '' : 'would '}change`,
        upkeep: 'Goes on with the changes that a run left, and gives back what is granted or found used since',
      },
      rhythms: { audit: settings.audit.schedule, change: own.changeSchedule, upkeep: UPKEEP_EVERY_DAY },
      // Nobody bounds the role that Terraform assumes.
      preconditions: (admins) =>
        assumeRoleArn === undefined
          ? [
              deployerIsSpared({
                ...{ caller: shared.caller, ids: admins?.adminIds ?? [] },
                arns: sparedArnsOf(rules, PERMISSIONS_BOUNDARY),
                ...{
                  setting: 'permissionsBoundary.mode is enforce',
                  what: 'a boundary could be put on whoever deploys',
                },
              }),
            ]
          : [],
      searches: SEARCHES,
      charts: CHARTS,
      outputs: 'audit',
    });
  },
} satisfies GuardrailStack<Given>;
