import { accessDenied, alreadyExists, deleteConflict, limitExceeded, noSuchEntity } from '../../wire/aws-error';
import { checkedName, checkedPath, page, type IamCall, type IamOperation } from '../call';
import { checkedManaged, encodedDocument } from './documents';
import { ownPoliciesOf } from '../reports/account-summary';
import { UNUSED, usesOf, type PolicyUses } from './policy-uses';
import { addPolicy } from '../principals/principals';
import type { Policy } from '../entities';
import type { AccountState } from '../state';

/** As the lists answer: without the description. */
export function policyAnswer(policy: Policy, uses: PolicyUses) {
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
}

const detailsOf = (state: AccountState, policy: Policy) => ({
  ...policyAnswer(policy, usesOf(state, policy.arn)),
  ...(policy.description !== undefined && { Description: policy.description }),
});

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
  GetPolicy: ({ params, state }) => ({ Policy: detailsOf(state, state.policyOf(params.text('PolicyArn'))) }),
  GetPolicyVersion: ({ params, state }) => ({
    PolicyVersion: versionOf(state.policyOf(params.text('PolicyArn')), params.text('VersionId'), true),
  }),
  ListPolicyVersions: (call) => {
    const policy = call.state.policyOf(call.params.text('PolicyArn'));
    const { items, rest } = page(call, [...policy.versions.keys()].reverse());
    return { Versions: items.map((id) => versionOf(policy, id, false)), ...rest };
  },
  CreatePolicy: ({ params, state }) => {
    const name = checkedName(params.text('PolicyName'), 'policyName', 128);
    const path = checkedPath(params.optional('Path'));
    const taken = [...state.policies.values()].some(
      (one) => one.name.toLowerCase() === name.toLowerCase() && !one.arn.startsWith('arn:aws:iam::aws:'),
    );
    if (taken) throw alreadyExists(`A policy called ${name} already exists. Duplicate names are not allowed.`);
    const { PoliciesQuota } = state.quotas;
    if (ownPoliciesOf(state).length >= PoliciesQuota) {
      throw limitExceeded(`Cannot exceed quota for PoliciesPerAccount: ${PoliciesQuota}`);
    }
    if (params.list('Tags').length > 0) throw new Error('the embedded account keeps no tags of policies');
    const document = checkedManaged(params.text('PolicyDocument'), state.quotas);
    const policy = addPolicy(state, { name, path, document, description: params.optional('Description') });
    return { Policy: policyAnswer(policy, UNUSED) };
  },
  CreatePolicyVersion: (call) => {
    const policy = changeable(call);
    const document = checkedManaged(call.params.text('PolicyDocument'), call.state.quotas);
    const { VersionsPerPolicyQuota } = call.state.quotas;
    if (policy.versions.size >= VersionsPerPolicyQuota) {
      throw limitExceeded(
        `A managed policy can have up to ${VersionsPerPolicyQuota} versions. Before you create a new version, you must delete an existing version.`,
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
    const { attached, bounding } = usesOf(call.state, policy.arn);
    if (attached + bounding > 0) {
      throw deleteConflict('Cannot delete a policy attached to entities.');
    }
    if (policy.versions.size > 1) {
      throw deleteConflict(
        'This policy has more than one version. Before you delete a policy, you must delete the other versions.',
      );
    }
    call.state.removePolicy(policy);
    return undefined;
  },
};
