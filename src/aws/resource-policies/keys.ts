import { GetKeyPolicyCommand, KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { byToken } from '../clients/by-token';
import { clientOptions } from '../clients/regional';
import type { PolicySource } from './source';

/** Keys, those of AWS among them. A key without a policy there is not. */
export function keysIn(region: string): PolicySource {
  const kms = new KMSClient(clientOptions(region));
  return {
    pages: async function* (turn) {
      const pages = byToken(
        (Marker) => turn('ListKeys', () => kms.send(new ListKeysCommand({ Limit: 100, Marker }))),
        ({ NextMarker }) => NextMarker,
      );
      for await (const { Keys = [] } of pages) {
        yield Keys.flatMap(({ KeyArn: arn, KeyId }) => {
          if (arn === undefined) return [];
          const one = new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' });
          return { arn, read: async (its) => (await its('GetKeyPolicy', () => kms.send(one))).Policy };
        });
      }
    },
    none: ['NotFoundException'],
    close: () => {
      kms.destroy();
    },
  };
}
