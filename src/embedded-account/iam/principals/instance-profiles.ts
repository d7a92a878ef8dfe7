import { alreadyExists, deleteConflict, limitExceeded, noSuchEntity } from '../../wire/aws-error';
import { checkedName, checkedPath, page, type IamCall, type IamOperation } from '../call';
import type { InstanceProfile } from '../entities';
import type { AccountState } from '../state';
import { changeableRole } from './protected-roles';
import { roleAnswer } from './role-answer';
import { removeTags, setTags, tagsOf } from './tags';

/** As every list answers; those leave tags out. */
export function profileAnswer(state: AccountState, profile: InstanceProfile) {
  const role = profile.roleId === undefined ? undefined : state.roles.get(profile.roleId);
  return {
    Path: profile.path,
    InstanceProfileName: profile.name,
    InstanceProfileId: profile.id,
    Arn: state.arnOf('instance-profile', profile),
    CreateDate: profile.createdAt,
    Roles: role ? [roleAnswer(state, role)] : [],
  };
}

const detailsOf = (state: AccountState, profile: InstanceProfile) => ({
  ...profileAnswer(state, profile),
  ...(profile.tags.size > 0 && { Tags: tagsOf(profile) }),
});

const profileIn = ({ params, state }: IamCall) => state.instanceProfileNamed(params.text('InstanceProfileName'));

export const INSTANCE_PROFILE_OPERATIONS: Readonly<Record<string, IamOperation>> = {
  CreateInstanceProfile: ({ params, state }) => {
    const name = checkedName(params.text('InstanceProfileName'), 'instanceProfileName', 128);
    const path = checkedPath(params.optional('Path'));
    const { instanceProfiles: all, quotas, identifiers, clock } = state;
    if (all.named(name)) throw alreadyExists(`Instance Profile ${name} already exists.`);
    const { InstanceProfilesQuota: most } = quotas;
    if (all.size >= most) throw limitExceeded(`Cannot exceed quota for InstanceProfilesPerAccount: ${most}`);
    const id = identifiers.unique('AIPA', name);
    const profile: InstanceProfile = { id, name, path, createdAt: clock.now(), tags: new Map() };
    setTags(profile, params.tags());
    all.set(id, profile);
    return { InstanceProfile: detailsOf(state, profile) };
  },
  GetInstanceProfile: (call) => ({ InstanceProfile: detailsOf(call.state, profileIn(call)) }),
  DeleteInstanceProfile: (call) => {
    const profile = profileIn(call);
    if (profile.roleId !== undefined) {
      throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.');
    }
    call.state.instanceProfiles.delete(profile.id);
    return undefined;
  },
  AddRoleToInstanceProfile: (call) => {
    const profile = profileIn(call);
    const role = changeableRole(call);
    if (profile.roleId !== undefined)
      throw limitExceeded('Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1');
    profile.roleId = role.id;
    return undefined;
  },
  RemoveRoleFromInstanceProfile: (call) => {
    const profile = profileIn(call);
    const role = changeableRole(call);
    if (profile.roleId !== role.id) {
      throw noSuchEntity(`The role with name ${role.name} is not in the instance profile ${profile.name}.`);
    }
    delete profile.roleId;
    return undefined;
  },
  TagInstanceProfile: (call) => {
    setTags(profileIn(call), call.params.tags());
    return undefined;
  },
  UntagInstanceProfile: (call) => {
    removeTags(profileIn(call), call.params);
    return undefined;
  },
  ListInstanceProfilesForRole: (call) => {
    const { params, state } = call;
    const { items, rest } = page(call, state.profilesOf(state.roleNamed(params.text('RoleName')).id));
    return { InstanceProfiles: items.map((profile) => profileAnswer(state, profile)), ...rest };
  },
};
