import { type Runtime, providerFloorOf } from '../constructs/runtime';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { LocalBackend, S3Backend, type TerraformStack } from 'cdktf';
import { localStateOf } from '../settings/environments';
import type { Settings } from '../settings/schema';

export interface TerraformSettings extends Pick<
  Settings,
  'allowedAccountIds' | 'assumeRoleArn' | 'defaultTags' | 'backend' | 'environments'
> {
  /** Region the provider works in. */
  readonly region: string;

  /**
   * Runtime of the functions, which the provider must know.
   *
   * @default 'nodejs22.x'
   */
  readonly lambdaRuntime?: Runtime;
}

/** What Terraform needs before it deploys anything: versions, a place for the state, and credentials. */
export function useTerraform(stack: TerraformStack, settings: TerraformSettings): void {
  // The S3 backend locks with a file since 1.10.
  stack.addOverride('terraform.required_version', '>= 1.10.0');
  addProvider(stack, settings);
  addBackend(stack, settings);
}

function addProvider(stack: TerraformStack, settings: TerraformSettings): void {
  const { region, allowedAccountIds, assumeRoleArn, defaultTags, lambdaRuntime = 'nodejs22.x' } = settings;
  new AwsProvider(stack, 'aws', {
    region,
    ...(allowedAccountIds.length > 0 && { allowedAccountIds }),
    ...(assumeRoleArn !== undefined && { assumeRole: [{ roleArn: assumeRoleArn }] }),
    ...(Object.keys(defaultTags).length > 0 && { defaultTags: [{ tags: defaultTags }] }),
  });
  // The bindings pin the one version they were made from; what the stack uses is the same from 5.100 on.
  stack.addOverride('terraform.required_providers.aws.version', `>= ${providerFloorOf(lambdaRuntime)}, < 7.0.0`);
}

function addBackend(stack: TerraformStack, { backend = 'local', environments }: TerraformSettings): void {
  if (backend === 'local') {
    // Relative to where Terraform runs, cdktf.out/stacks/<stack>: an absolute path would differ on every machine.
    new LocalBackend(stack, { path: `../../../${localStateOf(stack.node.id, environments?.chosen)}` });
    return;
  }
  const { bucket, key, region, kmsKeyId } = backend.s3;
  const s3 = new S3Backend(stack, { bucket, key, region, encrypt: true, ...(kmsKeyId !== undefined && { kmsKeyId }) });
  s3.addOverride('use_lockfile', true);
}
