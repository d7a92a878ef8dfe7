import type { ThreadLedger } from '../aws/ledger/threads';
import type { Channel } from '../domain/notice/channel';
import { tellerOf, type ChannelPorts } from './channel';
import type { Threads } from './channels/slack';
import { postWithin } from './channels/post';
import { ANSWER_SECONDS, ENTRIES, NOTIFY } from './contract';
import { deliver, type DeliverPorts } from './deliver';

/** What the function of a channel is given. */
export interface NotifierPorts extends Omit<DeliverPorts, 'channel' | 'tell'>, Omit<ChannelPorts, 'post' | 'threads'> {
  readonly channel: Channel;
  readonly firstMessages: ThreadLedger;
}

/** Makes what delivers to a channel; to be kept from one invocation to the next, as the secret is. */
export function notifier({ channel, firstMessages, ...ports }: NotifierPorts) {
  const { name } = channel;
  const threads = threadsOf(ports.accountId, name, firstMessages);
  const delivering = {
    ...ports,
    channel: name,
    tell: tellerOf(channel, { ...ports, post: postWithin(ANSWER_SECONDS), threads }),
  };
  return (deliveries: Parameters<typeof deliver>[0], remainingMs: () => number) =>
    deliver(deliveries, remainingMs, delivering);
}

/** The threads of a channel, in the ledger. */
function threadsOf(accountId: string, channel: string, ledger: ThreadLedger): Threads {
  const entryOf = (thread: string) => ({
    ...{ accountId, guardrail: NOTIFY, entryId: channel },
    principalId: `${ENTRIES.thread}${thread}`,
  });
  return {
    firstOf: (thread) => ledger.firstOf(entryOf(thread)),
    keepFirst: (thread, message, now) => ledger.keepFirst(entryOf(thread), message, now),
  };
}
