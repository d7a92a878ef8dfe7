import type { Clock } from '../clock';

/** A message that was handed out, and what names this handing out. */
export interface Receipt<M> {
  readonly handle: string;
  readonly message: M;
}

interface Hidden<M> {
  readonly message: M;
  readonly isDead: boolean;
  /** Milliseconds; from then on others may receive it. */
  until: number;
}

/** Messages that were received and not deleted: nobody sees them until they are, or their time has come. */
export class Received<M extends { readonly messageId: string; readonly receiveCount: number }> {
  private readonly hidden = new Map<string, Hidden<M>>();
  /** Handles that mean nothing any more: SQS takes them all the same. */
  private readonly former = new Set<string>();

  constructor(private readonly clock: Clock) {}

  /** @param isDead whether it is from the dead letters */
  keep(message: M, isDead: boolean, seconds: number): Receipt<M> {
    const handle = `${message.messageId}/${message.receiveCount}`;
    this.hidden.set(handle, { message, isDead, until: this.in(seconds) });
    return { handle, message };
  }

  /** @returns whether the message is hidden by this handle */
  hide(handle: string, seconds: number): boolean {
    const found = this.hidden.get(handle);
    if (found !== undefined) found.until = this.in(seconds);
    return found !== undefined;
  }

  /** @returns whether there ever was such a handle */
  delete(handle: string): boolean {
    const isKnown = this.hidden.has(handle) || this.former.has(handle);
    if (isKnown) this.end(handle);
    return isKnown;
  }

  /** @param isDead of the dead letters */
  purge(isDead: boolean): void {
    for (const [handle, one] of this.hidden) if (one.isDead === isDead) this.end(handle);
  }

  isAnyDue(): boolean {
    return [...this.hidden.values()].some((one) => this.isDue(one));
  }

  /** Those whose time has come: they are received no more. */
  takeDue(): readonly Pick<Hidden<M>, 'message' | 'isDead'>[] {
    return [...this.hidden].flatMap(([handle, one]) => {
      if (!this.isDue(one)) return [];
      this.end(handle);
      return [one];
    });
  }

  private end(handle: string): void {
    this.hidden.delete(handle);
    this.former.add(handle);
  }

  private isDue({ until }: Hidden<M>): boolean {
    return until <= this.clock.now().getTime();
  }

  private in(seconds: number): number {
    return this.clock.now().getTime() + seconds * 1_000;
  }
}
