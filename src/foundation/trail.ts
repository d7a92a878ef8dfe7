import { Cloudtrail } from '@cdktf/provider-aws/lib/cloudtrail';
import { Construct } from 'constructs';
import type { Names } from './names';
import { TrailBucket } from './trail-bucket';
import { TrailLogs } from './trail-logs';

export interface TrailProps {
  readonly names: Names;
  readonly accountId: string;
  readonly retentionDays: number;
  readonly logRetentionDays: number;
  readonly forceDestroy: boolean;

  /**
   * Existing bucket; its policy must let this trail write, and stays with its owner.
   *
   * @default - a bucket is created
   */
  readonly bucket?: string | undefined;

  /** @default - the role has no permissions boundary */
  readonly permissionsBoundaryArn?: string | undefined;

  /** @default - AWS's own keys */
  readonly kmsKeyArn?: string | undefined;
}

/** The trail without which no IAM call reaches EventBridge. */
export class Trail extends Construct {
  public constructor(scope: Construct, id: string, props: TrailProps) {
    super(scope, id);
    const { names, kmsKeyArn, permissionsBoundaryArn } = props;

    const bucket = props.bucket === undefined ? this.createdBucket(props) : undefined;
    const logs = new TrailLogs(this, 'logs', {
      logGroupName: names.trailLogGroup,
      roleName: names.trailRole,
      rolePath: names.rolePath,
      retentionDays: props.logRetentionDays,
      permissionsBoundaryArn,
      kmsKeyArn,
    });

    new Cloudtrail(this, 'trail', {
      name: names.trail,
      s3BucketName: bucket?.bucketName ?? props.bucket ?? '',
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      enableLogging: true,
      eventSelector: [{ includeManagementEvents: true, readWriteType: 'All' }],
      cloudWatchLogsGroupArn: logs.logGroupArn,
      cloudWatchLogsRoleArn: logs.roleArn,
      ...(kmsKeyArn !== undefined && { kmsKeyId: kmsKeyArn }),
      dependsOn: [logs.permissions, ...(bucket === undefined ? [] : [bucket.policy])],
    });
  }

  private createdBucket({ names, accountId, forceDestroy, retentionDays, kmsKeyArn }: TrailProps): TrailBucket {
    return new TrailBucket(this, 'bucket', {
      name: names.trailBucket,
      accountId,
      trailArn: names.trailArn,
      forceDestroy,
      retentionDays,
      kmsKeyArn,
    });
  }
}
