import {
  DuplicateCertificateException,
  DuplicateSSHPublicKeyException,
  UpdateSigningCertificateCommand,
  UpdateSSHPublicKeyCommand,
  UploadSigningCertificateCommand,
  UploadSSHPublicKeyCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { CredentialStatus, PublicKey } from '../../../domain/deletion/principal-state';
import { unpaced } from '../paced';
import { certificatesOf, sshKeysOf } from './read-credentials';

/** A public key, and the status that it had. */
interface Given {
  readonly body: string;
  readonly status: CredentialStatus;
}

/** Uploads a signing certificate, and deactivates it where it was inactive. */
export async function giveCertificate(iam: IAMClient, UserName: string, { body, status }: Given): Promise<void> {
  const upload = iam.send(new UploadSigningCertificateCommand({ UserName, CertificateBody: body }));
  await unlessThere(upload, DuplicateCertificateException);
  const found = withBody(await certificatesOf(iam, unpaced, UserName), body);
  if (found.status === status) return;
  await iam.send(new UpdateSigningCertificateCommand({ UserName, CertificateId: found.id, Status: status }));
}

/** The same of a public key of SSH. */
export async function giveSshKey(iam: IAMClient, UserName: string, { body, status }: Given): Promise<void> {
  const upload = iam.send(new UploadSSHPublicKeyCommand({ UserName, SSHPublicKeyBody: body }));
  await unlessThere(upload, DuplicateSSHPublicKeyException);
  const found = withBody(await sshKeysOf(iam, unpaced, UserName), body);
  if (found.status === status) return;
  await iam.send(new UpdateSSHPublicKeyCommand({ UserName, SSHPublicKeyId: found.id, Status: status }));
}

/** An upload may have been made before, and its status not been put right. */
async function unlessThere(
  upload: Promise<unknown>,
  duplicate: typeof DuplicateCertificateException | typeof DuplicateSSHPublicKeyException,
): Promise<void> {
  try {
    await upload;
  } catch (error) {
    if (!(error instanceof duplicate)) throw error;
  }
}

function withBody(keys: readonly PublicKey[], wanted: string): PublicKey {
  const found = keys.find(({ body }) => body === wanted);
  if (found === undefined) throw new Error('IAM does not list the public key that it was given; try again');
  return found;
}
