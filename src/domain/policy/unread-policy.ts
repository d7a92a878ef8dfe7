/** Whose resource policy could not be read, and why: an ARN, or a pattern of those of a service in a Region. */
export interface UnreadPolicy {
  readonly arn: string;
  readonly why: string;
}
