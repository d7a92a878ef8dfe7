import { DescribeIamInstanceProfileAssociationsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { byToken } from '../clients/by-token';
import { clientOptions } from '../clients/regional';
import { usedBy, type RoleSource } from './source';

/**
 * Instance profiles of instances, running or stopped: an association ends with its instance (EC2 API reference,
 * DescribeIamInstanceProfileAssociations). What is named is the profile, and not the role in it.
 */
export function instancesIn(region: string): RoleSource {
  const ec2 = new EC2Client(clientOptions(region));
  return {
    roles: async function* (turn) {
      const pages = byToken(
        (NextToken) =>
          turn('DescribeIamInstanceProfileAssociations', () =>
            ec2.send(new DescribeIamInstanceProfileAssociationsCommand({ MaxResults: 1000, NextToken })),
          ),
        ({ NextToken }) => NextToken,
      );
      for await (const { IamInstanceProfileAssociations = [] } of pages) {
        const standing = IamInstanceProfileAssociations.filter(({ State }) => State !== 'disassociated');
        yield standing.flatMap(({ InstanceId, IamInstanceProfile }) => usedBy(InstanceId, IamInstanceProfile?.Arn));
      }
    },
    close: () => {
      ec2.destroy();
    },
  };
}
