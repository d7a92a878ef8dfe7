import type { Precondition } from '../../../constructs/event-trigger';

export interface Spared {
  /** Data source of who deploys, by its address. */
  readonly caller: { readonly fqn: string };

  /** Exact ARNs of users and roles that nobody bounds. */
  readonly arns: readonly string[];

  /** Lists of unique ids of users that nobody bounds, as Terraform expressions. */
  readonly ids: readonly string[];
}

/**
 * Asks that nobody bounds who deploys: it is used rarely and for many things, which is what a boundary takes away.
 *
 * The session of a role names no path (STS API reference, AssumeRole), so a role is compared by its name, which is its
 * own whatever the path.
 */
export function deployerIsSpared({ caller: { fqn }, arns, ids }: Spared): Precondition {
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
      'permissionsBoundary.mode is enforce, and a boundary could be put on whoever deploys: the next deployment might ' +
      'lack a right. Set assumeRoleArn, or add the user or role to protectedPrincipals, or to exemptions by its exact ' +
      'ARN and without an end.',
  };
}

/** Terraform reads `${` and `%{` in texts as well. */
function listOf(texts: readonly string[]): string {
  return JSON.stringify(texts).replace(/([$%])\{/g, '$1$1{');
}
