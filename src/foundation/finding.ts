import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { Construct } from 'constructs';
import { DEPLOYMENT_VERSION, deploymentParameterOf, type DeployedParts } from './deployment-parameter';

/** The parameter of Systems Manager that tells the operator's command where everything is. */
export class Finding extends Construct {
  public constructor(scope: Construct, id: string, parts: DeployedParts) {
    super(scope, id);
    new SsmParameter(this, 'parameter', {
      name: deploymentParameterOf(parts.prefix),
      description: 'Where the command iam-guardrails finds this deployment',
      type: 'String',
      value: JSON.stringify({ version: DEPLOYMENT_VERSION, ...parts }),
    });
  }
}
