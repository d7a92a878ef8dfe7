import { baseOf, KEYS } from '../../../audit/contract';
import type { DeploymentProps } from '../../../foundation/deployment';
import type { ReleaserNeeds } from '../../../foundation/releaser-needs';
import type { WholeDeployment } from '../../../foundation/whole-deployment';
import { ENV } from '../../../wiring/contract';
import { boundaryNamePrefixOf, PERMISSIONS_BOUNDARY, TAG_KEY_PATTERNS } from '../contract';
import { boundaryReleasePermissions } from '../release/permissions';
import { isOn } from '../settings/weaknesses';
import type { RuledBy } from './rules-of';

/** What giving back boundaries and tags takes, of an audit that may have been switched off since it put some. */
export function boundaryReleaserNeeds(
  settings: RuledBy,
  { names, accountId }: Pick<DeploymentProps, 'names' | 'accountId'>,
  { exempt }: WholeDeployment,
): ReleaserNeeds {
  const isDeployed = isOn(settings);
  const { namePrefix, permissionsBoundary, protectedPrincipals, assumeRoleArn } = settings;
  const { evidenceBucket, evidenceBucketArn: bucketArn, users, roles, ledgerArn } = names;
  const boundaryNamePrefix = boundaryNamePrefixOf(namePrefix);
  const spared = [...protectedPrincipals, ...exempt].map(({ arn }) => arn);
  const summaries = `${baseOf(accountId, PERMISSIONS_BOUNDARY)}/${KEYS.runs}/*/${KEYS.summaryJson}`;
  return {
    environment: {
      // No audit is deployed, and nobody knows which tags one run has written.
      [ENV.evidenceBucket]: isDeployed ? evidenceBucket : '',
      [ENV.boundaries]: names.ownPolicyArn(boundaryNamePrefix),
    },
    permissions: boundaryReleasePermissions({
      ...{ ledgerArn, users, roles },
      boundaries: names.ownPolicyArn(`${boundaryNamePrefix}*`),
      adopt: permissionsBoundary.adopt,
      tagKeys: TAG_KEY_PATTERNS,
      untouchable: [...new Set([...spared, ...(assumeRoleArn === undefined ? [] : [assumeRoleArn])])],
      unboundable: [names.ownRoleArn('*'), ...names.reservedRoles],
      ...(isDeployed && { summaries: { bucketArn, objects: `${bucketArn}/${summaries}` } }),
    }),
  };
}
