import { ListEntitiesForPolicyCommand, NoSuchEntityException, type IAMClient } from '@aws-sdk/client-iam';
import { pages } from './pages';

/** A user, group or role that has a policy. */
export interface PolicyEntity {
  readonly kind: 'user' | 'group' | 'role';
  readonly id: string;
  readonly name: string;
}

/** The entities that a policy is attached to, or bounds; none where the policy is gone. */
export type PolicyEntities = (policyArn: string) => Promise<readonly PolicyEntity[]>;

/** {@link PolicyEntities} backed by the AWS API. */
export function policyEntities(iam: IAMClient): PolicyEntities {
  return async (PolicyArn) => {
    const entities: PolicyEntity[] = [];
    const list = pages((Marker) =>
      iam.send(new ListEntitiesForPolicyCommand({ PolicyArn, MaxItems: 1000, ...Marker })),
    );
    try {
      for await (const { PolicyUsers = [], PolicyGroups = [], PolicyRoles = [] } of list) {
        entities.push(
          ...PolicyUsers.map(({ UserId = '', UserName = '' }) => ({
            kind: 'user' as const,
            id: UserId,
            name: UserName,
          })),
          ...PolicyGroups.map(({ GroupId = '', GroupName = '' }) => ({
            kind: 'group' as const,
            id: GroupId,
            name: GroupName,
          })),
          ...PolicyRoles.map(({ RoleId = '', RoleName = '' }) => ({
            kind: 'role' as const,
            id: RoleId,
            name: RoleName,
          })),
        );
      }
    } catch (error) {
      if (!(error instanceof NoSuchEntityException)) throw error;
    }
    return entities;
  };
}
