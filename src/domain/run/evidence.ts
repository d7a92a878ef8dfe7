/** One line of a report of Access Advisor. */
export interface ServiceUse {
  /** Prefix of the service's actions, such as `s3`. */
  readonly service: string;
  /** ISO 8601; attempts count, denied ones too (IAM API reference). Absent: not in the tracking period. */
  readonly lastUsedAt?: string;
  /** 1 or 0 for a user or role; the members of a group that used it. */
  readonly entities: number;
  /**
   * ISO 8601, start of the run that first saw it granted. Absent: it was granted when the principal was first looked at, or
   * had been granted once before.
   */
  readonly grantedAt?: string;
}

/** What Access Advisor said of a principal. */
export type Evidence =
  | {
      readonly kind: 'report';
      readonly services: readonly ServiceUse[];
      /** ISO 8601, start of the earlier run that asked for it. Absent: this one did. */
      readonly fetchedAt?: string;
    }
  /** The job ended as FAILED, did not end in time, or was not to be had. */
  | { readonly kind: 'failed'; readonly why: string }
  /** Deleted since the inventory. */
  | { readonly kind: 'gone' };
