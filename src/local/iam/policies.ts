import { accessDenied, alreadyExists, deleteConflict, limitExceeded, noSuchEntity } from '../wire/aws-error';
import { checkedName, checkedPath, page, type IamCall, type IamOperation } from './call';
import { checkedManaged, encodedDocument } from './documents';
import { addPolicy } from './principals';
import type { AccountState, Policy } from './state';

const MOST_VERSIONS = 5;

/** How many principals a policy is attached to, and how many it bounds. */
export interface PolicyUses {
  readonly attached: number;
  readonly bounding: number;
}

function usesOf(state: AccountState, arn: string): PolicyUses {
  const [attached, bounded] = [state.attachmentsOf(arn), state.boundedBy(arn)];
  return {
    attached: attached.users.length + attached.groups.length + attached.roles.length,
    bounding: bounded.users.length + bounded.roles.length,
  };
}

export const policyAnswer = ({ state }: Pick<IamCall, 'state'>, policy: Policy, uses = usesOf(state, policy.arn)) => {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersion.current,
    AttachmentCount: uses.attached,
    PermissionsBoundaryUsageCount: uses.bounding,
    IsAttachable: true,
    CreateDate: policy.createdAt,
    UpdateDate: [...policy.versions.values()].at(-1)?.createdAt,
  };
};

export const versionOf = (policy: Policy, id: string, withDocument: boolean) => {
  const version = policy.versions.get(id);
  if (!version) throw noSuchEntity(`Policy ${policy.arn} version ${id} does not exist or is not attachable.`);
  return {
    ...(withDocument && { Document: encodedDocument(version.document) }),
    VersionId: id,
    IsDefaultVersion: policy.defaultVersion.current === id,
    CreateDate: version.createdAt,
  };
};

function changeable({ params, state }: IamCall): Policy {
  const policy = state.policyOf(params.text('PolicyArn'));
  if (policy.arn.startsWith('arn:aws:iam::aws:')) throw accessDenied(`Policy ${policy.arn} is managed by AWS.`);
  return policy;
}

export const POLICY_OPERATIONS: Readonly<Record<string, IamOperation>> = {
  GetPolicy: (call) => ({ Policy: policyAnswer(call, call.state.policyOf(call.params.text('PolicyArn'))) }),
  GetPolicyVersion: ({ params, state }) => ({
    PolicyVersion: versionOf(state.policyOf(params.text('PolicyArn')), params.text('VersionId'), true),
  }),
  ListPolicyVersions: (call) => {
    const policy = call.state.policyOf(call.params.text('PolicyArn'));
    const { items, rest } = page(call, [...policy.versions.keys()].reverse());
    return { Versions: items.map((id) => versionOf(policy, id, false)), ...rest };
  },
  CreatePolicy: (call) => {
    const { params, state } = call;
    const name = checkedName(params.text('PolicyName'), 'policyName', 128);
    const path = checkedPath(params.optional('Path'));
    const taken = [...state.policies.values()].some(
      (one) => one.name.toLowerCase() === name.toLowerCase() && !one.arn.startsWith('arn:aws:iam::aws:'),
    );
    if (taken) throw alreadyExists(`A policy called ${name} already exists. Duplicate names are not allowed.`);
    const own = [...state.policies.keys()].filter((arn) => !arn.startsWith('arn:aws:iam::aws:'));
    if (own.length >= state.quotas.PoliciesQuota) {
      throw limitExceeded(`Cannot exceed quota for PoliciesPerAccount: ${state.quotas.PoliciesQuota}`);
    }
    return {
      Policy: policyAnswer(
        call,
        addPolicy(state, { name, path, document: checkedManaged(params.text('PolicyDocument')) }),
      ),
    };
  },
  CreatePolicyVersion: (call) => {
    const policy = changeable(call);
    const document = checkedManaged(call.params.text('PolicyDocument'));
    if (policy.versions.size >= MOST_VERSIONS) {
      throw limitExceeded(
        `A managed policy can have up to ${MOST_VERSIONS} versions. Before you create a new version, you must delete an existing version.`,
      );
    }
    policy.versionCount += 1;
    const id = `v${policy.versionCount}`;
    policy.versions.set(id, { document, createdAt: call.state.clock.now() });
    if (call.params.optional('SetAsDefault') === 'true') policy.defaultVersion.set(id);
    return { PolicyVersion: versionOf(policy, id, false) };
  },
  SetDefaultPolicyVersion: (call) => {
    const policy = changeable(call);
    policy.defaultVersion.set(versionOf(policy, call.params.text('VersionId'), false).VersionId);
    return undefined;
  },
  DeletePolicyVersion: (call) => {
    const policy = changeable(call);
    const { VersionId, IsDefaultVersion } = versionOf(policy, call.params.text('VersionId'), false);
    if (IsDefaultVersion) throw deleteConflict('Cannot delete the default version of a policy.');
    policy.versions.delete(VersionId);
    return undefined;
  },
  DeletePolicy: (call) => {
    const policy = changeable(call);
    const { AttachmentCount, PermissionsBoundaryUsageCount } = policyAnswer(call, policy);
    if (AttachmentCount + PermissionsBoundaryUsageCount > 0) {
      throw deleteConflict('Cannot delete a policy attached to entities.');
    }
    if (policy.versions.size > 1) {
      throw deleteConflict(
        'This policy has more than one version. Before you delete a policy, you must delete the other versions.',
      );
    }
    call.state.policies.delete(policy.arn);
    return undefined;
  },
  ListEntitiesForPolicy: ({ params, state }) => {
    const { arn } = state.policyOf(params.text('PolicyArn'));
    const usage = params.optional('PolicyUsageFilter');
    const attached = state.attachmentsOf(arn);
    const bounded = state.boundedBy(arn);
    const choose = <T>(permitted: readonly T[], bounds: readonly T[]) =>
      usage === 'PermissionsBoundary'
        ? bounds
        : usage === 'PermissionsPolicy'
          ? permitted
          : [...new Set([...permitted, ...bounds])];
    return {
      PolicyUsers: choose(attached.users, bounded.users).map(({ name, id }) => ({ UserName: name, UserId: id })),
      PolicyGroups: choose(attached.groups, []).map(({ name, id }) => ({ GroupName: name, GroupId: id })),
      PolicyRoles: choose(attached.roles, bounded.roles).map(({ name, id }) => ({ RoleName: name, RoleId: id })),
      IsTruncated: false,
    };
  },
};
