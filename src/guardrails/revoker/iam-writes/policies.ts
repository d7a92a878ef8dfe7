import { row, type IamWrites, type Whom } from './shape';

const POLICY: Whom = { kind: 'policy', fields: ['parameters.policyArn'] };

/** Managed policies and their versions: whoever a policy is attached to gets what its default version says. */
export const POLICY_WRITES: IamWrites = {
  CreatePolicy: row('makes', 'policy', 'created policy {name}', {
    name: ['response.policy.arn', 'parameters.policyName'],
    id: 'response.policy.policyId',
  }),
  CreatePolicyVersion: row('makes', 'policy-version', 'created version {name} of {whom}', {
    name: ['response.policyVersion.versionId'],
    whom: POLICY,
    by: {
      parameter: 'setAsDefault',
      values: { true: { impact: 'opens', says: 'created version {name} of {whom} and set it as its default' } },
    },
  }),
  SetDefaultPolicyVersion: row('opens', 'policy-version', 'set version {name} of {whom} as its default', {
    name: ['parameters.versionId'],
    whom: POLICY,
  }),
  DeletePolicyVersion: row('removes', 'policy-version', 'deleted version {name} of {whom}', {
    name: ['parameters.versionId'],
    whom: POLICY,
  }),
  DeletePolicy: row('removes', 'policy', 'deleted policy {name}', { name: ['parameters.policyArn'] }),
  TagPolicy: row('changes', 'tags', 'tagged {whom} with {name}', { name: ['parameters.tags'], whom: POLICY }),
  UntagPolicy: row('changes', 'tags', 'took the tags {name} off {whom}', {
    name: ['parameters.tagKeys'],
    whom: POLICY,
  }),
};
