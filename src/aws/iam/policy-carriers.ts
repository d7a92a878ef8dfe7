import { ListEntitiesForPolicyCommand, NoSuchEntityException, type IAMClient } from '@aws-sdk/client-iam';
import { pages } from './pages';

/** Somebody who carries a policy. */
export interface PolicyCarrier {
  readonly kind: 'user' | 'group' | 'role';
  readonly id: string;
  readonly name: string;
}

/** Who carries a policy, attached or as a boundary; nobody where the policy is gone. */
export type PolicyCarriers = (policyArn: string) => Promise<readonly PolicyCarrier[]>;

/** {@link PolicyCarriers} backed by the AWS API. */
export function policyCarriers(iam: IAMClient): PolicyCarriers {
  return async (PolicyArn) => {
    const carriers: PolicyCarrier[] = [];
    const list = pages((Marker) =>
      iam.send(new ListEntitiesForPolicyCommand({ PolicyArn, MaxItems: 1000, ...Marker })),
    );
    try {
      for await (const { PolicyUsers = [], PolicyGroups = [], PolicyRoles = [] } of list) {
        carriers.push(
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
    return carriers;
  };
}
