import { EvidenceBucket } from '../../src/foundation/evidence-bucket';
import { onlyOne, templateWith, type Template } from '../support/template';

const aBucket = (kmsKeyArn?: string): Template =>
  templateWith((stack) => {
    new EvidenceBucket(stack, 'evidence', { name: 'g-evidence', runPrefixes: ['one/runs/', 'two/runs/'], kmsKeyArn });
  });

describe('the evidence bucket', () => {
  it('goes with everything in it, since it holds copies of facts only', () => {
    expect(onlyOne(aBucket(), 'aws_s3_bucket')).toMatchObject({ bucket: 'g-evidence', force_destroy: true });
  });

  it('keeps what was overwritten for 30 days', () => {
    expect(onlyOne(aBucket(), 'aws_s3_bucket_versioning')).toMatchObject({
      versioning_configuration: { status: 'Enabled' },
    });
    expect(onlyOne(aBucket(), 'aws_s3_bucket_lifecycle_configuration')['rule']).toContainEqual({
      id: 'clean-up',
      status: 'Enabled',
      filter: [{ prefix: '' }],
      expiration: [{ expired_object_delete_marker: true }],
      noncurrent_version_expiration: [{ noncurrent_days: 30 }],
      abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
    });
  });

  it('keeps runs for 400 days, and the days since the last success for ever', () => {
    const rules = onlyOne(aBucket(), 'aws_s3_bucket_lifecycle_configuration')['rule'];
    expect(rules).toHaveLength(3);
    for (const prefix of ['one/runs/', 'two/runs/']) {
      expect(rules).toContainEqual(
        expect.objectContaining({ filter: [{ prefix }], status: 'Enabled', expiration: [{ days: 400 }] }),
      );
    }
  });

  it('is encrypted with the key of the settings', () => {
    expect(JSON.stringify(onlyOne(aBucket('key'), 'aws_s3_bucket_server_side_encryption_configuration'))).toContain(
      '"kms_master_key_id":"key"',
    );
  });
});
