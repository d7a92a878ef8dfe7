import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import { Construct } from 'constructs';

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

  private topicFor({ name, sender, use, kmsKeyArn }: TopicProps): string | undefined {
    if (use === 'none') return undefined;
    if (use !== 'create') return use;
    const encrypted = kmsKeyArn !== undefined && { kmsMasterKeyId: kmsKeyArn };
    return new SnsTopic(this, 'topic', { name, displayName: sender, ...encrypted }).arn;
  }
}
