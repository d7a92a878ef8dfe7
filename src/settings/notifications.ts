import * as z from 'zod';
import { email, keyArn, topicArn } from '../setting-values/shapes';
import { channels } from './notifications/channels';
import { problemsOfChannels, sharedAddresses } from './notifications/problems';
import { routes } from './notifications/routes';

/** Who is told, and through which topic. */
export const notifications = z
  .strictObject({
    emails: z
      .array(email)
      .default([])
      .describe('Addresses subscribed to the topic; each must be confirmed by its owner'),
    topic: z
      .union([z.enum(['create', 'none']), topicArn])
      .default('create')
      .describe('create makes one, an ARN uses an existing one, none tells nobody'),
    topicKmsKeyArn: keyArn
      .describe('Key that encrypts an existing topic: functions may use it; default: the topic has none of its own')
      .optional(),
    channels: channels.describe('Where people are told beside these addresses: docs/notifications.md').optional(),
    routes: routes.describe('Which channels are told of what; default: everything goes by mail').optional(),
  })
  .superRefine((given, context) => {
    const { emails, topic, topicKmsKeyArn } = given;
    for (const { path, message } of [...problemsOfChannels(given), ...sharedAddresses(given)]) {
      context.addIssue({ code: 'custom', path: [...path], message });
    }
    if (topic === 'none' && emails.length > 0) {
      const message = 'topic "none" cannot send to emails; allowed: topic "create" or the ARN of a topic, or emails []';
      context.addIssue({ code: 'custom', message });
    }
    if (topicKmsKeyArn !== undefined && !topic.startsWith('arn:')) {
      const message =
        topic === 'create'
          ? 'a topic that is created is encrypted with kmsKeyArn; allowed: topicKmsKeyArn with the ARN of a topic, or kmsKeyArn'
          : 'topic "none" needs no key; allowed: topicKmsKeyArn with the ARN of a topic, or no topicKmsKeyArn';
      context.addIssue({ code: 'custom', path: ['topicKmsKeyArn'], message });
    }
  });
