import type { Runtime } from './runtime';

/** What a deployment chooses once for everything it makes. */
export interface DeploymentChoices {
  readonly logRetentionDays: number;

  /**
   * Runtime of the functions; bundles are translated for it.
   *
   * @default 'nodejs22.x'
   */
  readonly runtime?: Runtime | undefined;

  /**
   * Permissions boundary of the roles.
   *
   * @default - they have none
   */
  readonly permissionsBoundaryArn?: string | undefined;

  /**
   * Key that encrypts whatever AWS lets a key of one's own encrypt.
   *
   * @default - AWS's own keys
   */
  readonly kmsKeyArn?: string | undefined;
}
