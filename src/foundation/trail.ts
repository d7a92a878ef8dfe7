import { Cloudtrail } from '@cdktf/provider-aws/lib/cloudtrail';
import { Construct } from 'constructs';
import { managementEvents, type EventsOfTrail } from './trail-selectors';
import { TrailBucket } from './trail-bucket';
import { TrailLogs } from './trail-logs';
import type { DeploymentProps } from './deployment';

export interface TrailProps extends Pick<
  DeploymentProps,
  'names' | 'accountId' | 'logRetentionDays' | 'permissionsBoundaryArn' | 'kmsKeyArn'
> {
  readonly retentionDays: number;
  readonly forceDestroy: boolean;

  /** Management events that are logged. */
  readonly events: EventsOfTrail;

  /** Services whose events are left out. */
  readonly excludeSources: readonly string[];

  /** Whether the events go to a log group as well. */
  readonly logGroup: boolean;

  /**
   * Refuses every plan that would delete the created bucket.
   *
   * @default false
   */
  readonly protectData?: boolean;

  /**
   * Existing bucket; its policy must let this trail write, and stays with its owner.
   *
   * @default - a bucket is created
   */
  readonly bucket?: string | undefined;

  /**
   * Key that encrypts the log files in an existing bucket; CloudTrail wants one in the Region of the bucket.
   *
   * @default - kmsKeyArn
   */
  readonly bucketKmsKeyArn?: string | undefined;
}

/** The trail without which no IAM call reaches EventBridge. */
export class Trail extends Construct {
  public constructor(scope: Construct, id: string, props: TrailProps) {
    super(scope, id);
    const { names, kmsKeyArn, bucketKmsKeyArn = kmsKeyArn } = props;

    const bucket = props.bucket === undefined ? this.createdBucket(props) : undefined;
    const logs = props.logGroup ? this.logsOf(props) : undefined;

    new Cloudtrail(this, 'trail', {
      name: names.trail,
      s3BucketName: bucket?.bucketName ?? props.bucket ?? '',
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      enableLogging: true,
      advancedEventSelector: [managementEvents(props)],
      ...(logs !== undefined && {
        cloudWatchLogsGroupArn: logs.logGroupArn,
        cloudWatchLogsRoleArn: logs.roleArn,
      }),
      ...(bucketKmsKeyArn !== undefined && { kmsKeyId: bucketKmsKeyArn }),
      dependsOn: [logs?.permissions, bucket?.policy].filter((one) => one !== undefined),
    });
  }

  private logsOf({ names, logRetentionDays, permissionsBoundaryArn, kmsKeyArn }: TrailProps): TrailLogs {
    return new TrailLogs(this, 'logs', {
      logGroupName: names.trailLogGroup,
      roleName: names.trailRole,
      rolePath: names.rolePath,
      retentionDays: logRetentionDays,
      permissionsBoundaryArn,
      kmsKeyArn,
    });
  }

  private createdBucket(props: TrailProps): TrailBucket {
    const { names, accountId, forceDestroy, protectData = false, retentionDays, kmsKeyArn } = props;
    return new TrailBucket(this, 'bucket', {
      name: names.trailBucket,
      accountId,
      trailArn: names.trailArn,
      forceDestroy,
      protectData,
      retentionDays,
      kmsKeyArn,
    });
  }
}
