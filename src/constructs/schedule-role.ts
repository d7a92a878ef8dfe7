import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import { policyDocument, trustOf } from './policy-document';
import type { DeploymentChoices } from './deployment-choices';

export interface ScheduleRoleProps extends Pick<DeploymentChoices, 'permissionsBoundaryArn' | 'kmsKeyArn'> {
  readonly name: string;
  readonly path: string;
  readonly accountId: string;

  /** Group of the schedules. A single schedule is no condition that EventBridge Scheduler knows (its user guide). */
  readonly scheduleGroupArn: string;

  /** The only state machine that may be started. */
  readonly stateMachineArn: string;
}

/** What EventBridge Scheduler starts one state machine as. */
export class ScheduleRole extends Construct {
  public readonly roleArn: string;

  public constructor(scope: Construct, id: string, props: ScheduleRoleProps) {
    super(scope, id);
    const { name, accountId, stateMachineArn, permissionsBoundaryArn, kmsKeyArn } = props;

    const role = new IamRole(this, 'role', {
      name,
      path: props.path,
      description: 'Lets EventBridge Scheduler start one state machine',
      assumeRolePolicy: trustOf('scheduler.amazonaws.com', { accountId, arns: [props.scheduleGroupArn] }),
      ...(permissionsBoundaryArn !== undefined && { permissionsBoundary: permissionsBoundaryArn }),
    });

    new IamRolePolicy(this, 'permissions', {
      name: 'permissions',
      role: role.name,
      policy: policyDocument([
        { Sid: 'Start', Effect: 'Allow', Action: ['states:StartExecution'], Resource: [stateMachineArn] },
        ...(kmsKeyArn === undefined
          ? []
          : [{ Sid: 'Key', Effect: 'Allow', Action: ['kms:Decrypt'], Resource: [kmsKeyArn] } as const]),
      ]),
    });
    this.roleArn = role.arn;
  }
}
