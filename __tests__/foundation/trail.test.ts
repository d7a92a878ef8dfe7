import { namesOf } from '../../src/foundation/names';
import { Trail, type TrailProps } from '../../src/foundation/trail';
import { matching, onlyOne, resources, statementsOf, templateWith, type Template } from '../support/template';

// Much to compute: seconds on a busy machine.
jest.setTimeout(120_000);

const accountId = '111122223333';
const names = namesOf({ partition: 'aws', region: 'us-east-1', accountId, prefix: 'g' });

/** Synthesises a trail with a bucket of its own; override only what the test is about. */
function aTrail(overrides: Partial<TrailProps> = {}): Template {
  return templateWith((stack) => {
    new Trail(stack, 'trail', {
      names,
      accountId,
      retentionDays: 400,
      logRetentionDays: 30,
      forceDestroy: false,
      events: 'writes',
      excludeSources: [],
      logGroup: true,
      ...overrides,
    });
  });
}

describe('the trail', () => {
  it('records the management events of all Regions, with files that can be validated', () => {
    expect(onlyOne(aTrail(), 'aws_cloudtrail')).toMatchObject({
      name: 'g',
      is_multi_region_trail: true,
      include_global_service_events: true,
      enable_log_file_validation: true,
      enable_logging: true,
    });
  });

  const selectorsOf = (overrides: Partial<TrailProps>) =>
    onlyOne(aTrail(overrides), 'aws_cloudtrail')['advanced_event_selector'];
  const management = { field: 'eventCategory', equals: ['Management'] };
  const writes = { field: 'readOnly', equals: ['false'] };

  it.each([
    ['writes alone, which is what the guard reads', { events: 'writes' }, [management, writes]],
    ['reads as well where it is told to', { events: 'all' }, [management]],
    [
      'nothing of the one service it is told to leave out',
      { events: 'writes', excludeSources: ['kms.amazonaws.com'] },
      [management, writes, { field: 'eventSource', not_equals: ['kms.amazonaws.com'] }],
    ],
    [
      'nothing of the services it is told to leave out',
      { events: 'writes', excludeSources: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] },
      [management, writes, { field: 'eventSource', not_equals: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] }],
    ],
  ] as const)('records %s', (_, overrides, field_selector) => {
    expect(selectorsOf(overrides)).toEqual([{ name: 'Management events', field_selector }]);
  });

  it('writes to no log group where it is told so: neither group, role nor delivery is there', () => {
    const template = aTrail({ logGroup: false });
    const trail = onlyOne(template, 'aws_cloudtrail');
    expect(Object.keys(trail).filter((key) => key.startsWith('cloud_watch'))).toEqual([]);
    expect(trail['depends_on']).toEqual([matching(/^aws_s3_bucket_policy\./)]);
    for (const type of ['aws_cloudwatch_log_group', 'aws_iam_role', 'aws_iam_role_policy'])
      expect(resources(template, type)).toEqual([]);
  });

  it('keeps its log group and log files under the key of the settings', () => {
    const template = aTrail({ kmsKeyArn: 'key' });
    expect(onlyOne(template, 'aws_cloudtrail')['kms_key_id']).toBe('key');
    expect(onlyOne(template, 'aws_cloudwatch_log_group')['kms_key_id']).toBe('key');
  });

  it('waits for the bucket policy and the role, which CloudTrail tries at once', () => {
    expect(onlyOne(aTrail(), 'aws_cloudtrail')['depends_on']).toEqual([
      matching(/^aws_iam_role_policy\./),
      matching(/^aws_s3_bucket_policy\./),
    ]);
  });

  it('keeps its log group as long as it is told, and CloudTrail writes there only', () => {
    const template = aTrail();
    expect(onlyOne(template, 'aws_cloudwatch_log_group')).toMatchObject({ name: '/g/trail', retention_in_days: 30 });
    expect(statementsOf(onlyOne(template, 'aws_iam_role_policy')['policy'])).toEqual([
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: [matching(/^\$\{aws_cloudwatch_log_group\..+\.arn\}:log-stream:\*$/)],
      },
    ]);
  });
});

describe('the bucket of the trail', () => {
  it('is not public in any of the four ways', () => {
    expect(onlyOne(aTrail(), 'aws_s3_bucket_public_access_block')).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  it('takes log files of this trail only, and nothing without TLS', () => {
    const thisTrail = { 'aws:SourceArn': `arn:aws:cloudtrail:us-east-1:${accountId}:trail/g` };
    const [checks, writes, tls, ...others] = statementsOf(onlyOne(aTrail(), 'aws_s3_bucket_policy')['policy']);
    expect(others).toEqual([]);
    expect(checks).toMatchObject({ Action: 's3:GetBucketAcl', Condition: { StringEquals: thisTrail } });
    expect(writes).toMatchObject({
      Action: 's3:PutObject',
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Resource: matching(new RegExp(`/AWSLogs/${accountId}/\\*$`)),
      Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', ...thisTrail } },
    });
    expect(tls).toMatchObject({
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
  });

  it('belongs to its owner and forgets after the retention', () => {
    const template = aTrail();
    expect(onlyOne(template, 'aws_s3_bucket_ownership_controls')['rule']).toEqual({
      object_ownership: 'BucketOwnerEnforced',
    });
    expect(onlyOne(template, 'aws_s3_bucket_lifecycle_configuration')['rule']).toMatchObject([
      { status: 'Enabled', expiration: [{ days: 400 }] },
    ]);
  });

  it.each([true, false])('is destroyed with its logs when forceDestroy is %s', (forceDestroy) => {
    expect(onlyOne(aTrail({ forceDestroy }), 'aws_s3_bucket')['force_destroy']).toBe(forceDestroy);
  });

  it.each([
    ['a key of S3', undefined, { sse_algorithm: 'AES256' }],
    ['the key of the settings', 'key', { sse_algorithm: 'aws:kms', kms_master_key_id: 'key' }],
  ])('is encrypted with %s', (_, kmsKeyArn, expected) => {
    const { rule } = onlyOne(aTrail({ kmsKeyArn }), 'aws_s3_bucket_server_side_encryption_configuration');
    expect(rule).toMatchObject([{ apply_server_side_encryption_by_default: expected }]);
  });
});

describe('an existing bucket', () => {
  it('is written to and otherwise left alone', () => {
    const template = aTrail({ bucket: 'central-logs' });
    expect(onlyOne(template, 'aws_cloudtrail')['s3_bucket_name']).toBe('central-logs');
    expect(Object.keys(template.resource).filter((type) => type.startsWith('aws_s3'))).toEqual([]);
  });

  it('may have a key of its own, in its own Region, for the log files alone', () => {
    const template = aTrail({ bucket: 'central-logs', bucketKmsKeyArn: 'central-key', kmsKeyArn: 'key' });
    expect(onlyOne(template, 'aws_cloudtrail')['kms_key_id']).toBe('central-key');
    expect(onlyOne(template, 'aws_cloudwatch_log_group')['kms_key_id']).toBe('key');
  });
});

it('the role of the trail stays within the boundary of the settings', () => {
  expect(resources(aTrail({ permissionsBoundaryArn: 'edge' }), 'aws_iam_role')).toMatchObject([
    { permissions_boundary: 'edge', path: '/g/' },
  ]);
});
