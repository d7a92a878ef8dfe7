import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { Construct } from 'constructs';
import { policyDocument, tlsOnly } from '../constructs/policy-document';

export interface TrailBucketProps {
  readonly name: string;
  readonly accountId: string;

  /** The only trail that may write here. */
  readonly trailArn: string;

  /** Whether destroy deletes the bucket with the logs in it. */
  readonly forceDestroy: boolean;

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
    const { name, kmsKeyArn, retentionDays } = props;
    const bucket = new S3Bucket(this, 'bucket', { bucket: name, forceDestroy: props.forceDestroy });
    this.bucketName = bucket.bucket;

    const access = new S3BucketPublicAccessBlock(this, 'public-access', {
      bucket: bucket.bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });

    new S3BucketOwnershipControls(this, 'ownership', {
      bucket: bucket.bucket,
      rule: { objectOwnership: 'BucketOwnerEnforced' },
    });

    new S3BucketServerSideEncryptionConfigurationA(this, 'encryption', {
      bucket: bucket.bucket,
      rule: [
        kmsKeyArn === undefined
          ? { applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }
          : {
              applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: kmsKeyArn },
              bucketKeyEnabled: true,
            },
      ],
    });

    new S3BucketLifecycleConfiguration(this, 'lifecycle', {
      bucket: bucket.bucket,
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

    // S3 refuses two settings of one bucket at the same time (OperationAborted).
    this.policy = new S3BucketPolicy(this, 'policy', {
      bucket: bucket.bucket,
      policy: writtenByTrail(bucket.arn, props),
      dependsOn: [access],
    });
  }
}

/** The policy of the CloudTrail documentation, pinned to one trail, and TLS only. */
function writtenByTrail(bucketArn: string, { accountId, trailArn }: TrailBucketProps): string {
  const Principal = { Service: 'cloudtrail.amazonaws.com' };
  const thisTrail = { 'aws:SourceArn': trailArn };
  return policyDocument([
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
    tlsOnly('s3:*', [bucketArn, `${bucketArn}/*`]),
  ]);
}
