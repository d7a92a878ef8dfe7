import { channelQueue } from '../aws/events/channel-queue';
import { snsClient } from '../aws/clients/sns';
import { snsText } from '../aws/events/alerts';
import { secretReader } from '../aws/secrets';
import { hmacSha256, sha256 } from '../aws/sha256';
import { secretsManager, sqs, ssm } from './clients';
import { ENV } from './contract';
import { bundled, log, requireEnv } from './environment';
import { firstMessages, tellings } from './ledger';
import { here, perPlace } from './place';

const sns = perPlace({ event: snsClient, job: snsClient });

/** Ports of the function of a channel, which stands beside its bundle. */
export function forChannel<C>(read: (text: string) => C) {
  const channel = bundled(read);
  return () => {
    const at = here('event');
    return {
      ...{ channel: channel(), accountId: at.accountId, ledger: tellings(at), firstMessages: firstMessages(at) },
      queue: channelQueue(sqs(at), requireEnv(ENV.queueUrl), requireEnv(ENV.deadLettersUrl)),
      readSecret: secretReader(
        () => ssm(at),
        () => secretsManager(at),
      ),
      publishToChat: snsText(sns(at), requireEnv(ENV.chatTopicArn)),
      ...{ sha256, hmacSha256, log, now: () => new Date() },
    };
  };
}
