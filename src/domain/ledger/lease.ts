/** Id of the entry of the ledger that says whose run may call IAM; it stands where other entries name a principal. */
const IAM_CALLS = 'iam-calls';

/** Partition key of that entry: the one that a role may be confined to. */
export const leaseKeyOf = (accountId: string): string => `${accountId}#${IAM_CALLS}`;

/** A run that may call IAM. */
export interface LeaseHolder {
  readonly guardrail: string;
  readonly runId: string;
}

/** Who may call IAM, and until when if it is not renewed. */
export interface Lease extends LeaseHolder {
  readonly until: Date;
}
