import {
  ListServiceSpecificCredentialsCommand,
  ListSigningCertificatesCommand,
  ListSSHPublicKeysCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { listed, required } from './deletion/answers';
import type { Paced } from './paced';

/** A page that any of the lists gives. */
type Marker = { readonly Marker?: string };

/**
 * The active credentials of a user of which IAM says nowhere when they were used: signing certificates, public keys of SSH,
 * and the passwords and API keys of one service each, such as CodeCommit, Keyspaces and Bedrock (IAM User Guide, credential
 * report; IAM API reference, ServiceSpecificCredentialMetadata). Neither the credential report nor `GetUser` counts a use.
 *
 * @returns each in words
 * @throws NoSuchEntityException where nobody has the name
 */
export async function undatedCredentials(iam: IAMClient, paced: Paced, UserName: string): Promise<readonly string[]> {
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
    ...certificates
      .filter(isActive)
      .map((one) => `signing certificate ${required(one.CertificateId, 'CertificateId')}`),
    ...keys.filter(isActive).map((one) => `SSH public key ${required(one.SSHPublicKeyId, 'SSHPublicKeyId')}`),
    ...credentials.filter(isActive).map(({ ServiceSpecificCredentialId: id, ServiceName }) => {
      return `credential ${required(id, 'ServiceSpecificCredentialId')} for ${required(ServiceName, 'ServiceName')}`;
    }),
  ];
}

/** One that has expired is taken by nobody, and so is one that was deactivated. */
const isActive = ({ Status }: { readonly Status?: string | undefined }) => Status === 'Active';
