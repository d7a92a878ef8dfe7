import { App, Testing } from 'cdktf';
import { BootstrapStack } from '../../src/stacks/bootstrap';
import { parseSettings } from '../../src/settings';
import { someSettings } from '../support/settings';
import { onlyOne, statementsOf, templateOf, type Template } from '../support/template';

const kmsKeyId = 'arn:aws:kms:eu-central-1:111122223333:key/k';
const s3 = { bucket: 'acme-state', key: 'iam-guardrails.tfstate', region: 'eu-central-1' };

function bootstrapWith(state: 'local' | 'bucket', more: { kmsKeyId?: string } = {}): Template {
  const app = new App({ outdir: Testing.app().outdir, stackTraces: false });
  return templateOf(new BootstrapStack(app, 'boot', { settings: someSettings(), s3: { ...s3, ...more }, state }));
}

describe('the bucket for the state', () => {
  const template = bootstrapWith('local');

  it('lies in the Region the backend names, whatever Region the guardrails work in', () => {
    expect(template.provider['aws']).toEqual([{ region: 'eu-central-1' }]);
  });

  it('keeps every version and is never deleted', () => {
    expect(onlyOne(template, 'aws_s3_bucket_versioning')['versioning_configuration']).toEqual({ status: 'Enabled' });
    expect(onlyOne(template, 'aws_s3_bucket')).toMatchObject({
      bucket: 'acme-state',
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
  });

  it('is reached over TLS only, and never in public', () => {
    expect(statementsOf(onlyOne(template, 'aws_s3_bucket_policy')['policy'])).toMatchObject([
      { Effect: 'Deny', Principal: '*', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ]);
    expect(onlyOne(template, 'aws_s3_bucket_public_access_block')).toMatchObject({
      block_public_policy: true,
      restrict_public_buckets: true,
    });
  });

  it('is encrypted with the key of the backend', () => {
    expect(
      JSON.stringify(
        onlyOne(bootstrapWith('local', { kmsKeyId }), 'aws_s3_bucket_server_side_encryption_configuration'),
      ),
    ).toContain(kmsKeyId);
  });
});

describe('the state of the bootstrap itself', () => {
  it('begins on this machine', () => {
    expect(bootstrapWith('local').terraform['backend']).toEqual({ local: { path: '../../../terraform.boot.tfstate' } });
  });

  it('is kept apart by environment until it is there, for two may have buckets of their own', () => {
    const settings = parseSettings({ environments: { dev: {} } }, 'dev');
    const app = new App({ outdir: Testing.app().outdir, stackTraces: false });
    const stack = new BootstrapStack(app, 'boot', { settings, s3, state: 'local' });
    expect(templateOf(stack).terraform['backend']).toEqual({ local: { path: '../../../terraform.boot.dev.tfstate' } });
  });

  it('ends in the bucket, under a key of its own', () => {
    expect(bootstrapWith('bucket').terraform['backend']).toMatchObject({
      s3: { bucket: 'acme-state', key: 'boot.tfstate', encrypt: true, use_lockfile: true },
    });
  });
});
