import { GetRoleCommand, GetUserCommand, type IAMClient } from '@aws-sdk/client-iam';
import { accountOfArn, type Principal } from '../../domain/identity/principal';
import { ifThere } from './if-there';
import { unpaced, type Paced } from './paced';

/** Looks up who has a name. @returns what IAM says of it, path included; undefined where nobody has the name */
export type PrincipalNamed = (kind: Principal['kind'], name: string) => Promise<Principal | undefined>;

/** {@link PrincipalNamed} backed by the AWS API. @param paced when each call may be made */
export function principalNamed(iam: IAMClient, paced: Paced = unpaced): PrincipalNamed {
  return async (kind, name) => {
    if (kind === 'user') {
      const user = (await ifThere(paced('GetUser', () => iam.send(new GetUserCommand({ UserName: name })))))?.User;
      return user && principalOf(kind, { id: user.UserId, arn: user.Arn, name: user.UserName ?? name });
    }
    const role = (await ifThere(paced('GetRole', () => iam.send(new GetRoleCommand({ RoleName: name })))))?.Role;
    return role && principalOf(kind, { id: role.RoleId, arn: role.Arn, name: role.RoleName ?? name });
  };
}

function principalOf(
  kind: Principal['kind'],
  { id, arn, name }: { readonly id: string | undefined; readonly arn: string | undefined; readonly name: string },
): Principal {
  if (id === undefined || arn === undefined)
    throw new Error(`IAM answered without the id or the ARN of ${kind} ${name}`);
  return { kind, accountId: accountOfArn(arn), id, arn, name };
}
