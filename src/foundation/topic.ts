import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import { Construct } from 'constructs';
import { policyDocument } from '../constructs/policy-document';

export interface TopicProps {
  readonly name: string;

  /** From whom mails of a created topic come, in 100 characters: the subject has no room for the account. */
  readonly sender: string;

  /** `create`, `none`, or the ARN of a topic that exists. */
  readonly use: string;

  /** Addresses that get a mail to confirm the subscription with. */
  readonly emails: readonly string[];

  /**
   * Which messages they get, by their attributes.
   *
   * @default - all
   */
  readonly filterPolicy?: object | undefined;

  /** May be a Terraform expression. */
  readonly accountId: string;

  readonly partition: string;

  /** ARNs of the rules of EventBridge that may publish to a created topic, and of no others. */
  readonly ruleArns: readonly string[];

  /**
   * Key that encrypts a created topic; its policy must let cloudwatch.amazonaws.com use it.
   *
   * @default - none: alarms cannot publish to a topic under SNS's own key
   */
  readonly kmsKeyArn?: string | undefined;
}

/** Where notices and alarms go. */
export class Topic extends Construct {
  /** Absent where nobody is to be told. */
  public readonly topicArn: string | undefined;

  public constructor(scope: Construct, id: string, props: TopicProps) {
    super(scope, id);
    this.topicArn = this.topicFor(props);
    if (this.topicArn === undefined) return;
    const { topicArn } = this;
    const filter = props.filterPolicy && { filterPolicy: JSON.stringify(props.filterPolicy) };
    for (const email of [...new Set(props.emails)]) {
      new SnsTopicSubscription(this, email, { topicArn, protocol: 'email', endpoint: email, ...filter });
    }
  }

  private topicFor(props: TopicProps): string | undefined {
    const { name, sender, use, kmsKeyArn } = props;
    if (use === 'none') return undefined;
    if (use !== 'create') return use;
    const encrypted = kmsKeyArn !== undefined && { kmsMasterKeyId: kmsKeyArn };
    const { arn } = new SnsTopic(this, 'topic', { name, displayName: sender, ...encrypted });
    new SnsTopicPolicy(this, 'policy', { arn, policy: policyOf(arn, props) });
    return arn;
  }
}

/** What SNS lets the owner of a new topic do (SNS API reference, CreateTopic); a policy takes the place of that one. */
const OWNERS = [
  ...['GetTopicAttributes', 'SetTopicAttributes', 'AddPermission', 'RemovePermission', 'DeleteTopic'],
  ...['Subscribe', 'ListSubscriptionsByTopic', 'Publish'],
];

/** Principals of the account that it allows, its alarms, and these rules may publish. */
function policyOf(topicArn: string, { accountId, partition, ruleArns }: TopicProps): string {
  const publish = (Sid: string, Service: string, ArnLike: Readonly<Record<string, readonly string[]>>) => ({
    ...{ Sid, Effect: 'Allow' as const, Principal: { Service }, Action: 'sns:Publish', Resource: topicArn },
    Condition: { StringEquals: { 'aws:SourceAccount': accountId }, ArnLike },
  });
  return policyDocument([
    {
      ...{ Sid: 'Owner', Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${accountId}:root` } },
      ...{ Action: OWNERS.map((action) => `sns:${action}`), Resource: topicArn },
    },
    publish('FromAlarms', 'cloudwatch.amazonaws.com', {
      'aws:SourceArn': [`arn:${partition}:cloudwatch:*:${accountId}:alarm:*`],
    }),
    publish('FromRules', 'events.amazonaws.com', { 'aws:SourceArn': ruleArns }),
  ]);
}
