import {
  GetInstanceProfileCommand,
  GetRoleCommand,
  ListInstanceProfilesForRoleCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { InstanceProfile, RoleState } from '../../../domain/deletion/principal-state';
import { accountOfArn } from '../../../domain/identity/principal';
import { decoded } from '../../../domain/policy/policy-document';
import { ifThere } from '../if-there';
import type { Paced } from '../paced';
import { listed, required, tagsOf } from './answers';
import { policiesOf } from './read-policies';

/** Reads everything that a role has. @returns undefined where nobody has the name */
export async function roleState(iam: IAMClient, paced: Paced, RoleName: string): Promise<RoleState | undefined> {
  const found = await ifThere(paced('GetRole', () => iam.send(new GetRoleCommand({ RoleName }))));
  if (found === undefined) return undefined;
  const role = required(found.Role, 'Role');
  const arn = required(role.Arn, 'Arn');
  const named = { kind: 'role', name: required(role.RoleName, 'RoleName') } as const;
  return {
    ...{ ...named, accountId: accountOfArn(arn), id: required(role.RoleId, 'RoleId'), arn },
    path: required(role.Path, 'Path'),
    createdAt: required(role.CreateDate, 'CreateDate').toISOString(),
    tags: tagsOf(role.Tags),
    ...(await policiesOf(iam, paced, { ...named, boundary: role.PermissionsBoundary?.PermissionsBoundaryArn })),
    trust: decoded(required(role.AssumeRolePolicyDocument, 'AssumeRolePolicyDocument')),
    ...(role.Description !== undefined && { description: role.Description }),
    maxSessionSeconds: required(role.MaxSessionDuration, 'MaxSessionDuration'),
    instanceProfiles: await profilesOf(iam, paced, RoleName),
  };
}

async function profilesOf(iam: IAMClient, paced: Paced, RoleName: string): Promise<readonly InstanceProfile[]> {
  const ask = (marker: { Marker?: string }) =>
    iam.send(new ListInstanceProfilesForRoleCommand({ RoleName, ...marker }));
  const all: InstanceProfile[] = [];
  for (const one of await listed(paced, 'ListInstanceProfilesForRole', ask, (page) => page.InstanceProfiles)) {
    const found = await instanceProfile(iam, paced, required(one.InstanceProfileName, 'InstanceProfileName'));
    if (found === undefined) continue;
    const { id, name, path, tags } = found;
    all.push({ id, name, path, tags });
  }
  return all;
}

/** An instance profile, and the role in it. The lists leave out its tags. @returns undefined where there is none */
export async function instanceProfile(
  iam: IAMClient,
  paced: Paced,
  InstanceProfileName: string,
): Promise<(InstanceProfile & { readonly role?: string }) | undefined> {
  const call = new GetInstanceProfileCommand({ InstanceProfileName });
  const found = await ifThere(paced('GetInstanceProfile', () => iam.send(call)));
  if (found === undefined) return undefined;
  const profile = required(found.InstanceProfile, 'InstanceProfile');
  const role = profile.Roles?.[0]?.RoleName;
  return {
    id: required(profile.InstanceProfileId, 'InstanceProfileId'),
    name: InstanceProfileName,
    path: required(profile.Path, 'Path'),
    tags: tagsOf(profile.Tags),
    ...(role !== undefined && { role }),
  };
}
