import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { Construct } from 'constructs';
import type { PolicyStatement } from '../constructs/policy-document';
import { PrivateBucket } from '../constructs/private-bucket';

export interface EvidenceBucketProps {
  readonly name: string;

  /** Beginnings of the keys of runs, which expire; what counts the days since the last success stays. */
  readonly runPrefixes: readonly string[];

  /** Whether destroy deletes the bucket with what is in it. */
  readonly forceDestroy: boolean;

  /**
   * Refuses every plan that would delete the bucket.
   *
   * @default false
   */
  readonly protectData?: boolean;

  /** ARNs of the roles that write evidence; what somebody else writes there would be believed (THREATS T9). */
  readonly writers: readonly string[];

  /**
   * Key that encrypts the evidence.
   *
   * @default - a key of S3
   */
  readonly kmsKeyArn?: string | undefined;
}

/** As long as Access Advisor is sure to remember: what is older could not be found again. */
const RUN_DAYS = 400;
const NONCURRENT_DAYS = 30;

/**
 * Bucket for what audits found and said, by account and guardrail.
 *
 * It is protected with the ledger: the texts of altered policies are restored from it, and its summaries say what the
 * ledger does not. To keep summaries beyond a destroy, copy them (docs/runbook.md).
 */
export class EvidenceBucket extends Construct {
  public readonly bucketName: string;

  public constructor(
    scope: Construct,
    id: string,
    { name, runPrefixes, forceDestroy, protectData = false, writers, kmsKeyArn }: EvidenceBucketProps,
  ) {
    super(scope, id);
    const { bucketName: bucket, policy } = new PrivateBucket(this, 'files', {
      name,
      forceDestroy,
      preventDestroy: protectData,
      allow: (arn) => [writersOnly(arn, writers)],
      kmsKeyArn,
    });
    this.bucketName = bucket;

    const versions = new S3BucketVersioningA(this, 'versions', {
      bucket,
      versioningConfiguration: { status: 'Enabled' },
      // S3 refuses two settings of one bucket at the same time (OperationAborted).
      dependsOn: [policy],
    });

    new S3BucketLifecycleConfiguration(this, 'lifecycle', {
      bucket,
      rule: [
        ...runPrefixes.map((prefix, index) => ({
          id: `expire-runs-${index + 1}`,
          status: 'Enabled',
          filter: [{ prefix }],
          expiration: [{ days: RUN_DAYS }],
        })),
        {
          id: 'clean-up',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          expiration: [{ expiredObjectDeleteMarker: true }],
          noncurrentVersionExpiration: [{ noncurrentDays: NONCURRENT_DAYS }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
      dependsOn: [versions],
    });
  }
}

/** Evidence lies below `accounts/`; beside it anybody with the rights may keep a list of exemptions. */
function writersOnly(bucketArn: string, writers: readonly string[]): PolicyStatement {
  return {
    Sid: 'WritersOnly',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:PutObject',
    Resource: `${bucketArn}/accounts/*`,
    Condition: { ArnNotEquals: { 'aws:PrincipalArn': writers } },
  };
}
