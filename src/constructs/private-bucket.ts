import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { Construct } from 'constructs';
import { type PolicyStatement, policyDocument, tlsOnly } from './policy-document';

export interface PrivateBucketProps {
  readonly name: string;

  /** Whether destroy deletes the bucket with what is in it. */
  readonly forceDestroy: boolean;

  /**
   * Refuses every plan that would delete the bucket.
   *
   * @default false
   */
  readonly preventDestroy?: boolean;

  /**
   * Who may use the bucket besides its account, or may not, given its ARN.
   *
   * @default - nobody
   */
  readonly allow?: (bucketArn: string) => readonly PolicyStatement[];

  /**
   * Key that encrypts the objects.
   *
   * @default - a key of S3
   */
  readonly kmsKeyArn?: string | undefined;
}

/** A bucket that is encrypted, never public, owned by its account alone and reached over TLS only. */
export class PrivateBucket extends Construct {
  public readonly bucketName: string;
  public readonly policy: S3BucketPolicy;

  public constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    const { name, forceDestroy, preventDestroy = false, kmsKeyArn } = props;
    const { arn, bucket } = new S3Bucket(this, 'bucket', {
      bucket: name,
      forceDestroy,
      ...(preventDestroy && { lifecycle: { preventDestroy } }),
    });
    this.bucketName = bucket;

    const access = new S3BucketPublicAccessBlock(this, 'public-access', {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });

    new S3BucketOwnershipControls(this, 'ownership', { bucket, rule: { objectOwnership: 'BucketOwnerEnforced' } });

    new S3BucketServerSideEncryptionConfigurationA(this, 'encryption', {
      bucket,
      rule: [
        kmsKeyArn === undefined
          ? { applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }
          : {
              applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: kmsKeyArn },
              bucketKeyEnabled: true,
            },
      ],
    });

    this.policy = new S3BucketPolicy(this, 'policy', {
      bucket,
      policy: policyDocument([...(props.allow?.(arn) ?? []), tlsOnly('s3:*', [arn, `${arn}/*`])]),
      // S3 refuses two settings of one bucket at the same time (OperationAborted).
      dependsOn: [access],
    });
  }
}
