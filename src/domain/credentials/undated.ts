/**
 * An active credential of a user of which IAM says nowhere when it was used: a signing certificate, a public key of SSH, or
 * the password or API key of one service, such as CodeCommit, Keyspaces and Bedrock (IAM User Guide, credential report; IAM
 * API reference, ServiceSpecificCredentialMetadata).
 */
export interface UndatedCredential {
  readonly kind: 'signing-certificate' | 'ssh-key' | 'service-credential';
  readonly id: string;
  /** Such as `codecommit.amazonaws.com`. Absent: it is not for one service. */
  readonly service?: string | undefined;
}

const WORDS: Readonly<Record<UndatedCredential['kind'], string>> = {
  'signing-certificate': 'signing certificate',
  'ssh-key': 'SSH public key',
  'service-credential': 'credential',
};

/** Such as `credential ACCA… for codecommit.amazonaws.com`. */
export const undatedCredentialInWords = ({ kind, id, service }: UndatedCredential): string =>
  `${WORDS[kind]} ${id}${service === undefined ? '' : ` for ${service}`}`;
