import { SendEmailCommand, type SESv2Client } from '@aws-sdk/client-sesv2';
import type { Notice } from '../../domain/notice/notice';

/**
 * Sends a notice to one address, as a mail in plain text.
 *
 * @returns why SES did not take it; undefined where it did
 */
export type SendMail = (notice: Notice, to: string) => Promise<string | undefined>;

/** A notice as a mail. */
export type MailOf = (notice: Notice) => { readonly subject: string; readonly body: string };

const CHARSET = { Charset: 'UTF-8' };

/** {@link SendMail} by SES. What goes wrong is an answer: nobody's run has to end for it. @param from verified in SES */
export function sesMailer(client: Pick<SESv2Client, 'send'>, from: string, mailOf: MailOf): SendMail {
  return async (notice, to) => {
    const { subject, body } = mailOf(notice);
    try {
      await client.send(
        new SendEmailCommand({
          ...{ FromEmailAddress: from, Destination: { ToAddresses: [to] } },
          Content: {
            Simple: { Subject: { Data: subject, ...CHARSET }, Body: { Text: { Data: body, ...CHARSET } } },
          },
        }),
      );
      return undefined;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return `${error.name}: ${error.message}`;
    }
  };
}
