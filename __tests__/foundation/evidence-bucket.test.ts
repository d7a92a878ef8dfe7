import { EvidenceBucket } from '../../src/foundation/evidence-bucket';
import { onlyOne, statementsOf, templateWith, type Template } from '../support/template';

const writers = ['arn:aws:iam::111122223333:role/p/batch'];

const aBucket = (kmsKeyArn?: string, forceDestroy = false): Template =>
  templateWith((stack) => {
    new EvidenceBucket(stack, 'evidence', {
      name: 'g-evidence',
      runPrefixes: ['one/runs/', 'two/runs/'],
      forceDestroy,
      writers,
      kmsKeyArn,
    });
  });

describe('the evidence bucket', () => {
  it.each([true, false])('goes with everything in it only where that is asked for: %s', (asked) => {
    const bucket = onlyOne(aBucket(undefined, asked), 'aws_s3_bucket');
    expect(bucket).toMatchObject({ bucket: 'g-evidence', force_destroy: asked });
  });

  it('takes evidence from the roles of the audit alone', () => {
    expect(statementsOf(onlyOne(aBucket(), 'aws_s3_bucket_policy')['policy'])).toContainEqual({
      Sid: 'WritersOnly',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: expect.stringMatching(/\/accounts\/\*$/) as string,
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': writers } },
    });
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
