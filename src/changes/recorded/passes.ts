import type { Principal } from '../../domain/identity/principal';
import type { SlotState } from '../../domain/recorded-change/kinds';
import type { Clock } from '../../domain/clock';

/** What a page of a pass shows of a principal. */
export interface ShownSlot {
  readonly id: string;
  readonly arn: string;
  readonly slot: string;
  readonly state: SlotState;
}

/** What passes over an account take. */
export interface PassPorts<Page> {
  /** Reads the account from its beginning. */
  readonly pages: () => AsyncIterable<Page>;
  readonly slotsIn: (page: Page) => readonly ShownSlot[];
  readonly clock: Clock;
  /** Told once, when no more passes are made. */
  readonly gaveUp: (why: string) => void;
}

/** Somebody whose change is to show. */
interface Waiting {
  readonly principal: Principal;
  readonly slot: string;
  readonly state: SlotState;
  readonly answer: (isShown: boolean) => void;
}

/** Between the end of a pass and the beginning of the next. */
const PAUSE_MS = 2_000;

/** A pass that takes longer tells too late of a name that has changed hands. */
const LONGEST_MS = 5_000;

/**
 * Looks at everybody in an account again and again, instead of at each principal that was changed.
 *
 * It only ever says that a change stands: where a pass that began after the change shows the principal by id and ARN with
 * what the slot is to hold. Whatever else it shows, or does not, has to be looked at alone. A pass that fails or is slow is
 * the last.
 */
export class AccountPasses<Page> {
  private waiting: Waiting[] = [];
  private lastPages = 0;
  private isOver = false;
  private isMoving = false;
  private firstPass?: Promise<void>;

  public constructor(private readonly ports: PassPorts<Page>) {}

  /** Waits for the first pass, which it begins: what its pages say is known then. */
  public first(): Promise<void> {
    return (this.firstPass ??= this.pass([]));
  }

  /** Whether a pass that begins from now on shows what a slot is to hold. False: it has to be looked at alone. */
  public shows(principal: Principal, slot: string, state: SlotState): Promise<boolean> {
    return new Promise((answer) => {
      this.waiting.push({ principal, slot, state, answer });
      void this.move();
    });
  }

  private async move(): Promise<void> {
    if (this.isMoving) return;
    this.isMoving = true;
    await this.first();
    while (this.waiting.length > 0) {
      if (!this.isOver) await this.ports.clock.sleep(PAUSE_MS);
      const these = this.waiting.splice(0);
      // So few are looked at alone with fewer calls.
      const isWorthIt = !this.isOver && these.length > this.lastPages;
      if (isWorthIt) await this.pass(these);
      else for (const { answer } of these) answer(false);
    }
    this.isMoving = false;
  }

  private async pass(these: readonly Waiting[]): Promise<void> {
    const left = new Set(these);
    const { clock } = this.ports;
    const why = await Promise.race([
      this.read(left).catch((error: unknown) => String(error)),
      clock.sleep(LONGEST_MS).then(() => `a pass over the account takes more than ${LONGEST_MS / 1_000} s`),
    ]);
    if (why !== undefined) this.giveUp(why);
    for (const { answer } of left) answer(false);
  }

  /** The list is read while it is changed: somebody may stand in it twice, or not at all. */
  private async read(left: Set<Waiting>): Promise<undefined> {
    let pages = 0;
    for await (const page of this.ports.pages()) {
      if (this.isOver) return;
      pages += 1;
      const shown = new Map(this.ports.slotsIn(page).map((one) => [`${one.id} ${one.slot}`, one]));
      for (const one of left) {
        const { principal, slot, state, answer } = one;
        const found = shown.get(`${principal.id} ${slot}`);
        if (found?.arn !== principal.arn || found.state !== state) continue;
        left.delete(one);
        answer(true);
      }
    }
    this.lastPages = pages;
  }

  private giveUp(why: string): void {
    this.isOver = true;
    this.ports.gaveUp(why);
  }
}
