import { Schedule, type ScheduleProps } from '../../src/constructs/schedule';
import { ScheduleRole, type ScheduleRoleProps } from '../../src/constructs/schedule-role';
import { onlyOne, statementsOf, templateWith } from '../support/template';

const accountId = '111122223333';
const stateMachineArn = `arn:aws:states:us-east-1:${accountId}:stateMachine:g-job`;
const scheduleGroupArn = `arn:aws:scheduler:us-east-1:${accountId}:schedule-group/default`;

const aSchedule = (overrides: Partial<ScheduleProps> = {}) =>
  onlyOne(
    templateWith((stack) => {
      new Schedule(stack, 'schedule', {
        name: 'g-job',
        description: 'Does the job',
        expression: 'rate(7 days)',
        targetArn: stateMachineArn,
        roleArn: 'role',
        input: { purpose: 'audit' },
        ...overrides,
      });
    }),
    'aws_scheduler_schedule',
  );

const aRole = (overrides: Partial<ScheduleRoleProps> = {}) =>
  templateWith((stack) => {
    const place = { name: 'g-job-schedule', path: '/g/', accountId, scheduleGroupArn, stateMachineArn };
    new ScheduleRole(stack, 'role', { ...place, ...overrides });
  });

describe('Schedule', () => {
  it('starts its target with the same input, at the time it is told and not around it', () => {
    expect(aSchedule()).toMatchObject({
      name: 'g-job',
      schedule_expression: 'rate(7 days)',
      flexible_time_window: { mode: 'OFF' },
      target: { arn: stateMachineArn, role_arn: 'role', input: '{"purpose":"audit"}' },
    });
  });

  it('sets nothing that only one of the two providers knows', () => {
    expect(aSchedule()).not.toHaveProperty('action_after_completion');
  });

  it('is encrypted with the key of the settings', () => {
    expect(aSchedule({ kmsKeyArn: 'key' })['kms_key_arn']).toBe('key');
    expect(aSchedule()).not.toHaveProperty('kms_key_arn');
  });
});

describe('ScheduleRole', () => {
  it('is assumed by EventBridge Scheduler for schedules of its group and account only', () => {
    expect(statementsOf(onlyOne(aRole(), 'aws_iam_role')['assume_role_policy'])).toEqual([
      {
        Effect: 'Allow',
        Principal: { Service: 'scheduler.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'aws:SourceAccount': accountId },
          ArnLike: { 'aws:SourceArn': [scheduleGroupArn] },
        },
      },
    ]);
  });

  it('may start its state machine and nothing else', () => {
    expect(statementsOf(onlyOne(aRole(), 'aws_iam_role_policy')['policy'])).toEqual([
      { Sid: 'Start', Effect: 'Allow', Action: ['states:StartExecution'], Resource: [stateMachineArn] },
    ]);
  });

  it('has the path and the boundary of the settings, and may read an input under their key', () => {
    const template = aRole({ permissionsBoundaryArn: 'edge', kmsKeyArn: 'key' });
    expect(onlyOne(template, 'aws_iam_role')).toMatchObject({ path: '/g/', permissions_boundary: 'edge' });
    expect(statementsOf(onlyOne(template, 'aws_iam_role_policy')['policy'])).toContainEqual({
      ...{ Sid: 'Key', Effect: 'Allow' },
      ...{ Action: ['kms:Decrypt'], Resource: ['key'] },
    });
  });
});
