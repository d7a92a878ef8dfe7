import { wholeCharacters } from '../../domain/notice/notice';
import { NotNow } from '../later';
import { chatOf } from '../render/chat';
import type { TellChannel } from './teller';

/** Publishes to the topic of the channel, which Amazon Q Developer is subscribed to. */
export type PublishToChat = (message: string) => Promise<void>;

/** By a topic of its own: Amazon Q takes whatever a topic has, and the other one has mails. */
export function amazonQ(publish: PublishToChat): TellChannel {
  return async ({ notice }) => {
    try {
      await publish(wholeCharacters(JSON.stringify(chatOf(notice))));
    } catch (error) {
      throw new NotNow(`its topic takes nothing (${error instanceof Error ? error.name : 'unknown reason'})`);
    }
  };
}
