/** Attributes of a message. */
export type Attributes = Readonly<Record<string, string>>;

/** A message as it was published. */
export interface Delivered {
  readonly messageId: string;
  readonly topicArn: string;
  readonly subject?: string;
  readonly message: string;
  readonly attributes: Attributes;
}

/** What SNS wraps a message in for a queue that asks for no raw delivery (SNS developer guide, "message formats"). */
export function notificationOf({ messageId, topicArn, subject, message, attributes }: Delivered, at: Date): string {
  const named = Object.entries(attributes).map(([name, Value]) => [name, { Type: 'String', Value }]);
  return JSON.stringify({
    Type: 'Notification',
    MessageId: messageId,
    TopicArn: topicArn,
    ...(subject !== undefined && { Subject: subject }),
    Message: message,
    Timestamp: at.toISOString(),
    SignatureVersion: '1',
    Signature: 'EXAMPLE',
    SigningCertURL: 'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0.pem',
    UnsubscribeURL: `https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${topicArn}:0`,
    ...(named.length > 0 && { MessageAttributes: Object.fromEntries(named) as object }),
  });
}
