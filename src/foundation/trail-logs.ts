import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import { policyDocument, trustOf } from '../constructs/policy-document';
import type { DeploymentProps } from './deployment';

export interface TrailLogsProps extends Pick<DeploymentProps, 'permissionsBoundaryArn' | 'kmsKeyArn'> {
  readonly logGroupName: string;
  readonly roleName: string;
  readonly rolePath: string;
  readonly retentionDays: number;
}

/** Log group that a trail writes to, with the role it writes as. */
export class TrailLogs extends Construct {
  public readonly logGroupArn: string;
  public readonly roleArn: string;
  /** CloudTrail tries the role when the trail is made, so the trail waits for this. */
  public readonly permissions: IamRolePolicy;

  public constructor(scope: Construct, id: string, props: TrailLogsProps) {
    super(scope, id);
    const { kmsKeyArn, permissionsBoundaryArn } = props;

    const logs = new CloudwatchLogGroup(this, 'logs', {
      name: props.logGroupName,
      retentionInDays: props.retentionDays,
      ...(kmsKeyArn !== undefined && { kmsKeyId: kmsKeyArn }),
    });

    const role = new IamRole(this, 'role', {
      name: props.roleName,
      path: props.rolePath,
      description: 'Lets CloudTrail write to its log group',
      assumeRolePolicy: trustOf('cloudtrail.amazonaws.com'),
      ...(permissionsBoundaryArn !== undefined && { permissionsBoundary: permissionsBoundaryArn }),
    });

    this.permissions = new IamRolePolicy(this, 'permissions', {
      name: 'permissions',
      role: role.name,
      policy: policyDocument([
        {
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: [`${logs.arn}:log-stream:*`],
        },
      ]),
    });

    this.logGroupArn = `${logs.arn}:*`;
    this.roleArn = role.arn;
  }
}
