import type { Environment } from './run';

/** Long-term keys of somebody in the emulated account. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Keys that belong to no user: moto takes their holder for a session, not for an IAM user. */
export const NO_USER: Keys = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Variables by which the SDK reaches the emulated account, and nothing else. */
export function awsEnvironment(endpoint: string, { accessKeyId, secretAccessKey }: Keys): Environment {
  return {
    ...awsEnvironmentOfFile(endpoint, '/dev/null'),
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  };
}

/** The same, with keys that stand in a file. */
export function awsEnvironmentOfFile(endpoint: string, file: string): Environment {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: file,
  };
}

/** What a file of credentials says. */
export function credentialsFile({ accessKeyId, secretAccessKey }: Keys): string {
  return `[default]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
}

/** This machine's variables without those that would lead Terraform or a synthesis elsewhere. */
export function machineEnvironment(): Environment {
  const ours = /^(AWS|TF|CDKTF|GUARDRAILS)_|^NODE_OPTIONS$/;
  const kept = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || ours.test(name) ? [] : [[name, value] as const],
  );
  return Object.fromEntries(kept);
}
