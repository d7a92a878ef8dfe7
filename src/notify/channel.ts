import * as z from 'zod/mini';
import type { SecretReader } from '../aws/secrets';
import { CHANNEL_TYPES, type Channel } from '../domain/notice/channel';
import { amazonQ, type PublishToChat } from './channels/amazon-q';
import type { Post } from './channels/answer';
import { KeptSecret, secretOf, withFreshSecret } from './channels/fresh-secret';
import { pagerDuty } from './channels/pagerduty';
import { slackBot, slackWebhook, type Threads } from './channels/slack';
import type { ReadSecret, TellChannel } from './channels/teller';
import { webhook, type HmacSha256 } from './channels/webhook';

const shape = z.object({
  name: z.string(),
  type: z.enum(CHANNEL_TYPES),
  secret: z.optional(
    z.object({
      ssm: z.optional(z.string()),
      secretsManager: z.optional(z.string()),
      kmsKeyArn: z.optional(z.string()),
    }),
  ),
  slackChannel: z.optional(z.string()),
  serviceRegion: z.optional(z.enum(['us', 'eu'])),
});

/** Reads the channel that stands beside the bundle. @throws ZodError naming the key that is missing or wrong */
export function channelOf(text: string): Channel {
  return shape.parse(JSON.parse(text));
}

/** What a channel is told by, whichever type it has. */
export interface ChannelPorts {
  readonly readSecret: SecretReader;
  readonly post: Post;
  readonly threads: Threads;
  readonly publishToChat: PublishToChat;
  readonly sha256: (text: string) => string;
  readonly hmacSha256: HmacSha256;
  readonly now: () => Date;
}

/** How a channel is told. */
export function tellerOf(
  { name, type, secret, slackChannel, serviceRegion }: Channel,
  ports: ChannelPorts,
): TellChannel {
  const { post, threads, sha256, hmacSha256, publishToChat } = ports;
  if (type === 'amazonQ') return amazonQ(publishToChat);
  if (secret === undefined) throw new Error(`the channel ${name} of type ${type} has no secret; the settings name one`);
  const kept = new KeptSecret(secretOf(ports.readSecret, secret), ports.now);
  return withFreshSecret(kept, byType(kept.value));

  function byType(value: ReadSecret): TellChannel {
    switch (type) {
      case 'slack':
        if (slackChannel === undefined) return slackWebhook(value, post);
        return slackBot(value, slackChannel, { post, threads });
      case 'pagerduty':
        return pagerDuty(value, serviceRegion ?? 'us', { post, sha256 });
      case 'webhook':
        return webhook(value, { post, hmacSha256 });
      default:
        throw new Error(`the channel ${name} is of type ${type}, which no function tells`);
    }
  }
}
