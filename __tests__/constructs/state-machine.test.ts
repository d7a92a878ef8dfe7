import { StateMachine, type StateMachineProps } from '../../src/constructs/state-machine';
import { matching, onlyOne, statementsOf, templateWith, type Template } from '../support/template';

const accountId = '111122223333';
const arn = `arn:aws:states:us-east-1:${accountId}:stateMachine:g-job`;
const executions = `arn:aws:states:us-east-1:${accountId}:execution:g-job:*`;
const children = `arn:aws:states:us-east-1:${accountId}:execution:g-job/items:*`;

/** Synthesises a state machine; override only what the test is about. */
function aMachine(overrides: Partial<StateMachineProps> = {}): Template {
  return templateWith((stack) => {
    new StateMachine(stack, 'machine', {
      name: 'g-job',
      arn,
      accountId,
      rolePath: '/g/',
      definition: { StartAt: 'Work', States: { Work: { Type: 'Succeed', Output: '{% $states.input %}' } } },
      functionArns: ['one', 'two'],
      maps: [{ label: 'items', readsArns: ['bucket/list'], writesArns: ['bucket/results/*'] }],
      ...overrides,
    });
  });
}

const mayOf = (template: Template) => statementsOf(onlyOne(template, 'aws_iam_role_policy')['policy']);

describe('StateMachine', () => {
  it('is a standard one with the definition as it is, made after its permissions', () => {
    const machine = onlyOne(aMachine(), 'aws_sfn_state_machine');
    expect(machine).toMatchObject({
      name: 'g-job',
      type: 'STANDARD',
      role_arn: matching(/^\$\{aws_iam_role\..*\.arn\}$/),
      depends_on: [matching(/^aws_iam_role_policy\./)],
    });
    expect(machine['definition']).toBe(
      '{"StartAt":"Work","States":{"Work":{"Type":"Succeed","Output":"{% $states.input %}"}}}',
    );
  });

  it('refuses a definition that Terraform would read a directive in', () => {
    const States = { Work: { Type: 'Succeed', Output: "{%{'a': 1}%}" } };
    expect(() => aMachine({ definition: { StartAt: 'Work', States } })).toThrow(
      /Terraform would read a directive in the definition, at .*%\{'a': 1\}.*; write a blank before the \{/,
    );
  });

  it('is run by Step Functions for itself and its children only', () => {
    expect(statementsOf(onlyOne(aMachine(), 'aws_iam_role')['assume_role_policy'])).toEqual([
      {
        Effect: 'Allow',
        Principal: { Service: 'states.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'aws:SourceAccount': accountId },
          ArnLike: { 'aws:SourceArn': [arn, `${arn}/*`] },
        },
      },
    ]);
  });

  it('may do exactly what its definition needs', () => {
    const allow = (Sid: string, Action: string[], Resource: string[]) => ({ Sid, Effect: 'Allow', Action, Resource });
    expect(mayOf(aMachine())).toEqual([
      allow('Call', ['lambda:InvokeFunction'], ['one', 'two']),
      allow('StartChildren', ['states:StartExecution'], [arn]),
      allow('FollowChildren', ['states:DescribeExecution', 'states:StopExecution'], [executions, children]),
      allow('RedriveChildren', ['states:RedriveExecution'], [children]),
      allow('ReadItems', ['s3:GetObject'], ['bucket/list']),
      allow(
        'WriteResults',
        ['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'],
        ['bucket/results/*'],
      ),
    ]);
  });

  it('may do the same for each of its maps', () => {
    const more = { label: 'more', readsArns: ['bucket/more'], writesArns: ['bucket/more-results/*'] };
    const items = { label: 'items', readsArns: ['bucket/list'], writesArns: ['bucket/results/*'] };
    const may = mayOf(aMachine({ maps: [items, more] }));
    const resourceOf = (sid: string) => may.find(({ Sid }) => Sid === sid)?.Resource;
    const others = children.replace('/items:', '/more:');
    expect(resourceOf('FollowChildren')).toEqual([executions, children, others]);
    expect(resourceOf('RedriveChildren')).toEqual([children, others]);
    expect(resourceOf('ReadItems')).toEqual(['bucket/list', 'bucket/more']);
    expect(resourceOf('WriteResults')).toEqual(['bucket/results/*', 'bucket/more-results/*']);
  });

  it('may use the key of the settings', () => {
    expect(mayOf(aMachine({ kmsKeyArn: 'key' })).at(-1)).toMatchObject({
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: ['key'],
    });
  });

  it('gives its role the path and the boundary of the settings', () => {
    expect(onlyOne(aMachine({ permissionsBoundaryArn: 'edge' }), 'aws_iam_role')).toMatchObject({
      name: 'g-job',
      path: '/g/',
      permissions_boundary: 'edge',
    });
    expect(onlyOne(aMachine(), 'aws_iam_role')).not.toHaveProperty('permissions_boundary');
  });
});
