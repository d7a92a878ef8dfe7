import { row, switched, USER, USER_OR_CALLER, type IamWrites, type Whom } from './shape';

/** Where the answer names the owner, that is the caller where the call named nobody. */
const ownerIn = (answer: string): Whom => ({
  ...USER_OR_CALLER,
  fields: ['parameters.userName', `response.${answer}.userName`],
});

/** Keys, passwords and certificates by which somebody signs in. */
export const CREDENTIAL_WRITES: IamWrites = {
  CreateAccessKey: row('makes', 'access-key', 'created access key {name} for {whom}', {
    name: ['response.accessKey.accessKeyId'],
    id: 'response.accessKey.accessKeyId',
    whom: ownerIn('accessKey'),
  }),
  UpdateAccessKey: switched('access-key', 'access key {name} of {whom}', {
    name: ['parameters.accessKeyId'],
    whom: USER_OR_CALLER,
  }),
  DeleteAccessKey: row('removes', 'access-key', 'deleted access key {name} of {whom}', {
    name: ['parameters.accessKeyId'],
    whom: USER_OR_CALLER,
  }),

  CreateLoginProfile: row('makes', 'console-password', 'gave {whom} a console password', {
    whom: ownerIn('loginProfile'),
  }),
  UpdateLoginProfile: row('opens', 'console-password', 'changed the console password of {whom}', { whom: USER }),
  DeleteLoginProfile: row('removes', 'console-password', 'deleted the console password of {whom}', {
    whom: USER_OR_CALLER,
  }),
  ChangePassword: row('changes', 'console-password', "changed the caller's own console password"),

  CreateServiceSpecificCredential: row(
    'makes',
    'service-specific-credential',
    'created service-specific credential {name}[ for {parameters.serviceName}] for {whom}',
    {
      name: ['response.serviceSpecificCredential.serviceSpecificCredentialId'],
      id: 'response.serviceSpecificCredential.serviceSpecificCredentialId',
      whom: ownerIn('serviceSpecificCredential'),
    },
  ),
  ResetServiceSpecificCredential: row(
    'opens',
    'service-specific-credential',
    'gave service-specific credential {name} of {whom} a new password',
    { name: ['parameters.serviceSpecificCredentialId'], whom: ownerIn('serviceSpecificCredential') },
  ),
  UpdateServiceSpecificCredential: switched(
    'service-specific-credential',
    'service-specific credential {name} of {whom}',
    { name: ['parameters.serviceSpecificCredentialId'], whom: USER_OR_CALLER },
  ),
  DeleteServiceSpecificCredential: row(
    'removes',
    'service-specific-credential',
    'deleted service-specific credential {name} of {whom}',
    { name: ['parameters.serviceSpecificCredentialId'], whom: USER_OR_CALLER },
  ),

  UploadSSHPublicKey: row('makes', 'ssh-public-key', 'uploaded SSH public key {name} for {whom}', {
    name: ['response.sSHPublicKey.sSHPublicKeyId'],
    id: 'response.sSHPublicKey.sSHPublicKeyId',
    whom: USER,
  }),
  UpdateSSHPublicKey: switched('ssh-public-key', 'SSH public key {name} of {whom}', {
    name: ['parameters.sSHPublicKeyId'],
    whom: USER,
  }),
  DeleteSSHPublicKey: row('removes', 'ssh-public-key', 'deleted SSH public key {name} of {whom}', {
    name: ['parameters.sSHPublicKeyId'],
    whom: USER,
  }),

  UploadSigningCertificate: row('makes', 'signing-certificate', 'uploaded signing certificate {name} for {whom}', {
    name: ['response.certificate.certificateId'],
    id: 'response.certificate.certificateId',
    whom: ownerIn('certificate'),
  }),
  UpdateSigningCertificate: switched('signing-certificate', 'signing certificate {name} of {whom}', {
    name: ['parameters.certificateId'],
    whom: USER_OR_CALLER,
  }),
  DeleteSigningCertificate: row('removes', 'signing-certificate', 'deleted signing certificate {name} of {whom}', {
    name: ['parameters.certificateId'],
    whom: USER_OR_CALLER,
  }),

  UploadServerCertificate: row('makes', 'server-certificate', 'uploaded server certificate {name}', {
    name: ['response.serverCertificateMetadata.arn', 'parameters.serverCertificateName'],
    id: 'response.serverCertificateMetadata.serverCertificateId',
  }),
  UpdateServerCertificate: row(
    'changes',
    'server-certificate',
    'changed server certificate {name}[: renamed to {parameters.newServerCertificateName}][: moved to path {parameters.newPath}]',
    { name: ['parameters.serverCertificateName'] },
  ),
  DeleteServerCertificate: row('removes', 'server-certificate', 'deleted server certificate {name}', {
    name: ['parameters.serverCertificateName'],
  }),
  TagServerCertificate: row(
    'changes',
    'tags',
    'tagged server certificate {parameters.serverCertificateName} with {name}',
    { name: ['parameters.tags'] },
  ),
  UntagServerCertificate: row(
    'changes',
    'tags',
    'took the tags {name} off server certificate {parameters.serverCertificateName}',
    { name: ['parameters.tagKeys'] },
  ),

  // Of the console alone: AWS documents none of their fields.
  UploadCloudFrontPublicKey: row('makes', 'cloudfront-public-key', 'uploaded a CloudFront public key'),
  UpdateCloudFrontPublicKey: row('changes', 'cloudfront-public-key', 'changed a CloudFront public key'),
  DeleteCloudFrontPublicKey: row('removes', 'cloudfront-public-key', 'deleted a CloudFront public key'),
};
