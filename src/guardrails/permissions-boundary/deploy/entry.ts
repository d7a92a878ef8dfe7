import { startCommand } from '../../../domain/commands/runs';
import type { GuardrailStack } from '../../../foundation/guardrail-stack';
import { INPUTS, PERMISSIONS_BOUNDARY } from '../contract';
import { PermissionsBoundary, type PermissionsBoundaryProps } from './construct';
import { deployerIsSpared } from './deployer';
import { boundaryReleaserNeeds } from './releaser-needs';
import { boundaryRulesOf, type RuledBy } from './rules-of';
import { sparedArnsOf } from './spared-arns';

/** The settings that the guardrail is deployed by. */
interface Given extends RuledBy {
  readonly region: string;
  readonly audit: RuledBy['audit'] & {
    readonly schedule: string;
    readonly resourcePolicies: { readonly services: NonNullable<PermissionsBoundaryProps['resourceServices']> };
  } & Pick<PermissionsBoundaryProps, 'overdueAfterDays' | 'exemptionsKmsKeyArn'>;
}

/** What the boundaries put into the stack. */
export const permissionsBoundary = {
  name: PERMISSIONS_BOUNDARY,
  releaserNeeds: boundaryReleaserNeeds,
  deploy(scope, settings, { deployment, whole, caller, admins, evidenceBucket: bucketOf, tell }) {
    const { audit, permissionsBoundary: own, assumeRoleArn } = settings;
    const { names, ledgerTable } = deployment;
    const rules = boundaryRulesOf(settings, names, whole);
    if (rules === undefined) return undefined;
    if (own.mode === 'enforce') admins.ask();
    const known = admins.known();
    const evidenceBucket = bucketOf();
    const { stateMachineArn, entrance } = new PermissionsBoundary(scope, PERMISSIONS_BOUNDARY, {
      ...deployment,
      rules,
      mode: own.mode,
      tags: own.tags,
      ownRoleArns: rules.ownRoles.names.map((name) => names.ownRoleArn(name)),
      protectedArns: [...rules.protectedArns, ...(assumeRoleArn === undefined ? [] : [assumeRoleArn])],
      schedules: { audit: audit.schedule, change: own.changeSchedule },
      adminGroupIds: known?.adminGroupIds ?? {},
      overdueAfterDays: audit.overdueAfterDays,
      exemptionsObject: audit.exemptionsObject,
      resourceServices: audit.resourcePolicies.services,
      exemptionsKmsKeyArn: audit.exemptionsKmsKeyArn,
      evidenceBucket,
      // Nobody bounds the role that Terraform assumes.
      preconditions:
        assumeRoleArn === undefined
          ? [deployerIsSpared({ caller, arns: sparedArnsOf(rules), ids: known?.adminIds ?? [] })]
          : [],
    });
    tell('evidence_bucket', 'Bucket with the summary of every audit', evidenceBucket);
    tell('audit_state_machine_arn', 'State machine that audits', stateMachineArn);
    tell('audit_command', 'Audits now', startCommand({ ours: stateMachineArn }, INPUTS.audit, settings.region));
    return { entrance, room: { stateMachineArn, evidenceBucket, ledgerTable, mode: own.mode } };
  },
} satisfies GuardrailStack<Given>;
