import { allow } from '../../../audit/deploy/statements';
import type { DeploymentProps } from '../../../foundation/deployment';
import type { ReleaserNeeds } from '../../../foundation/releaser-needs';
import { closesEntries } from '../../../release/permissions';
import { denyNamePrefixOf } from '../contract';
import { BRIDGES, exchanges } from './bridges';

/** What giving back denied services takes, of a guardrail that may have been switched off since it denied some. */
export function denyReleaserNeeds(
  { namePrefix }: { readonly namePrefix: string },
  { names }: Pick<DeploymentProps, 'names'>,
): ReleaserNeeds {
  const { users, groups, ledgerArn } = names;
  const denies = names.ownPolicyArn(`${denyNamePrefixOf(namePrefix)}*`);
  return {
    environment: {},
    permissions: [
      allow('ReadUsersOfDenies', [users], 'iam:GetUser', 'iam:ListAttachedUserPolicies'),
      // The lists know no narrower resource (Service Authorization Reference, IAM).
      allow('FindUsersOfDenies', '*', 'iam:ListGroups', 'iam:ListPolicies', 'iam:ListUsers'),
      // A group that is missing has no path.
      allow('ReadGroupsOfDenies', [groups], 'iam:GetGroup'),
      ...closesEntries({ ledgerArn }),
      allow('ReadRunsOfDenies', [`${ledgerArn}/index/runs`], 'dynamodb:Query'),
      ...exchanges('AllowServices', { users, bridges: names.ownGroupArn(BRIDGES), denies }),
      allow('ReadDenies', [denies], 'iam:GetPolicy', 'iam:GetPolicyVersion', 'iam:ListPolicyVersions'),
      allow('DeleteDenies', [denies], 'iam:DeletePolicy', 'iam:DeletePolicyVersion'),
    ],
  };
}
