import { z } from 'zod';
import { AwsError } from '../wire/aws-error';
import type { Clock } from '../clock';
import { XML } from '../iam/iam';
import type { Identifiers } from '../identifiers';
import { answerXml, errorXml, readForm, type Params } from '../wire/query-protocol';
import { pageOf } from '../resources/json-service';
import { regionOf, type Resources } from '../resources/resources';
import type { Service } from '../wire/service';
import type { Attributes } from './notification';
import type { Publication, Topics } from './topics';

/** So many topics are on a page, whatever is asked (SNS API reference). */
const TOPICS_PER_PAGE = 100;

/** SNS over AWS's Query protocol: publishes, and reads the policies of topics. */
export function snsService(topics: Topics, identifiers: Identifiers, resources: Resources, clock: Clock): Service {
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
          return answered(action, topics.publish(publicationOf(params), messageId, clock.now()), requestId);
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

const attribute = z.strictObject({
  Name: z.string(),
  Value: z.strictObject({ DataType: z.literal('String'), StringValue: z.string() }),
});

/** @throws ZodError for an attribute that is no text: the embedded account knows no other */
function publicationOf(params: Params): Publication {
  const attributes: Attributes = Object.fromEntries(
    params.list('MessageAttributes').map((one) => {
      const { Name, Value } = attribute.parse(one);
      return [Name, Value.StringValue];
    }),
  );
  return {
    topicArn: params.optional('TopicArn') ?? params.text('TargetArn'),
    subject: params.optional('Subject'),
    message: params.text('Message'),
    structure: params.optional('MessageStructure'),
    attributes,
  };
}
