interface Deploying {
  readonly assumeRoleArn?: string | undefined;
  readonly deployers?: readonly string[] | undefined;
}

/** Whose changes of the guard itself nobody is told of; where nobody chose, it is the role that Terraform assumes. */
export const deployersOf = ({ assumeRoleArn, deployers }: Deploying): readonly string[] =>
  deployers ?? (assumeRoleArn === undefined ? [] : [assumeRoleArn]);
