interface Deploying {
  readonly assumeRoleArn?: string | undefined;
  readonly deployers?: readonly string[] | undefined;
}

/**
 * Whose changes of the guard itself nobody is told of; where nobody chose, it is the role that Terraform assumes.
 *
 * @returns undefined where no deployer is known
 */
export const deployersOf = ({ assumeRoleArn, deployers }: Deploying): readonly string[] | undefined =>
  deployers ?? (assumeRoleArn === undefined ? undefined : [assumeRoleArn]);
