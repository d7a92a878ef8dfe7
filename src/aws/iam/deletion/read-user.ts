import { GetLoginProfileCommand, GetUserCommand, ListGroupsForUserCommand, type IAMClient } from '@aws-sdk/client-iam';
import type { UserState } from '../../../domain/deletion/principal-state';
import { accountOfArn } from '../../../domain/identity/principal';
import { ifThere } from '../if-there';
import type { Paced } from '../paced';
import { listed, required, tagsOf } from './answers';
import { credentialsOf } from './read-credentials';
import { policiesOf } from './read-policies';

/** Reads everything that a user has. @returns undefined where nobody has the name */
export async function userState(iam: IAMClient, paced: Paced, UserName: string): Promise<UserState | undefined> {
  const found = await ifThere(paced('GetUser', () => iam.send(new GetUserCommand({ UserName }))));
  if (found === undefined) return undefined;
  const user = required(found.User, 'User');
  const arn = required(user.Arn, 'Arn');
  const named = { kind: 'user', name: required(user.UserName, 'UserName') } as const;
  const profile = await ifThere(paced('GetLoginProfile', () => iam.send(new GetLoginProfileCommand({ UserName }))));
  return {
    ...{ ...named, accountId: accountOfArn(arn), id: required(user.UserId, 'UserId'), arn },
    path: required(user.Path, 'Path'),
    createdAt: required(user.CreateDate, 'CreateDate').toISOString(),
    tags: tagsOf(user.Tags),
    ...(await policiesOf(iam, paced, { ...named, boundary: user.PermissionsBoundary?.PermissionsBoundaryArn })),
    groups: await groupsOf(iam, paced, UserName),
    hasPassword: profile !== undefined,
    ...(await credentialsOf(iam, paced, UserName)),
  };
}

async function groupsOf(iam: IAMClient, paced: Paced, UserName: string): Promise<UserState['groups']> {
  const ask = (marker: { Marker?: string }) => iam.send(new ListGroupsForUserCommand({ UserName, ...marker }));
  const groups = await listed(paced, 'ListGroupsForUser', ask, (page) => page.Groups);
  return groups.map(({ GroupId, GroupName }) => ({
    id: required(GroupId, 'GroupId'),
    name: required(GroupName, 'GroupName'),
  }));
}
