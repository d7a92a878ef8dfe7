import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { PrivateBucket } from '../constructs/private-bucket';
import { useTerraform } from '../foundation/terraform';
import type { Settings } from '../settings/schema';

type S3 = Exclude<Settings['backend'], 'local' | undefined>['s3'];

export interface BootstrapProps {
  readonly settings: Settings;

  /** The bucket to make. */
  readonly s3: S3;

  /** Where this stack's own state is: on this machine until the bucket exists, then in the bucket. */
  readonly state: 'local' | 'bucket';
}

/** The bucket for the Terraform state, which has to exist before anything can be deployed. */
export class BootstrapStack extends TerraformStack {
  public constructor(scope: Construct, id: string, { settings, s3, state }: BootstrapProps) {
    super(scope, id);
    const own = { s3: { ...s3, key: `${id}.tfstate` } };
    useTerraform(this, { ...settings, region: s3.region, backend: state === 'local' ? 'local' : own });

    const bucket = new PrivateBucket(this, 'state', {
      name: s3.bucket,
      forceDestroy: false,
      preventDestroy: true,
      kmsKeyArn: s3.kmsKeyId,
    });
    // A broken state is mended by the version before it.
    new S3BucketVersioningA(this, 'versions', {
      bucket: bucket.bucketName,
      versioningConfiguration: { status: 'Enabled' },
    });
  }
}
