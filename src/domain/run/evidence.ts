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
      /**
       * ISO 8601; what happened since is not in it, so that nothing may be counted beyond. Absent: a new report would say
       * the same.
       */
      readonly asOf?: string;
      /** The guardrails' own denies that stood then, in words of their own. Absent: none. */
      readonly denies?: readonly string[];
    }
  /** The job ended as FAILED, did not end in time, or was not to be had. */
  | { readonly kind: 'failed'; readonly why: string }
  /** Deleted since the inventory. */
  | { readonly kind: 'gone' };

/**
 * The time that evidence is judged as of.
 *
 * A report that knows nothing of the last hours is judged as if these had not been: nobody's days without use go on in them.
 *
 * @param now start of the run
 */
export function judgedAt(evidence: Evidence | undefined, now: Date): Date {
  const asOf = evidence?.kind === 'report' ? evidence.asOf : undefined;
  return asOf === undefined ? now : new Date(asOf);
}
