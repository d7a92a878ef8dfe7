import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { App, AssetType, TerraformAsset, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { FunctionCode } from './bundle';
import { packaged } from './packaged';
import { type PolicyStatement, policyDocument, trustOf } from './policy-document';
import { targetOf } from './runtime';
import { codeHash } from './zip';
import type { DeploymentChoices } from './deployment-choices';

export interface NodeFunctionProps extends DeploymentChoices {
  /** Function name; also names its role and log group. */
  readonly name: string;

  /** What the function does, shown in the AWS console. */
  readonly description: string;

  readonly code: FunctionCode;

  /** Environment variables. */
  readonly environment: Readonly<Record<string, string>>;

  /** What the function may do besides writing its own log. */
  readonly permissions: readonly PolicyStatement[];

  /** Path of the role. */
  readonly rolePath: string;

  /**
   * Longest a single invocation may run.
   *
   * @default 30
   */
  readonly timeoutSeconds?: number;

  /**
   * Memory; the share of a processor grows with it.
   *
   * @default 256
   */
  readonly memoryMegabytes?: number;

  /**
   * What must be there before the function is made or changed.
   *
   * @default - its permissions and its log group alone
   */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * A Node.js function with a role of its own.
 *
 * The log group is made before the function, so the function never needs logs:CreateLogGroup
 * and retention is never left at "for ever".
 */
export class NodeFunction extends Construct {
  public readonly functionArn: string;
  public readonly functionName: string;
  public readonly logGroupName: string;

  public constructor(scope: Construct, id: string, props: NodeFunctionProps) {
    super(scope, id);
    const { name, kmsKeyArn, permissionsBoundaryArn, runtime = 'nodejs22.x' } = props;

    const logs = new CloudwatchLogGroup(this, 'logs', {
      name: `/aws/lambda/${name}`,
      retentionInDays: props.logRetentionDays,
      ...(kmsKeyArn !== undefined && { kmsKeyId: kmsKeyArn }),
    });

    const role = new IamRole(this, 'role', {
      name,
      path: props.rolePath,
      description: `Execution role of ${name}`,
      assumeRolePolicy: trustOf('lambda.amazonaws.com'),
      ...(permissionsBoundaryArn !== undefined && { permissionsBoundary: permissionsBoundaryArn }),
    });

    const permissions = new IamRolePolicy(this, 'permissions', {
      name: 'permissions',
      role: role.name,
      policy: policyDocument([
        { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: [`${logs.arn}:*`] },
        ...props.permissions,
      ]),
    });

    const zipped = packaged(props.code, targetOf(runtime));
    const file = writtenTo(App.of(this).outdir, name, zipped);
    const code = new TerraformAsset(this, 'code', { path: file, type: AssetType.FILE });

    const fn = new LambdaFunction(this, 'function', {
      functionName: name,
      description: props.description,
      role: role.arn,
      runtime,
      architectures: ['arm64'],
      handler: 'index.handler',
      filename: code.path,
      sourceCodeHash: codeHash(zipped),
      timeout: props.timeoutSeconds ?? 30,
      memorySize: props.memoryMegabytes ?? 256,
      environment: { variables: { ...props.environment } },
      ...(kmsKeyArn !== undefined && { kmsKeyArn }),
      dependsOn: [permissions, logs, ...(props.dependsOn ?? [])],
    });

    this.functionArn = fn.arn;
    this.functionName = fn.functionName;
    this.logGroupName = logs.name;
  }
}

/** Keeps a zip in the output folder, from where synthesis copies it to the stack. */
function writtenTo(outdir: string, name: string, zipped: Uint8Array): string {
  const folder = resolve(outdir, 'bundles');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.zip`);
  writeFileSync(file, zipped);
  return file;
}
