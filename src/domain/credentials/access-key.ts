/** As IAM writes it. */
export type AccessKeyStatus = 'Active' | 'Inactive';

/** An access key as IAM lists it. */
export interface AccessKey {
  /** Such as `AKIA…`; never used again, not even after deletion. */
  readonly keyId: string;
  readonly status: AccessKeyStatus;
  /** ISO 8601. */
  readonly createdAt: string;
}
