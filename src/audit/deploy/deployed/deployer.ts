import type { AuditSchedule } from '../schedules/construct';

type Precondition = NonNullable<AuditSchedule['preconditions']>[number];

export interface Spared {
  /** Data source of who deploys, by its address. */
  readonly caller: { readonly fqn: string };

  /** Exact ARNs of users and roles that the guardrail spares. */
  readonly arns: readonly string[];

  /** Lists of unique ids of users that it spares, as Terraform expressions. */
  readonly ids: readonly string[];

  /** The setting that has it change something, as a clause: `unusedServiceDeny.mode is enforce`. */
  readonly setting: string;

  /** What it could do to whoever deploys, as a clause: `whoever deploys could be denied a service`. */
  readonly what: string;
}

/**
 * Asks that a guardrail spares who deploys: it is used rarely and for many things, which is what looks unused.
 *
 * The session of a role names no path (STS API reference, AssumeRole), so a role is compared by its name, which is its
 * own whatever the path.
 */
export function deployerIsSpared({ caller: { fqn }, arns, ids, setting, what }: Spared): Precondition {
  const roles = arns.flatMap((arn) => /:role\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1] ?? []);
  const role = `try(regex(":assumed-role/([^/]+)/", ${fqn}.arn)[0], "")`;
  const conditions = [
    `can(regex(":root$", ${fqn}.arn))`,
    `contains(${listOf(arns)}, ${fqn}.arn)`,
    `contains(concat(${[...ids, '[]'].join(', ')}), ${fqn}.user_id)`,
    `contains(${listOf(roles)}, ${role})`,
    // Identity Center makes these on a path that IAM reserves for it.
    `startswith(${role}, "AWSReservedSSO_")`,
  ];
  return {
    condition: `\${${conditions.join(' || ')}}`,
    errorMessage:
      `${setting}, and ${what}: the next deployment might lack a right. ` +
      'Set assumeRoleArn, or add the user or role to protectedPrincipals, or to exemptions by its exact ' +
      'ARN and without an end.',
  };
}

/** Terraform reads `${` and `%{` in texts as well. */
function listOf(texts: readonly string[]): string {
  return JSON.stringify(texts).replace(/([$%])\{/g, '$1$1{');
}
