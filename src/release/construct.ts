import { NodeFunction } from '../constructs/node-function';
import { Watched } from '../constructs/watched';
import { Construct } from 'constructs';
import type { ReleaserNeeds } from '../foundation/releaser-needs';
import { handlerCode } from '../foundation/handler-code';
import { ENV } from '../wiring/contract';
import { RELEASE, TIMEOUT_SECONDS } from './contract';
import { releasePermissions } from './permissions';
import type { DeploymentProps } from '../foundation/deployment';

export interface ReleaseProps extends DeploymentProps {
  /** Of every guardrail that may hold somebody, switched off or not. */
  readonly needs: readonly ReleaserNeeds[];
}

/**
 * The way back: takes away what a guardrail put on a principal, and gives back what stood before.
 *
 * It lives in the account, so that people on call need neither a checkout nor rights on IAM. It stays when a guardrail
 * is switched off: whom it held before can still be released.
 */
export class Release extends Construct {
  public readonly functionName: string;

  public constructor(scope: Construct, id: string, props: ReleaseProps) {
    super(scope, id);
    const { prefix, names, topicArn, topicKmsKeyArn, kmsKeyArn, permissionsBoundaryArn, needs } = props;
    const places = { functionArn: names.functionArn(RELEASE), ledgerArn: names.ledgerArn };

    const fn = new NodeFunction(this, 'function', {
      name: names.functionName(RELEASE),
      description: 'Takes away what a guardrail put on a principal, and records it',
      code: handlerCode(RELEASE),
      environment: {
        ...Object.fromEntries(needs.flatMap(({ environment }) => Object.entries(environment))),
        [ENV.ledgerTable]: props.ledgerTable,
        [ENV.topicArn]: topicArn ?? '',
        [ENV.runbook]: props.runbook,
      },
      permissions: releasePermissions(
        { ...places, topicArn, topicKmsKeyArn, kmsKeyArn },
        needs.flatMap(({ permissions }) => permissions),
      ),
      rolePath: names.rolePath,
      logRetentionDays: props.logRetentionDays,
      runtime: props.runtime,
      timeoutSeconds: TIMEOUT_SECONDS,
      permissionsBoundaryArn,
      kmsKeyArn,
    });
    this.functionName = fn.functionName;

    new Watched(this, 'watched', {
      functionName: fn.functionName,
      subject: RELEASE,
      does: 'It gives back what the guardrails took away, when somebody invokes it.',
      prefix,
      runbook: props.runbook,
      topicArns: topicArn === undefined ? [] : [topicArn],
    });
  }
}
