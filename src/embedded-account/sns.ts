import { AwsError } from './wire/aws-error';
import { XML } from './iam/iam';
import type { Identifiers } from './identifiers';
import { answerXml, errorXml, readForm, type Params } from './wire/query-protocol';
import { pageOf } from './resources/json-service';
import { regionOf, type Resources } from './resources/resources';
import type { Service } from './wire/service';

/** A message as its subscribers received it. */
export interface PublishedMessage {
  readonly messageId: string;
  readonly topicArn: string;
  readonly subject?: string;
  readonly message: string;
  /** E-mail addresses subscribed to the topic. */
  readonly recipients: readonly string[];
}

const MOST_BYTES = 262_144;

/** Topics, who is subscribed to them, and what was published. */
export class Topics {
  readonly published: PublishedMessage[] = [];
  private readonly recipients = new Map<string, string[]>();

  create(arn: string): void {
    this.recipients.set(arn, []);
  }

  /** @throws Error for a topic that does not exist */
  subscribe(arn: string, address: string): void {
    const addresses = this.recipients.get(arn);
    if (!addresses) throw new Error(`the subscription of ${address} names a topic that does not exist: ${arn}`);
    addresses.push(address);
  }

  publish(params: Params, messageId: string): { MessageId: string } {
    const topicArn = params.optional('TopicArn') ?? params.text('TargetArn');
    const recipients = this.recipients.get(topicArn);
    if (!recipients) throw new AwsError('NotFound', 'Topic does not exist', 404);
    const subject = params.optional('Subject');
    if (subject !== undefined) checkSubject(subject);
    const message = params.text('Message');
    if (message === '') throw new AwsError('InvalidParameter', 'Invalid parameter: Empty message', 400);
    if (Buffer.byteLength(message) > MOST_BYTES) {
      throw new AwsError('InvalidParameter', 'Invalid parameter: Message too long', 400);
    }
    this.published.push({ messageId, topicArn, ...(subject !== undefined && { subject }), message, recipients });
    return { MessageId: messageId };
  }
}

/** SNS takes a subject only where every mail program will. */
function checkSubject(subject: string): void {
  if (/^[\x20-\x7E]{1,99}$/.test(subject) && !subject.startsWith(' ')) return;
  throw new AwsError('InvalidParameter', 'Invalid parameter: Subject', 400);
}

/** So many topics are on a page, whatever is asked (SNS API reference). */
const TOPICS_PER_PAGE = 100;

/** SNS over AWS's Query protocol: publishes, and reads the policies of topics. */
export function snsService(topics: Topics, identifiers: Identifiers, resources: Resources): Service {
  const answered = (action: string, result: object, requestId: string) =>
    Promise.resolve({
      answer: { status: 200, headers: XML, body: answerXml(action, result, requestId) },
      result,
    });
  return {
    read: (http) => {
      const { action, params } = readForm(http.body.toString());
      const region = regionOf(http);
      if (action === 'ListTopics') {
        return {
          action,
          params: params.values,
          demands: () => [{ action: 'sns:ListTopics', resource: '*' }],
          perform: (_, requestId) => {
            const { items, next } = pageOf(resources.of('sns', region), params.optional('NextToken'), TOPICS_PER_PAGE);
            const Topics = items.map(({ arn }) => ({ TopicArn: arn }));
            return answered(action, { Topics, ...(next !== undefined && { NextToken: next }) }, requestId);
          },
        };
      }
      if (action === 'GetTopicAttributes') {
        const { arn, policy } = resources.named('sns', region, params.text('TopicArn'), 'NotFound');
        const attributes = [
          { key: 'TopicArn', value: arn },
          ...(policy === undefined ? [] : [{ key: 'Policy', value: policy }]),
        ];
        return {
          action,
          params: params.values,
          demands: () => [{ action: 'sns:GetTopicAttributes', resource: arn }],
          perform: (_, requestId) => answered(action, { Attributes: { entry: attributes } }, requestId),
        };
      }
      if (action !== 'Publish') throw new AwsError('InvalidAction', `the embedded account has no sns:${action}`, 400);
      return {
        action,
        params: params.values,
        demands: () => [{ action: 'sns:Publish', resource: params.optional('TopicArn') ?? params.text('TargetArn') }],
        perform: (_, requestId) => {
          const messageId = identifiers.uuid('notification', JSON.stringify(params.values));
          return answered(action, topics.publish(params, messageId), requestId);
        },
      };
    },
    refuse: ({ code, message, status }, requestId) => ({
      status,
      headers: XML,
      // SNS has a word of its own for a caller who may not.
      body: errorXml(code === 'AccessDenied' ? 'AuthorizationError' : code, message, status, requestId),
    }),
  };
}
