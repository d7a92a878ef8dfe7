import * as z from 'zod/mini';
import type { Teller } from '../../domain/ledger/entry';

/** One message of the queue. */
export interface Delivery extends Teller {
  readonly body: string;
}

const queueEvent = z.object({
  Records: z.array(
    z.object({
      messageId: z.string(),
      body: z.string(),
      attributes: z.object({ ApproximateReceiveCount: z.coerce.number() }),
    }),
  ),
});

/**
 * Reads the event of an SQS event source mapping.
 *
 * @throws ZodError naming the field: whoever invokes the function by hand is told what it takes
 */
export function deliveriesOf(event: unknown): readonly Delivery[] {
  return queueEvent.parse(event).Records.map(({ messageId, body, attributes }) => ({
    deliveryId: messageId,
    attempt: attributes.ApproximateReceiveCount,
    body,
  }));
}

/** One message of the queue of a channel. */
export interface ChannelDelivery extends Delivery {
  /** By which SQS knows that the function has it. */
  readonly receiptHandle: string;
}

const channelEvent = z.object({ Records: z.array(z.object({ receiptHandle: z.string() })) });

/**
 * The same with what the queue of a channel needs.
 *
 * @throws ZodError naming the field
 */
export function channelDeliveriesOf(event: unknown): readonly ChannelDelivery[] {
  const { Records } = channelEvent.parse(event);
  return deliveriesOf(event).map((one, index) => ({ ...one, receiptHandle: Records[index]?.receiptHandle ?? '' }));
}
