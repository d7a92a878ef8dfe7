import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { wholeCharacters, type Notice } from '../../domain/notice/notice';

/** Tells people. */
export type Alert = (notice: Notice) => Promise<void>;

/** A notice as a mail. */
export type MailOf = (notice: Notice) => { readonly subject: string; readonly body: string };

/**
 * Publishes to a topic of SNS.
 *
 * @param topicArn empty where the settings ask for no topic: then the log line is all that is said
 */
export function snsAlert(sns: SNSClient, topicArn: string, mailOf: MailOf): Alert {
  if (topicArn === '') return () => Promise.resolve();
  return async (notice) => {
    const { subject, body } = mailOf(notice);
    // Half a character throws in the SDK, at every attempt.
    await sns.send(new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: wholeCharacters(body) }));
  };
}
