import { z } from 'zod';
import type { EventPattern } from '../events/pattern';
import { AwsError } from '../wire/aws-error';
import { type Attributes, type Delivered, notificationOf } from './notification';

/** A message as its subscribers by mail received it. */
export interface PublishedMessage extends Delivered {
  /** E-mail addresses that it was sent to. */
  readonly recipients: readonly string[];
}

/** What is published. */
export interface Publication {
  readonly topicArn: string;
  readonly subject?: string | undefined;
  readonly message: string;
  /** `json`: the message holds one for each protocol. */
  readonly structure?: string | undefined;
  readonly attributes: Attributes;
}

/** Who gets what is published to a topic, as the stack says. */
export interface Subscription {
  readonly protocol: 'email' | 'sqs';
  /** An address, or the ARN of a queue. */
  readonly endpoint: string;
  /** Of the attributes; absent: everything passes. */
  readonly filter?: EventPattern;
  readonly raw: boolean;
  /** Takes it into the queue. */
  readonly deliver?: (body: string, attributes: Attributes) => void;
}

const MOST_BYTES = 262_144;
const byProtocol = z.looseObject({ default: z.string(), email: z.string().optional(), sqs: z.string().optional() });

/** Topics, who is subscribed to them, and what was published. */
export class Topics {
  readonly published: PublishedMessage[] = [];
  private readonly subscriptions = new Map<string, Subscription[]>();

  create(arn: string): void {
    this.subscriptions.set(arn, []);
  }

  /** @throws Error for a topic that does not exist */
  subscribe(arn: string, subscription: Subscription): void {
    const known = this.subscriptions.get(arn);
    const { endpoint } = subscription;
    if (!known) throw new Error(`the subscription of ${endpoint} names a topic that does not exist: ${arn}`);
    known.push(subscription);
  }

  publish(publication: Publication, messageId: string, at: Date): { MessageId: string } {
    const { topicArn, subject, attributes } = publication;
    const subscriptions = this.subscriptions.get(topicArn);
    if (!subscriptions) throw new AwsError('NotFound', 'Topic does not exist', 404);
    if (subject !== undefined) checkSubject(subject);
    const messages = messagesOf(publication);
    const those = subscriptions.filter(({ filter }) => filter?.matches(attributes) !== false);
    const recipients = those.flatMap(({ protocol, endpoint }) => (protocol === 'email' ? [endpoint] : []));
    const common = { messageId, topicArn, ...(subject !== undefined && { subject }), attributes };
    this.published.push({ ...common, message: messages.email, recipients });
    for (const { raw, deliver } of those) {
      if (raw) deliver?.(messages.sqs, attributes);
      else deliver?.(notificationOf({ ...common, message: messages.sqs }, at), {});
    }
    return { MessageId: messageId };
  }
}

/** What each protocol gets. */
function messagesOf({ message, structure }: Publication): { readonly email: string; readonly sqs: string } {
  if (message === '') throw new AwsError('InvalidParameter', 'Invalid parameter: Empty message', 400);
  if (Buffer.byteLength(message) > MOST_BYTES) {
    throw new AwsError('InvalidParameter', 'Invalid parameter: Message too long', 400);
  }
  if (structure === undefined) return { email: message, sqs: message };
  const parsed = structure === 'json' ? byProtocol.safeParse(jsonOf(message)) : undefined;
  if (!parsed?.success) {
    const text = 'Invalid parameter: Message Structure - No default entry in JSON message body';
    throw new AwsError('InvalidParameter', text, 400);
  }
  const { default: others, email = others, sqs = others } = parsed.data;
  return { email, sqs };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AwsError('InvalidParameter', 'Invalid parameter: Message Structure - JSON message body failed to parse');
  }
}

/** SNS takes a subject only where every mail program will. */
function checkSubject(subject: string): void {
  if (/^[\x20-\x7E]{1,99}$/.test(subject) && !subject.startsWith(' ')) return;
  throw new AwsError('InvalidParameter', 'Invalid parameter: Subject', 400);
}
