import { createHash } from 'node:crypto';
import { AwsError, limitExceeded, noSuchEntity, validationError } from '../../wire/aws-error';
import { page, userOf, type IamCall, type IamOperation } from '../call';
import type { UploadedKey, User } from '../entities';

/** What IAM calls one kind of uploaded key, and how many of it a user may have (IAM User Guide, quotas). */
interface Kind {
  readonly prefix: 'ASCA' | 'APKA';
  readonly idField: string;
  readonly bodyField: string;
  readonly most: number;
  readonly quota: string;
  readonly looksRight: RegExp;
  readonly malformed: string;
  readonly duplicate: string;
  readonly of: (user: User) => UploadedKey[];
}

const CERTIFICATE: Kind = {
  ...{ prefix: 'ASCA', idField: 'CertificateId', bodyField: 'CertificateBody' },
  ...{ most: 2, quota: 'SigningCertificatesPerUser' },
  looksRight: /^-----BEGIN CERTIFICATE-----\n[\s\S]+\n-----END CERTIFICATE-----\s*$/,
  ...{ malformed: 'MalformedCertificate', duplicate: 'DuplicateCertificate' },
  of: ({ signingCertificates }) => signingCertificates,
};

const SSH: Kind = {
  ...{ prefix: 'APKA', idField: 'SSHPublicKeyId', bodyField: 'SSHPublicKeyBody' },
  ...{ most: 5, quota: 'SSHPublicKeysPerUser' },
  looksRight: /^ssh-rsa \S+/,
  ...{ malformed: 'InvalidPublicKey', duplicate: 'DuplicateSSHPublicKey' },
  of: ({ sshKeys }) => sshKeys,
};

function upload(call: IamCall, { of, looksRight, ...kind }: Kind): { user: User; key: UploadedKey } {
  const { params, state } = call;
  const user = userOf(call);
  const body = params.text(kind.bodyField);
  if (!looksRight.test(body)) throw new AwsError(kind.malformed, `The ${kind.bodyField} cannot be read.`, 400);
  if (of(user).some((one) => one.body === body)) throw new AwsError(kind.duplicate, 'The key is there already.', 400);
  if (of(user).length >= kind.most) throw limitExceeded(`Cannot exceed quota for ${kind.quota}: ${kind.most}`);
  const id = state.identifiers.unique(kind.prefix, user.id);
  const key: UploadedKey = { id, body, uploadedAt: state.clock.now(), status: 'Active' };
  of(user).push(key);
  return { user, key };
}

function keyOf(call: IamCall, { of, idField }: Kind): UploadedKey {
  const id = call.params.text(idField);
  const key = of(userOf(call)).find((one) => one.id === id);
  if (!key) throw noSuchEntity(`The ${idField} ${id} cannot be found.`);
  return key;
}

const updating =
  (kind: Kind): IamOperation =>
  (call) => {
    keyOf(call, kind).status = checkedStatus(call.params.text('Status'));
    return undefined;
  };

const deleting =
  (kind: Kind): IamOperation =>
  (call) => {
    const keys = kind.of(userOf(call));
    keys.splice(keys.indexOf(keyOf(call, kind)), 1);
    return undefined;
  };

/** @throws AwsError for anything but the two states a credential may be put into */
export function checkedStatus(status: string): 'Active' | 'Inactive' {
  if (status === 'Active' || status === 'Inactive') return status;
  throw validationError(`Value '${status}' at 'status' failed to satisfy constraint: [Active, Inactive]`);
}

const certificateOf = ({ name }: User, { id, body, status, uploadedAt }: UploadedKey) => ({
  ...{ UserName: name, CertificateId: id, CertificateBody: body, Status: status, UploadDate: uploadedAt },
});

const sshKeyOf = ({ name }: User, { id, status, uploadedAt }: UploadedKey) => ({
  ...{ UserName: name, SSHPublicKeyId: id, Status: status, UploadDate: uploadedAt },
});

const wholeSshKeyOf = (user: User, key: UploadedKey) => ({
  ...sshKeyOf(user, key),
  Fingerprint: createHash('md5').update(key.body).digest('hex'),
  SSHPublicKeyBody: key.body,
});

export const UPLOADED_KEY_OPERATIONS: Readonly<Record<string, IamOperation>> = {
  UploadSigningCertificate: (call) => {
    const { user, key } = upload(call, CERTIFICATE);
    return { Certificate: certificateOf(user, key) };
  },
  UpdateSigningCertificate: updating(CERTIFICATE),
  DeleteSigningCertificate: deleting(CERTIFICATE),
  ListSigningCertificates: (call) => {
    const user = userOf(call);
    const { items, rest } = page(call, user.signingCertificates);
    return { Certificates: items.map((key) => certificateOf(user, key)), ...rest };
  },
  UploadSSHPublicKey: (call) => {
    const { user, key } = upload(call, SSH);
    return { SSHPublicKey: wholeSshKeyOf(user, key) };
  },
  UpdateSSHPublicKey: updating(SSH),
  DeleteSSHPublicKey: deleting(SSH),
  GetSSHPublicKey: (call) => {
    if (call.params.text('Encoding') !== 'SSH') throw new Error('the embedded account gives keys in the form SSH only');
    return { SSHPublicKey: wholeSshKeyOf(userOf(call), keyOf(call, SSH)) };
  },
  ListSSHPublicKeys: (call) => {
    const user = userOf(call);
    const { items, rest } = page(call, user.sshKeys);
    return { SSHPublicKeys: items.map((key) => sshKeyOf(user, key)), ...rest };
  },
};
