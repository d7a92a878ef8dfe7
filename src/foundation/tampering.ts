import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import type { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { Alarm } from '../constructs/alarm';
import { tamperingMail } from '../domain/tampering/mail';
import { type Deployers, tamperingPattern } from '../domain/tampering/pattern';
import { TAMPERING_GROUPS, tamperingRule, type TamperingGroup, type Watched } from '../domain/tampering/watched';
import type { DeploymentProps } from './deployment';
import type { Names } from './names';

export interface TamperingProps extends Pick<DeploymentProps, 'names' | 'prefix' | 'runbook'> {
  readonly watched: Watched;
  readonly topicArn: string;
  readonly deployers: Deployers;
}

/** Rules that publish to the topic, by ARN. */
export const tamperingRuleArns = ({ ruleArn }: Names): readonly string[] =>
  TAMPERING_GROUPS.map((group) => ruleArn(tamperingRule(group)));

const WATCHED: Readonly<Record<TamperingGroup, string>> = {
  triggers: 'rules, their bus, schedules and the trail',
  functions: 'functions, their roles and log groups',
  queues: 'queues, who reads them, state machines and their runs',
  records: 'the ledger, buckets and parameters',
  alerts: 'alarms, topics and the analyzer',
  policies: 'policies, keys and what topics let through',
};

/**
 * Tells people of calls that change the guard itself, with nothing of the guard between: EventBridge words the message and
 * publishes it, so a function that was switched off is told of all the same.
 */
export class Tampering extends Construct {
  /** To be made after everything else, or a first deployment would be told of. */
  public readonly entrance: readonly TerraformResource[];

  public constructor(scope: Construct, id: string, props: TamperingProps) {
    super(scope, id);
    this.entrance = TAMPERING_GROUPS.flatMap((group) => this.watch(group, props));
    const { prefix, runbook, topicArn, names } = props;
    new Alarm(this, 'untold', {
      ...{ prefix, subject: 'tampering', kind: 'untold', runbook, topicArns: [topicArn] },
      says: 'Somebody changed, disabled or deleted a part of the guard, and EventBridge could not publish who did it. The event history of CloudTrail shows the call.',
      ...{ namespace: 'AWS/Events', metricName: 'FailedInvocations', statistic: 'Sum', above: 0 },
      dimensions: TAMPERING_GROUPS.map((group) => ({ RuleName: names.functionName(tamperingRule(group)) })),
    });
  }

  private watch(group: TamperingGroup, props: TamperingProps): readonly TerraformResource[] {
    const { names, watched, deployers, runbook, topicArn } = props;
    const rule = new CloudwatchEventRule(this, `${group}-rule`, {
      name: names.functionName(tamperingRule(group)),
      description: `Calls that change ${WATCHED[group]} of the guard`,
      eventPattern: JSON.stringify(tamperingPattern(group, watched, deployers)),
    });
    const { paths, template } = tamperingMail(group, watched, runbook);
    const target = new CloudwatchEventTarget(this, `${group}-target`, {
      ...{ rule: rule.name, targetId: 'topic', arn: topicArn },
      inputTransformer: { inputPaths: { ...paths }, inputTemplate: template },
    });
    return [rule, target];
  }
}
