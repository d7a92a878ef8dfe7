import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import type { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { Construct } from 'constructs';
import type { PolicyStatement } from '../constructs/policy-document';
import { PrivateBucket } from '../constructs/private-bucket';

export interface TrailBucketProps {
  readonly name: string;
  readonly accountId: string;

  /** The only trail that may write here. */
  readonly trailArn: string;

  /** Whether destroy deletes the bucket with the logs in it. */
  readonly forceDestroy: boolean;

  /**
   * Refuses every plan that would delete the bucket.
   *
   * @default false
   */
  readonly protectData?: boolean;

  readonly retentionDays: number;

  /**
   * Key that encrypts the logs.
   *
   * @default - a key of S3
   */
  readonly kmsKeyArn?: string | undefined;
}

/** Bucket for the log files of one trail. */
export class TrailBucket extends Construct {
  public readonly bucketName: string;
  /** CloudTrail checks that it may write when the trail is made, so the trail waits for this. */
  public readonly policy: S3BucketPolicy;

  public constructor(scope: Construct, id: string, props: TrailBucketProps) {
    super(scope, id);
    const { name, forceDestroy, protectData = false, kmsKeyArn, retentionDays } = props;
    const files = new PrivateBucket(this, 'files', {
      name,
      forceDestroy,
      preventDestroy: protectData,
      kmsKeyArn,
      allow: (bucketArn) => writtenByTrail(bucketArn, props),
    });
    this.bucketName = files.bucketName;
    this.policy = files.policy;

    new S3BucketLifecycleConfiguration(this, 'lifecycle', {
      bucket: files.bucketName,
      rule: [
        {
          id: 'expire',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          expiration: [{ days: retentionDays }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
    });
  }
}

/** The statements of the CloudTrail documentation, pinned to one trail. */
function writtenByTrail(bucketArn: string, { accountId, trailArn }: TrailBucketProps): PolicyStatement[] {
  const Principal = { Service: 'cloudtrail.amazonaws.com' };
  const thisTrail = { 'aws:SourceArn': trailArn };
  return [
    {
      Sid: 'TrailChecks',
      Effect: 'Allow',
      Principal,
      Action: 's3:GetBucketAcl',
      Resource: bucketArn,
      Condition: { StringEquals: thisTrail },
    },
    {
      Sid: 'TrailWrites',
      Effect: 'Allow',
      Principal,
      Action: 's3:PutObject',
      Resource: `${bucketArn}/AWSLogs/${accountId}/*`,
      Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', ...thisTrail } },
    },
  ];
}
