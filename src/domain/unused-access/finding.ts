/** What of a user or role nobody uses. An analyzer finds each of them once, but access keys: once each. */
export type UnusedKind = 'role' | 'access-key' | 'password' | 'permissions';

/** An active finding of IAM Access Analyzer about a user or role of the account. */
export interface UnusedAccess {
  /** ARN of the user or role. */
  readonly arn: string;
  readonly kind: UnusedKind;
  /** Id of the finding in its analyzer. */
  readonly id: string;
  readonly analyzerArn: string;
  /** Days without use after which the analyzer reports. Absent: nobody could tell. */
  readonly afterDays?: number;
  /** Absent: nobody asked for them, or they could not be read. */
  readonly details?: UnusedDetails;
}

/** What an analyzer knows of something unused. A last use that is absent: none in the tracking period. */
export type UnusedDetails =
  /** Of a role or a password. */
  | { readonly of: 'principal'; readonly lastUsedAt?: string }
  | { readonly of: 'access-key'; readonly keyId: string; readonly lastUsedAt?: string }
  | { readonly of: 'permissions'; readonly services: readonly UnusedService[] };

/** A service whose permissions nobody uses, or some actions of it. */
export interface UnusedService {
  /** Prefix of the service's actions, such as `s3`. */
  readonly service: string;
  /** ISO 8601. */
  readonly lastUsedAt?: string;
  /** Absent: the analyzer names no actions; all of the service is unused. */
  readonly actions?: readonly { readonly action: string; readonly lastUsedAt?: string }[];
}

/** An analyzer of unused access. */
export interface Analyzer {
  readonly arn: string;
  readonly name: string;
  /** Of the account alone, or of the whole organization. */
  readonly of: 'account' | 'organization';
  /** `ACTIVE` where it analyzes. */
  readonly status: string;
  /** Service principal that manages it, such as Security Hub's, which costs nothing extra. Absent: the account does. */
  readonly managedBy?: string;
  /** Days without use after which it reports. Absent: nobody could tell. */
  readonly afterDays?: number;
}

/** Something that could not be read, and why. */
export interface UnreadAnalysis {
  /** As a sentence begins: `the analyzers in us-east-1`. */
  readonly what: string;
  readonly why: string;
}

/** What the analyzers say of an account. */
export interface AnalyzedAccess {
  readonly analyzers: readonly Analyzer[];
  readonly findings: readonly UnusedAccess[];
  readonly unread: readonly UnreadAnalysis[];
}
