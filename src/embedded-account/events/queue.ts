import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { InvocationResult } from '../lambda/worker';
import type { Identifiers } from '../identifiers';

export interface QueuedMessage {
  readonly messageId: string;
  readonly body: string;
  /** Absent where it has none. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** How often it was handed to the function. */
  receiveCount: number;
}

/** A queue and its event source mapping, as the stack defines them. */
export interface QueueDefinition {
  readonly arn: string;
  /** Function that works the messages off. */
  readonly functionName: string;
  readonly batchSize: number;
  readonly maximumConcurrency: number;
  /** Absent where nothing is ever given up. */
  readonly maxReceiveCount?: number;
  /** Absent where nothing is ever given up. */
  readonly deadLettersArn?: string;
  /** Whether the function may name the messages that failed. */
  readonly reportsBatchItemFailures: boolean;
}

const batchAnswer = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).optional() })
  .nullish();
/**
 * The visibility timeout is not waited for: a message comes back almost at once. Of one that a function chose a second
 * takes a millisecond, so that messages come back in the order that it chose.
 */
const REDELIVERY_MS = 20;
const LONGEST_MS = 1_000;

/** SQS as Lambda reads it: hands out batches, takes failed ones back, gives up into the dead letters. */
export class EventSourceQueue {
  readonly deadLetters: QueuedMessage[] = [];
  private readonly ready: QueuedMessage[] = [];
  /** Messages that the function has, by id, and how long they stay hidden where it chose that. */
  private readonly inFlight = new Map<string, number | undefined>();
  private readonly waiters: (() => void)[] = [];
  private running = 0;
  private returning = 0;

  constructor(
    readonly definition: QueueDefinition,
    private readonly identifiers: Identifiers,
    private readonly invoke: (payload: string) => Promise<InvocationResult>,
  ) {}

  /** @returns the id of the message */
  send(body: string, attributes: Readonly<Record<string, string>> = {}): string {
    const message = this.messageOf(body, attributes);
    this.ready.push(message);
    this.poll();
    return message.messageId;
  }

  /** Empties the queue of what the function does not have. @param isDead its dead letters instead */
  purge(isDead: boolean): void {
    (isDead ? this.deadLetters : this.ready).splice(0);
  }

  /** Puts a message among the dead letters, as somebody who may send there does. @returns its id */
  bury(body: string, attributes: Readonly<Record<string, string>>): string {
    const message = this.messageOf(body, attributes);
    this.deadLetters.push(message);
    return message.messageId;
  }

  /**
   * Chooses how long a message stays hidden that the function has.
   *
   * @returns whether it has it
   */
  hide(messageId: string, seconds: number): boolean {
    if (!this.inFlight.has(messageId)) return false;
    this.inFlight.set(messageId, seconds);
    return true;
  }

  private messageOf(body: string, attributes: Readonly<Record<string, string>>): QueuedMessage {
    return {
      messageId: this.identifiers.uuid('message', `${this.definition.arn} ${body}`),
      ...{ body, receiveCount: 0 },
      ...(Object.keys(attributes).length > 0 && { attributes }),
    };
  }

  /** Resolves once nothing is queued, running or on its way back. */
  async idle(): Promise<void> {
    if (this.isIdle) return;
    await new Promise<void>((resolve) => this.waiters.push(resolve));
  }

  get isIdle(): boolean {
    return this.ready.length === 0 && this.running === 0 && this.returning === 0;
  }

  private poll(): void {
    const { batchSize, maximumConcurrency } = this.definition;
    while (this.running < maximumConcurrency && this.ready.length > 0) {
      this.running += 1;
      void this.deliver(this.ready.splice(0, batchSize));
    }
    if (this.isIdle) for (const wake of this.waiters.splice(0)) wake();
  }

  private async deliver(batch: readonly QueuedMessage[]): Promise<void> {
    for (const one of batch) {
      one.receiveCount += 1;
      this.inFlight.set(one.messageId, undefined);
    }
    const Records = batch.map((one) => recordOf(one, this.definition.arn));
    const result = await this.invoke(JSON.stringify({ Records }));
    for (const one of this.failed(batch, result)) this.giveBack(one);
    for (const { messageId } of batch) this.inFlight.delete(messageId);
    this.running -= 1;
    this.poll();
  }

  private failed(batch: readonly QueuedMessage[], result: InvocationResult): readonly QueuedMessage[] {
    if (result.kind === 'failed') return batch;
    if (!this.definition.reportsBatchItemFailures) return [];
    const named = batchAnswer.parse(JSON.parse(result.payload))?.batchItemFailures ?? [];
    return batch.filter(({ messageId }) => named.some(({ itemIdentifier }) => itemIdentifier === messageId));
  }

  private giveBack(one: QueuedMessage): void {
    if (one.receiveCount >= (this.definition.maxReceiveCount ?? Infinity)) {
      this.deadLetters.push(one);
      return;
    }
    this.returning += 1;
    const seconds = this.inFlight.get(one.messageId) ?? 0;
    const later = Math.min(REDELIVERY_MS + seconds, LONGEST_MS);
    setTimeout(() => {
      this.returning -= 1;
      this.ready.push(one);
      this.poll();
    }, later);
  }
}

const recordOf = ({ messageId, body, receiveCount, attributes = {} }: QueuedMessage, arn: string) => ({
  messageId,
  receiptHandle: messageId,
  body,
  attributes: { ApproximateReceiveCount: String(receiveCount) },
  messageAttributes: Object.fromEntries(
    Object.entries(attributes).map(([name, stringValue]) => [name, { stringValue, dataType: 'String' }]),
  ),
  md5OfBody: createHash('md5').update(body).digest('hex'),
  eventSource: 'aws:sqs',
  eventSourceARN: arn,
  awsRegion: 'us-east-1',
});
