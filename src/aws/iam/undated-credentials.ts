import {
  ListServiceSpecificCredentialsCommand,
  ListSigningCertificatesCommand,
  ListSSHPublicKeysCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { UndatedCredential } from '../../domain/credentials/undated';
import { listed, required } from './deletion/answers';
import type { Paced } from './paced';

/** A page that any of the lists gives. */
type Marker = { readonly Marker?: string };

/**
 * The active credentials of a user that have no date of use. Neither the credential report nor `GetUser` counts one.
 *
 * @throws NoSuchEntityException where nobody has the name
 */
export async function undatedCredentials(
  iam: IAMClient,
  paced: Paced,
  UserName: string,
): Promise<readonly UndatedCredential[]> {
  const certificates = await listed(
    ...([paced, 'ListSigningCertificates'] as const),
    (marker: Marker) => iam.send(new ListSigningCertificatesCommand({ UserName, ...marker })),
    (page) => page.Certificates,
  );
  const keys = await listed(
    ...([paced, 'ListSSHPublicKeys'] as const),
    (marker: Marker) => iam.send(new ListSSHPublicKeysCommand({ UserName, ...marker })),
    (page) => page.SSHPublicKeys,
  );
  const credentials = await listed(
    ...([paced, 'ListServiceSpecificCredentials'] as const),
    (marker: Marker) => iam.send(new ListServiceSpecificCredentialsCommand({ UserName, ...marker })),
    (page) => page.ServiceSpecificCredentials,
  );
  return [
    ...certificates.filter(isActive).map(({ CertificateId }) => {
      return { kind: 'signing-certificate', id: required(CertificateId, 'CertificateId') } as const;
    }),
    ...keys.filter(isActive).map(({ SSHPublicKeyId }) => {
      return { kind: 'ssh-key', id: required(SSHPublicKeyId, 'SSHPublicKeyId') } as const;
    }),
    ...credentials.filter(isActive).map(({ ServiceSpecificCredentialId, ServiceName }) => ({
      kind: 'service-credential' as const,
      id: required(ServiceSpecificCredentialId, 'ServiceSpecificCredentialId'),
      service: required(ServiceName, 'ServiceName'),
    })),
  ];
}

/** One that has expired is taken by nobody, and so is one that was deactivated. */
const isActive = ({ Status }: { readonly Status?: string | undefined }) => Status === 'Active';
