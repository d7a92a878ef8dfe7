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
