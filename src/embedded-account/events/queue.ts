import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { InvocationResult } from '../lambda/worker';
import type { Identifiers } from '../identifiers';

export interface QueuedMessage {
  readonly messageId: string;
  readonly body: string;
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
  /** Whether the function may name the messages that failed. */
  readonly reportsBatchItemFailures: boolean;
}

const batchAnswer = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).optional() })
  .nullish();
/** The visibility timeout is not waited for: a message comes back almost at once. */
const REDELIVERY_MS = 20;

/** SQS as Lambda reads it: hands out batches, takes failed ones back, gives up into the dead letters. */
export class EventSourceQueue {
  readonly deadLetters: QueuedMessage[] = [];
  private readonly ready: QueuedMessage[] = [];
  private readonly waiters: (() => void)[] = [];
  private running = 0;
  private returning = 0;

  constructor(
    readonly definition: QueueDefinition,
    private readonly identifiers: Identifiers,
    private readonly invoke: (payload: string) => Promise<InvocationResult>,
  ) {}

  send(body: string): void {
    this.ready.push({
      messageId: this.identifiers.uuid('message', `${this.definition.arn} ${body}`),
      body,
      receiveCount: 0,
    });
    this.poll();
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
    for (const one of batch) one.receiveCount += 1;
    const Records = batch.map((one) => recordOf(one, this.definition.arn));
    const result = await this.invoke(JSON.stringify({ Records }));
    for (const one of this.failed(batch, result)) this.giveBack(one);
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
    setTimeout(() => {
      this.returning -= 1;
      this.ready.push(one);
      this.poll();
    }, REDELIVERY_MS);
  }
}

const recordOf = ({ messageId, body, receiveCount }: QueuedMessage, arn: string) => ({
  messageId,
  receiptHandle: messageId,
  body,
  attributes: { ApproximateReceiveCount: String(receiveCount) },
  messageAttributes: {},
  md5OfBody: createHash('md5').update(body).digest('hex'),
  eventSource: 'aws:sqs',
  eventSourceARN: arn,
  awsRegion: 'us-east-1',
});
