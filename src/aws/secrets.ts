import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import type { SecretPlace } from '../domain/notice/channel';

/** The value of a secret, or why a person has to mend something first. */
export type SecretRead =
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'unusable'; readonly why: string };

/** Reads a secret. @throws the error of a call that may succeed later */
export type SecretReader = (place: SecretPlace) => Promise<SecretRead>;

/** Names of the errors that last until somebody mends something. */
const LASTING = [
  ...['ParameterNotFound', 'ParameterVersionNotFound', 'InvalidKeyId'],
  ...['ResourceNotFoundException', 'DecryptionFailure', 'InvalidRequestException'],
  ...['AccessDenied', 'AccessDeniedException'],
];

/** {@link SecretReader} of Systems Manager and Secrets Manager. */
export function secretReader(ssm: () => SSMClient, secretsManager: () => SecretsManagerClient): SecretReader {
  return async ({ ssm: parameter, secretsManager: secret = '' }) => {
    const what = parameter === undefined ? `the secret ${secret}` : `the parameter ${parameter}`;
    try {
      return parameter === undefined
        ? await read(secretsManager(), secret, what)
        : await readParameter(ssm(), parameter, what);
    } catch (error) {
      if (!(error instanceof Error) || !LASTING.includes(error.name)) throw error;
      return { kind: 'unusable', why: `${what} cannot be read (${error.name})` };
    }
  };
}

async function read(client: SecretsManagerClient, SecretId: string, what: string): Promise<SecretRead> {
  const { SecretString: value } = await client.send(new GetSecretValueCommand({ SecretId }));
  return valueOf(value, what);
}

async function readParameter(client: SSMClient, Name: string, what: string): Promise<SecretRead> {
  const { Parameter } = await client.send(new GetParameterCommand({ Name, WithDecryption: true }));
  const { Type: type = 'none', Value: value } = Parameter ?? {};
  // Its value stands in clear text wherever the parameter is listed.
  if (type !== 'SecureString') return { kind: 'unusable', why: `${what} is of type ${type}; allowed: SecureString` };
  return valueOf(value, what);
}

function valueOf(value: string | undefined, what: string): SecretRead {
  return value === undefined || value.trim() === ''
    ? { kind: 'unusable', why: `${what} has no text` }
    : { kind: 'value', value };
}
