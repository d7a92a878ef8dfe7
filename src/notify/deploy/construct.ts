import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import { Construct } from 'constructs';
import type { Channel } from '../../domain/notice/channel';
import type { Routes } from '../../domain/notice/routes';
import type { DeploymentProps } from '../../foundation/deployment';
import { ToldChannel } from './channel/construct';
import { filterPolicyOf } from './filter-policy';

export interface ChannelsProps extends DeploymentProps {
  readonly topicArn: string;
  readonly channels: readonly Channel[];
  readonly routes: Routes;

  /** Names of all guardrails. */
  readonly guardrails: readonly string[];
}

/** Where people are told beside the addresses of the topic. */
export class Channels extends Construct {
  /** Topics to connect Amazon Q Developer to, by channel. */
  public readonly chatTopicArns: Readonly<Record<string, string>>;

  public constructor(scope: Construct, id: string, { channels, routes, guardrails, ...props }: ChannelsProps) {
    super(scope, id);
    const told = channels.flatMap((channel) => {
      const filterPolicy = filterPolicyOf(channel.name, routes, guardrails);
      if (channel.type !== 'email') return [new ToldChannel(this, channel.name, { ...props, channel, filterPolicy })];
      this.subscribe(channel, props.topicArn, filterPolicy);
      return [];
    });
    this.chatTopicArns = Object.fromEntries(
      told.flatMap(({ node, chatTopicArn }) => (chatTopicArn === undefined ? [] : [[node.id, chatTopicArn]])),
    );
  }

  private subscribe({ name, addresses = [] }: Channel, topicArn: string, filterPolicy: object | undefined): void {
    const filter = filterPolicy && { filterPolicy: JSON.stringify(filterPolicy) };
    const scope = new Construct(this, name);
    for (const endpoint of new Set(addresses)) {
      new SnsTopicSubscription(scope, endpoint, { topicArn, protocol: 'email', endpoint, ...filter });
    }
  }
}
