import type { Clock } from '../clock';
import type { QueuedMessage } from './queued-message';
import { Received, type Receipt } from './received';

/** The messages of a queue that anybody may receive. */
interface Lists {
  readonly ready: QueuedMessage[];
  readonly deadLetters: QueuedMessage[];
  /** Whether a message was handed out as often as the queue does it. */
  readonly isSpent: (message: QueuedMessage) => boolean;
}

/** What somebody asks for. */
export interface Asked {
  /** Whether of the dead letters instead. */
  readonly isDead: boolean;
  /** Most messages. */
  readonly count: number;
  /** How long others do not see them. */
  readonly seconds: number;
}

/** A receiver's wait is not waited for: each of its seconds takes as many milliseconds. */
const WAITED_MS = 50;

/** A queue as clients other than its function see it: a message goes first to a client that waits for one. */
export class Receiving {
  private readonly received: Received<QueuedMessage>;
  /** Who waits; each says whether it took something. */
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly lists: Lists,
    clock: Clock,
  ) {
    this.received = new Received(clock);
  }

  /** @param waitSeconds how long it waits for the first message */
  async receive(asked: Asked, waitSeconds: number): Promise<readonly Receipt<QueuedMessage>[]> {
    this.takeBack();
    const found = this.handOut(asked);
    if (found.length > 0 || waitSeconds === 0) return found;
    return new Promise((resolve) => {
      const end = (messages: readonly Receipt<QueuedMessage>[]) => {
        clearTimeout(timer);
        this.waiting.splice(this.waiting.indexOf(take), 1);
        resolve(messages);
      };
      const take = () => {
        const later = this.handOut(asked);
        if (later.length > 0) end(later);
      };
      const timer = setTimeout(() => {
        end([]);
      }, waitSeconds * WAITED_MS);
      this.waiting.push(take);
    });
  }

  /** Takes back what was received and not deleted, once its time has come, and hands it to clients that wait. */
  serve(): void {
    this.takeBack();
    for (const take of [...this.waiting]) take();
  }

  /** @returns whether somebody has the message by this handle */
  hide(handle: string, seconds: number): boolean {
    return this.received.hide(handle, seconds);
  }

  /** @returns whether anybody ever received one by this handle */
  delete(handle: string): boolean {
    return this.received.delete(handle);
  }

  isAnyDue(): boolean {
    return this.received.isAnyDue();
  }

  /** Forgets what was received. @param isDead of the dead letters */
  purge(isDead: boolean): void {
    this.received.purge(isDead);
  }

  private handOut({ isDead, count, seconds }: Asked): readonly Receipt<QueuedMessage>[] {
    const { ready, deadLetters } = this.lists;
    return (isDead ? deadLetters : ready).splice(0, count).map((message) => {
      message.receiveCount += 1;
      return this.received.keep(message, isDead, seconds);
    });
  }

  /** What was received too often becomes a dead letter, no matter which client received it. */
  private takeBack(): void {
    const { ready, deadLetters, isSpent } = this.lists;
    for (const { message, isDead } of this.received.takeDue()) {
      (isDead || isSpent(message) ? deadLetters : ready).push(message);
    }
  }
}
