import {
  DeleteRolePermissionsBoundaryCommand,
  DeleteUserPermissionsBoundaryCommand,
  GetRoleCommand,
  GetUserCommand,
  PutRolePermissionsBoundaryCommand,
  PutUserPermissionsBoundaryCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { Principal } from '../../domain/identity/principal';
import { ifThere } from './if-there';
import { unpaced, type Paced } from './paced';

/** Who has a name, and the boundary that stands there. */
export interface Bounded {
  /** Unique id: names can be used again. */
  readonly id: string;
  /** ARN of the boundary; absent where none stands. */
  readonly arn?: string;
}

/** Reads, puts and deletes the boundaries of users and roles. Each may be repeated. */
export interface IamBounder {
  /** @returns undefined where nobody has the name */
  boundaryOf(principal: Principal): Promise<Bounded | undefined>;
  /** Replaces what stands there. @returns false where there is no such principal or no such policy */
  put(principal: Principal, policyArn: string): Promise<boolean>;
  /** @returns false where nothing stands, or nobody has the name */
  delete(principal: Principal): Promise<boolean>;
}

/** {@link IamBounder} backed by the AWS API. @param paced when each call may be made */
export function iamBounder(iam: IAMClient, paced: Paced = unpaced): IamBounder {
  return {
    async boundaryOf({ kind, name }) {
      const found =
        kind === 'user'
          ? (await ifThere(paced('GetUser', () => iam.send(new GetUserCommand({ UserName: name })))))?.User
          : (await ifThere(paced('GetRole', () => iam.send(new GetRoleCommand({ RoleName: name })))))?.Role;
      if (found === undefined) return undefined;
      const id = 'UserId' in found ? found.UserId : 'RoleId' in found ? found.RoleId : undefined;
      if (id === undefined) throw new Error(`IAM answered without the id of ${kind} ${name}`);
      const arn = found.PermissionsBoundary?.PermissionsBoundaryArn;
      return { id, ...(arn !== undefined && { arn }) };
    },
    async put({ kind, name }, PermissionsBoundary) {
      const answer =
        kind === 'user'
          ? paced('PutUserPermissionsBoundary', () =>
              iam.send(new PutUserPermissionsBoundaryCommand({ UserName: name, PermissionsBoundary })),
            )
          : paced('PutRolePermissionsBoundary', () =>
              iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: name, PermissionsBoundary })),
            );
      return (await ifThere<unknown>(answer)) !== undefined;
    },
    async delete({ kind, name }) {
      const answer =
        kind === 'user'
          ? paced('DeleteUserPermissionsBoundary', () =>
              iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName: name })),
            )
          : paced('DeleteRolePermissionsBoundary', () =>
              iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: name })),
            );
      return (await ifThere<unknown>(answer)) !== undefined;
    },
  };
}
