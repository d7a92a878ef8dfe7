import {
  GetSSHPublicKeyCommand,
  ListAccessKeysCommand,
  ListMFADevicesCommand,
  ListServiceSpecificCredentialsCommand,
  ListSigningCertificatesCommand,
  ListSSHPublicKeysCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { CredentialStatus, PublicKey, UserState } from '../../../domain/deletion/principal-state';
import type { Paced } from '../paced';
import { listed, required } from './answers';

type Credentials = Pick<
  UserState,
  'accessKeys' | 'signingCertificates' | 'sshKeys' | 'serviceCredentials' | 'mfaDevices'
>;
type Marker = { readonly Marker?: string };

/** What a user proves with who they are, but for the password. */
export async function credentialsOf(iam: IAMClient, paced: Paced, UserName: string): Promise<Credentials> {
  return {
    accessKeys: await accessKeysOf(iam, paced, UserName),
    signingCertificates: await certificatesOf(iam, paced, UserName),
    sshKeys: await sshKeysOf(iam, paced, UserName),
    serviceCredentials: await serviceCredentialsOf(iam, paced, UserName),
    mfaDevices: await devicesOf(iam, paced, UserName),
  };
}

async function accessKeysOf(iam: IAMClient, paced: Paced, UserName: string): Promise<UserState['accessKeys']> {
  const ask = (marker: Marker) => iam.send(new ListAccessKeysCommand({ UserName, ...marker }));
  const keys = await listed(paced, 'ListAccessKeys', ask, (page) => page.AccessKeyMetadata);
  return keys.map(({ AccessKeyId, Status }) => ({
    id: required(AccessKeyId, 'AccessKeyId'),
    status: statusOf(Status),
  }));
}

/** The signing certificates of a user. */
export async function certificatesOf(iam: IAMClient, paced: Paced, UserName: string): Promise<readonly PublicKey[]> {
  const ask = (marker: Marker) => iam.send(new ListSigningCertificatesCommand({ UserName, ...marker }));
  const certificates = await listed(paced, 'ListSigningCertificates', ask, (page) => page.Certificates);
  return certificates.map(({ CertificateId, CertificateBody, Status }) => ({
    id: required(CertificateId, 'CertificateId'),
    body: required(CertificateBody, 'CertificateBody'),
    status: statusOf(Status),
  }));
}

/** The public keys of SSH of a user. The list leaves out what they are. */
export async function sshKeysOf(iam: IAMClient, paced: Paced, UserName: string): Promise<readonly PublicKey[]> {
  const ask = (marker: Marker) => iam.send(new ListSSHPublicKeysCommand({ UserName, ...marker }));
  const all: PublicKey[] = [];
  for (const { SSHPublicKeyId } of await listed(paced, 'ListSSHPublicKeys', ask, (page) => page.SSHPublicKeys)) {
    const call = new GetSSHPublicKeyCommand({ UserName, SSHPublicKeyId, Encoding: 'SSH' });
    const key = (await paced('GetSSHPublicKey', () => iam.send(call))).SSHPublicKey;
    all.push({
      id: required(key?.SSHPublicKeyId, 'SSHPublicKeyId'),
      body: required(key?.SSHPublicKeyBody, 'SSHPublicKeyBody'),
      status: statusOf(key?.Status),
    });
  }
  return all;
}

async function serviceCredentialsOf(
  iam: IAMClient,
  paced: Paced,
  UserName: string,
): Promise<UserState['serviceCredentials']> {
  const action = 'ListServiceSpecificCredentials';
  const ask = (marker: Marker) => iam.send(new ListServiceSpecificCredentialsCommand({ UserName, ...marker }));
  const all = await listed(paced, action, ask, (page) => page.ServiceSpecificCredentials);
  return all.map(({ ServiceSpecificCredentialId, ServiceName }) => ({
    id: required(ServiceSpecificCredentialId, 'ServiceSpecificCredentialId'),
    service: required(ServiceName, 'ServiceName'),
  }));
}

async function devicesOf(iam: IAMClient, paced: Paced, UserName: string): Promise<readonly string[]> {
  const ask = (marker: Marker) => iam.send(new ListMFADevicesCommand({ UserName, ...marker }));
  const devices = await listed(paced, 'ListMFADevices', ask, (page) => page.MFADevices);
  return devices.map(({ SerialNumber }) => required(SerialNumber, 'SerialNumber'));
}

/** One that has expired is taken by nobody, and so is one that was deactivated. */
function statusOf(status: string | undefined): CredentialStatus {
  return required(status, 'Status') === 'Active' ? 'Active' : 'Inactive';
}
