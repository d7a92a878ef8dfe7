import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Notice } from '../../domain/notice/notice';

/**
 * Tells people.
 *
 * @param id of the notice, the same for every copy of it. @default - each copy counts as another
 */
export type Alert = (notice: Notice, id?: string) => Promise<void>;

/** A notice as SNS takes it. */
export type MessageOf = (
  notice: Notice,
  id?: string,
) => {
  readonly subject: string;
  /** JSON by protocol. */
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
};

/**
 * Publishes to a topic of SNS.
 *
 * @param topicArn empty where the settings ask for no topic: then the log line is all that is said
 */
export function snsAlert(sns: SNSClient, topicArn: string, messageOf: MessageOf): Alert {
  if (topicArn === '') return () => Promise.resolve();
  return async (notice, id) => {
    const { subject, body, attributes } = messageOf(notice, id);
    const named = Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]);
    await sns.send(
      new PublishCommand({
        ...{ TopicArn: topicArn, Subject: subject, Message: body, MessageStructure: 'json' },
        MessageAttributes: Object.fromEntries(named) as Record<string, { DataType: string; StringValue: string }>,
      }),
    );
  };
}

/** Publishes a text to another topic as it is. */
export const snsText =
  (sns: SNSClient, topicArn: string) =>
  async (message: string): Promise<void> => {
    await sns.send(new PublishCommand({ TopicArn: topicArn, Message: message }));
  };
