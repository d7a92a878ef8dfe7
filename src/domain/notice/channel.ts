/** Where people are told; `email` is by SNS itself, every other has a function. */
export const CHANNEL_TYPES = ['email', 'slack', 'pagerduty', 'amazonQ', 'webhook'] as const;
export type ChannelType = (typeof CHANNEL_TYPES)[number];

/** Where a secret lies: its name, never its value. */
export interface SecretPlace {
  /** Name of a SecureString parameter of Systems Manager. */
  readonly ssm?: string | undefined;
  /** Name of a secret of Secrets Manager. */
  readonly secretsManager?: string | undefined;
  /** Absent where AWS's own key encrypts it. */
  readonly kmsKeyArn?: string | undefined;
}

/** A channel as the settings name it. */
export interface Channel {
  readonly name: string;
  readonly type: ChannelType;
  readonly secret?: SecretPlace | undefined;
  /** Of a channel of type `email`. */
  readonly addresses?: readonly string[] | undefined;
  /** Id of the channel in Slack that a bot posts to; absent where an incoming webhook knows its own. */
  readonly slackChannel?: string | undefined;
  /** Where PagerDuty keeps the account. */
  readonly serviceRegion?: 'us' | 'eu' | undefined;
}
