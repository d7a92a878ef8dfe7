import * as z from 'zod';
import { CHANNEL_TYPES, type ChannelType } from '../../domain/notice/channel';
import { EMAIL } from '../../domain/notice/routes';
import { email, keyArn, text } from '../../setting-values/shapes';

const channelName = text(
  // It ends the names of a queue, a function and its role, which have 64 characters.
  /^(?!.*--)[a-z][a-z0-9-]{0,18}[a-z0-9]$/,
  'lower-case letters, digits and single hyphens, 2 to 20, beginning with a letter and not ending with a hyphen',
);
const parameterName = text(
  // It stands in the policy of a role, where * and ? would open more than one.
  /^\/(?!aws|ssm)[\w.-]+(\/[\w.-]+){0,14}$/,
  'the name of a SecureString parameter that begins with a slash, such as /guardrails/slack',
);
const secretName = text(/^(?!arn:)[\w/+=.@-]{1,512}$/, 'the name of a secret (not its ARN), such as guardrails/slack');
const slackChannelId = text(/^[CG][A-Z0-9]{8,}$/, 'the id of a channel, such as C0123456789');

/** By where its value lies. */
const secret = z
  .strictObject({
    ssm: parameterName.describe('Name of a SecureString parameter of Systems Manager').optional(),
    secretsManager: secretName.describe('Name of a secret of Secrets Manager').optional(),
    kmsKeyArn: keyArn.describe("Key that encrypts it; default: AWS's own").optional(),
  })
  .superRefine(({ ssm, secretsManager }, context) => {
    if ((ssm === undefined) !== (secretsManager === undefined)) return;
    context.addIssue({ code: 'custom', message: 'allowed: exactly one of ssm, secretsManager' });
  });

/** The keys that only some types have, with what they are for. */
const OF_TYPES: Readonly<Record<string, { readonly needed: readonly ChannelType[]; readonly may?: ChannelType }>> = {
  secret: { needed: ['slack', 'pagerduty', 'webhook'] },
  addresses: { needed: ['email'] },
  slackChannel: { needed: [], may: 'slack' },
  serviceRegion: { needed: [], may: 'pagerduty' },
};

/** A place where people are told, beside the addresses of the topic. */
const channel = z
  .strictObject({
    name: channelName.describe('By which notifications.routes chooses it'),
    type: z.enum(CHANNEL_TYPES).describe('What it is; docs/notifications.md says what each shows'),
    secret: secret.describe('By its name; the value is read by the function of the channel alone').optional(),
    addresses: z
      .array(email)
      .min(1)
      .meta({ title: 'a list of one address or more' })
      .describe('Of type email: subscribed to the topic beside notifications.emails')
      .optional(),
    slackChannel: slackChannelId
      .describe(
        'Of type slack: where a bot posts, whose token the secret is; default: the secret is an incoming webhook',
      )
      .optional(),
    serviceRegion: z
      .enum(['us', 'eu'])
      .describe('Of type pagerduty: where PagerDuty keeps the account; default: us')
      .optional(),
  })
  .superRefine((given, context) => {
    for (const [key, { needed, may }] of Object.entries(OF_TYPES)) {
      const isGiven = Reflect.get(given, key) !== undefined;
      const isNeeded = needed.includes(given.type);
      if (isGiven === isNeeded || (isGiven && may === given.type)) continue;
      const of = may ?? needed.join(', ');
      const message = isGiven
        ? `a channel of type ${given.type} has none; allowed: ${key} for type ${of}`
        : `a channel of type ${given.type} needs it; allowed: ${HOW[key] ?? key}`;
      context.addIssue({ code: 'custom', path: [key], message });
    }
    if (given.name !== EMAIL) return;
    const message = 'this channel is always there, for notifications.emails; allowed: another name';
    context.addIssue({ code: 'custom', path: ['name'], message });
  });

/** What to write where it is missing. */
const HOW: Readonly<Record<string, string>> = {
  secret: '{"ssm": "<name>"} or {"secretsManager": "<name>"}',
  addresses: 'a list of addresses',
};

export const channels = z
  .array(channel)
  // The role of each stands in the policies of other functions, which hold 10,240 characters.
  .min(1)
  .max(10)
  .meta({ title: 'a list of 1 to 10 channels, each an object with the keys name, type' });
