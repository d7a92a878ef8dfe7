import { NodeFunction, type NodeFunctionProps } from '../../src/constructs/node-function';
import { folderWith } from '../support/source';
import { onlyOne, statementsOf, templateWith, type Template } from '../support/template';

const root = folderWith({ 'handler.ts': 'export const handler = () => 1;' });
const permissions = [{ Effect: 'Allow', Action: ['sns:Publish'], Resource: ['topic'] }] as const;

/** Synthesises a function; override only what the test is about. */
function aFunction(overrides: Partial<NodeFunctionProps> = {}): Template {
  return templateWith((stack) => {
    new NodeFunction(stack, 'fn', {
      name: 'g-job',
      description: 'Does the job',
      code: { root, entry: 'handler.ts' },
      environment: { TABLE: 'table' },
      permissions,
      rolePath: '/g/',
      logRetentionDays: 30,
      ...overrides,
    });
  });
}

describe('NodeFunction', () => {
  it('runs the bundle on the pinned runtime', () => {
    expect(onlyOne(aFunction(), 'aws_lambda_function')).toMatchObject({
      function_name: 'g-job',
      runtime: 'nodejs22.x',
      architectures: ['arm64'],
      handler: 'index.handler',
      environment: { variables: { TABLE: 'table' } },
      timeout: 30,
      memory_size: 256,
    });
  });

  it('is made after its log group and its permissions', () => {
    expect(onlyOne(aFunction(), 'aws_lambda_function')['depends_on']).toEqual([
      expect.stringMatching(/^aws_iam_role_policy\./),
      expect.stringMatching(/^aws_cloudwatch_log_group\./),
    ]);
  });

  it('writes to its own log group only and may not make one', () => {
    const [logs, ...others] = statementsOf(onlyOne(aFunction(), 'aws_iam_role_policy')['policy']);
    expect(logs?.Action).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents']);
    expect(logs?.Resource).toEqual([expect.stringMatching(/^\$\{aws_cloudwatch_log_group\..+\.arn\}:\*$/)]);
    expect(others).toEqual(permissions);
  });

  it('keeps its log as long as it is told', () => {
    expect(onlyOne(aFunction(), 'aws_cloudwatch_log_group')).toMatchObject({
      name: '/aws/lambda/g-job',
      retention_in_days: 30,
    });
  });

  it('changes its hash with a file beside the code', () => {
    const hashWith = (text: string) =>
      onlyOne(aFunction({ code: { root, entry: 'handler.ts', files: { 'rules.json': text } } }), 'aws_lambda_function')[
        'source_code_hash'
      ];
    expect(hashWith('1')).toBe(hashWith('1'));
    expect(hashWith('1')).not.toBe(hashWith('2'));
  });

  it('gives its role the path and the boundary of the settings', () => {
    const template = aFunction({ permissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/edge' });
    expect(onlyOne(template, 'aws_iam_role')).toMatchObject({
      path: '/g/',
      permissions_boundary: 'arn:aws:iam::111122223333:policy/edge',
    });
  });

  it('encrypts environment and log with the key of the settings', () => {
    const template = aFunction({ kmsKeyArn: 'key' });
    expect(onlyOne(template, 'aws_lambda_function')['kms_key_arn']).toBe('key');
    expect(onlyOne(template, 'aws_cloudwatch_log_group')['kms_key_id']).toBe('key');
  });

  it('names neither key nor boundary where there is none', () => {
    const template = aFunction();
    expect(onlyOne(template, 'aws_lambda_function')).not.toHaveProperty('kms_key_arn');
    expect(onlyOne(template, 'aws_iam_role')).not.toHaveProperty('permissions_boundary');
  });
});
