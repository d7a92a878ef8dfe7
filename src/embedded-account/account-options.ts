import type { DisturbanceOptions } from './wire/disturbances';
import type { PrincipalSeed } from './iam/principals/principals';
import type { IamQuotas } from './iam/quotas';

/** How an embedded account behaves. */
export interface AccountOptions extends DisturbanceOptions {
  /** Path of the synthesised `cdk.tf.json`; its bundles lie beside it. */
  readonly templatePath: string;
  /** @default '111122223333' */
  readonly accountId?: string;
  /**
   * What ids and durations of jobs follow from; the same seed gives the same ones.
   * @default `GUARDRAILS_SEED` of the environment, else 'iam-guardrails'
   */
  readonly seed?: string;
  /**
   * What the account's clock says at first.
   * @default the machine's clock
   */
  readonly startAt?: Date;
  /**
   * Whether the date within an invocation goes on from the account's, or stands still as that does: then the same calls
   * leave the same bytes behind.
   * @default 'passes'
   */
  readonly timeInFunctions?: 'passes' | 'stands';
  /**
   * Whether a state machine waits before it tries a state again, by the machine's clock, or goes on at once: one that waits
   * for another needs it.
   * @default 'skipped'
   */
  readonly retryWaits?: 'skipped' | 'kept';
  /**
   * How long a change of permissions takes to bind callers, on the account's clock.
   * @default 4000
   */
  readonly propagationMs?: number;
  /**
   * How old the answers about attachments, inline policies and memberships are.
   * @default 0, consistent
   */
  readonly readLagMs?: number;
  /**
   * Workers of each function that events start, instead of its mapping's `maximum_concurrency`.
   * @default as the template says
   */
  readonly workers?: number;
  /**
   * Hosts of the internet that functions reach by `fetch`, and the loopback servers that stand in for them.
   * @default none: every connection fails
   */
  readonly internet?: Readonly<Record<string, string>>;
  /**
   * Whether a user `admin` is a member of every group that the template takes from the account.
   * @default true
   */
  readonly withAdmin?: boolean;
  /**
   * Quotas of IAM that differ between accounts.
   * @default IAM's own
   */
  readonly quotas?: Partial<IamQuotas>;
  /**
   * Whether the account has a trail beside those of the template, which logs every event; what a trail logs reaches the
   * bus. A guard must bear with all that others log.
   * @default true
   */
  readonly otherTrail?: boolean;
  /**
   * How long an event takes to show in CloudTrail's event history, on the account's clock.
   * @default 5 minutes
   */
  readonly historyLagMs?: number;
  /**
   * Whether more than two look-ups of events in a second of the machine's clock are refused, as CloudTrail does.
   * @default false: a test would wait for seconds
   */
  readonly throttlesLookUps?: boolean;
  /**
   * Whether SES refuses more than one mail in a second of the machine's clock in the sandbox.
   * @default false: a test would wait for seconds
   */
  readonly throttlesMails?: boolean;
  /**
   * How long a credential report takes.
   * @default 1500
   */
  readonly credentialReportMs?: number;
  /** @default as AWS behaves */
  readonly accessAdvisor?: {
    /**
     * Shortest and longest time of a job in milliseconds.
     * @default [1000, 8000]
     */
    readonly jobMs?: readonly [number, number];
    /**
     * How long a use takes to show, on the account's clock.
     * @default 4 hours
     */
    readonly usageLagMs?: number;
    /**
     * Whether a service that an identity policy denies outright is left out of the list.
     * @default true
     */
    readonly leavesDeniedOut?: boolean;
    /**
     * Most lines of a report on one page, however many are asked for; IAM may give fewer than it is asked for.
     * @default 1000
     */
    readonly linesPerPage?: number;
  };
}

/** How a user begins. */
export interface UserSeed extends PrincipalSeed {
  /**
   * Names of groups.
   * @default none
   */
  readonly groups?: readonly string[];
  /**
   * Password of the console.
   * @default the user has no login profile
   */
  readonly password?: string;
}

/** How a policy that people made begins. */
export interface PolicySeed {
  readonly name: string;
  /** @default '/' */
  readonly path?: string;
  readonly document: object;
  /**
   * When it came into being.
   * @default now
   */
  readonly createdAt?: Date;
}

/** Which calls to look at; what is left out does not matter. */
export interface CallFilter {
  /** @default every service */
  readonly service?: string;
  /** @default every action */
  readonly action?: string;
  /** @default calls of every function and from outside */
  readonly functionName?: string;
  /** @default every invocation */
  readonly invocationId?: string;
}
