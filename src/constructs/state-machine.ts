import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { SfnStateMachine } from '@cdktf/provider-aws/lib/sfn-state-machine';
import { Construct } from 'constructs';
import { type PolicyStatement, policyDocument, trustOf } from './policy-document';
import type { DeploymentChoices } from './deployment-choices';

export interface StateMachineProps extends Pick<DeploymentChoices, 'permissionsBoundaryArn' | 'kmsKeyArn'> {
  /** Name of the machine and of its role. */
  readonly name: string;

  /** ARN the machine will have; its role names it before it exists. */
  readonly arn: string;

  readonly accountId: string;

  /** Path of the role. */
  readonly rolePath: string;

  /** The machine in the Amazon States Language. */
  readonly definition: object;

  /** Functions that the machine calls. */
  readonly functionArns: readonly string[];

  /** The distributed maps of the machine, at least one. */
  readonly maps: readonly DistributedMap[];
}

export interface DistributedMap {
  /** What stands behind the machine's name in ARNs of the children. */
  readonly label: string;

  /** Objects with the items; `*` in them is any text. */
  readonly readsArns: readonly string[];

  /** Objects with the results; `*` in them is any text. */
  readonly writesArns: readonly string[];
}

/** A standard state machine with distributed maps, and a role that can do what its definition says. */
export class StateMachine extends Construct {
  public readonly arn: string;

  public constructor(scope: Construct, id: string, props: StateMachineProps) {
    super(scope, id);
    const { name, arn, accountId, permissionsBoundaryArn } = props;

    const role = new IamRole(this, 'role', {
      name,
      path: props.rolePath,
      description: `What the state machine ${name} does its work as`,
      // A child of a map acts for `<machine>/<label>`.
      assumeRolePolicy: trustOf('states.amazonaws.com', { accountId, arns: [arn, `${arn}/*`] }),
      ...(permissionsBoundaryArn !== undefined && { permissionsBoundary: permissionsBoundaryArn }),
    });

    const permissions = new IamRolePolicy(this, 'permissions', {
      name: 'permissions',
      role: role.name,
      policy: policyDocument(permissionsOf(props)),
    });

    const machine = new SfnStateMachine(this, 'machine', {
      name,
      roleArn: role.arn,
      type: 'STANDARD',
      definition: terraformText(props.definition),
      dependsOn: [permissions],
    });
    this.arn = machine.arn;
  }
}

/** The statements of the Step Functions documentation for a distributed map, its reader, its writer and a redrive. */
function permissionsOf({ arn, functionArns, maps, kmsKeyArn }: StateMachineProps): PolicyStatement[] {
  const executions = arn.replace(':stateMachine:', ':execution:');
  const children = maps.map(({ label }) => `${executions}/${label}:*`);
  return [
    allow('Call', functionArns, 'lambda:InvokeFunction'),
    allow('StartChildren', [arn], 'states:StartExecution'),
    allow('FollowChildren', [`${executions}:*`, ...children], 'states:DescribeExecution', 'states:StopExecution'),
    allow('RedriveChildren', children, 'states:RedriveExecution'),
    allow(
      'ReadItems',
      maps.flatMap(({ readsArns }) => readsArns),
      's3:GetObject',
    ),
    allow(
      'WriteResults',
      maps.flatMap(({ writesArns }) => writesArns),
      's3:AbortMultipartUpload',
      's3:GetObject',
      's3:ListMultipartUploadParts',
      's3:PutObject',
    ),
    ...(kmsKeyArn === undefined ? [] : [allow('Key', [kmsKeyArn], 'kms:Decrypt', 'kms:GenerateDataKey')]),
  ];
}

function allow(Sid: string, Resource: readonly string[], ...Action: string[]): PolicyStatement {
  return { Sid, Effect: 'Allow', Action, Resource };
}

/**
 * Writes a definition so that Terraform leaves it alone.
 *
 * @throws Error where JSONata's `{% … %}` gives rise to a directive of Terraform
 */
function terraformText(definition: object): string {
  const text = JSON.stringify(definition);
  const [directive] = /.{0,20}%\{.{0,20}/.exec(text) ?? [];
  if (directive === undefined) return text;
  throw new Error(`Terraform would read a directive in the definition, at ${directive}; write a blank before the {`);
}
