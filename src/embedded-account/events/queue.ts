import { z } from 'zod';
import type { Clock } from '../clock';
import type { InvocationResult } from '../lambda/worker';
import type { Identifiers } from '../identifiers';
import type { ParsedPolicy } from '../policy/statement';
import { recordOf, type QueuedMessage } from './queued-message';
import { Receiving } from './receiving';

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
  /** How long a message stays hidden from others that somebody has received. */
  readonly visibilitySeconds: number;
  /** Policies of the queue and of its dead letters, by ARN. One without is in the hands of identity policies alone. */
  readonly policies: ReadonlyMap<string, ParsedPolicy>;
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
  /** What others than the function receive. */
  readonly receiving: Receiving;
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
    clock: Clock,
  ) {
    const isSpent = (one: QueuedMessage) => this.isSpent(one);
    this.receiving = new Receiving({ ready: this.ready, deadLetters: this.deadLetters, isSpent }, clock);
  }

  /** @returns the id of the message */
  send(body: string, attributes: Readonly<Record<string, string>> = {}): string {
    const message = this.messageOf(body, attributes);
    this.ready.push(message);
    this.poll();
    return message.messageId;
  }

  /**
   * Deletes a message that somebody has received, the function among them.
   *
   * @returns whether anybody ever received one by this handle
   */
  delete(receiptHandle: string): boolean {
    return this.inFlight.delete(receiptHandle) || this.receiving.delete(receiptHandle);
  }

  /**
   * Empties the queue, also of what somebody has received (SQS API reference, PurgeQueue): of what the function has by then
   * nothing comes back.
   *
   * @param isDead its dead letters instead
   */
  purge(isDead: boolean): void {
    (isDead ? this.deadLetters : this.ready).splice(0);
    this.receiving.purge(isDead);
    if (!isDead) this.inFlight.clear();
  }

  /** Puts a message among the dead letters, as somebody who may send there does. @returns its id */
  bury(body: string, attributes: Readonly<Record<string, string>>): string {
    const message = this.messageOf(body, attributes);
    this.deadLetters.push(message);
    return message.messageId;
  }

  /**
   * Chooses how long a message stays hidden that the function has, or somebody else.
   *
   * @returns whether somebody has it
   */
  hide(receiptHandle: string, seconds: number): boolean {
    if (!this.inFlight.has(receiptHandle)) return this.receiving.hide(receiptHandle, seconds);
    this.inFlight.set(receiptHandle, seconds);
    return true;
  }

  private isSpent({ receiveCount }: QueuedMessage): boolean {
    return receiveCount >= (this.definition.maxReceiveCount ?? Infinity);
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
    this.poll();
    if (this.isIdle) return;
    await new Promise<void>((resolve) => this.waiters.push(resolve));
  }

  get isIdle(): boolean {
    return this.ready.length === 0 && this.running === 0 && this.returning === 0 && !this.receiving.isAnyDue();
  }

  private poll(): void {
    const { batchSize, maximumConcurrency } = this.definition;
    this.receiving.serve();
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
    if (!this.inFlight.has(one.messageId)) return; // Somebody has deleted it meanwhile.
    if (this.isSpent(one)) {
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
