import type { RecordedLedger } from '../../aws/ledger/recorded';
import { GONE } from '../../domain/change/change';
import type { Principal } from '../../domain/identity/principal';
import { isOpen, type RecordedEntry } from '../../domain/recorded-change/entry';
import { wordsOf, type Kinds, type KindWords, type RecordedChange } from '../../domain/recorded-change/kinds';
import { MOST_FLIPS, nextStepOf, type NextStep } from '../../domain/recorded-change/next-step';
import { carryOutRecorded, changedHands, type CarryOutPorts } from './carry-out';
import { closeEnded, goneAsMeant } from './endings';
import { closeUnlinked, rememberAgain } from './entries';
import type { Seen } from './hands';

/** What became of a change that a plan means. */
export type RecordedOutcome =
  | { readonly kind: 'done' }
  /** It stood already: nothing was changed. */
  | { readonly kind: 'stands' }
  | {
      readonly kind: 'left';
      /**
       * `flipped`: someone else undid it twice, and a person has to release the principal. `changed-since-plan`:
       * what stands is not what the plan saw, so the next run looks again. `released`: a person took back what this
       * very run did, or released the principal before it came to that. `held`: something has come about since the plan
       * that keeps changes off the principal.
       */
      readonly reason: 'flipped' | 'changed-since-plan' | 'gone' | 'released' | 'held';
      readonly why: string;
    }
  | { readonly kind: 'failed'; readonly why: string };

/** What making a recorded change takes. */
export interface MakePorts<C extends RecordedChange> extends CarryOutPorts<C> {
  readonly ledger: RecordedLedger<C>;
  /** The date. */
  readonly now: () => Date;
  /**
   * Why the principal may not be changed, asked directly before each change; undefined where it may.
   *
   * @param takesNothing whether what is meant only gives back
   * @default - nothing keeps a change off anybody
   */
  readonly heldBy?: (principal: Principal, takesNothing: boolean) => Promise<string | undefined>;
  /**
   * What the guardrail finds directly before a change that the plan could not know, and that speaks against it; undefined
   * where nothing does. Asked last, for it may cost calls.
   *
   * @default - nothing speaks against a change that is planned
   */
  readonly objection?: ((change: C) => Promise<string | undefined>) | undefined;
  /**
   * Whether a person has released the principal since the run began, asked when the change is recorded and not yet made:
   * a release that did not find the record is seen here.
   *
   * @default - nobody was released
   */
  readonly isReleased?: (principal: Principal) => Promise<boolean>;
}

/** Confirming or dropping what an earlier run left, then the change itself; more is a race that another run has won. */
const MOST_STEPS = 4;

/**
 * Records a change, makes it, looks whether it stands, and confirms it.
 *
 * The record comes first, other than with a revocation: nothing of it is urgent, and a change that nobody knows of cannot
 * be undone. It may be repeated after a termination at any point, and ends in the same: one change, and one entry that
 * says so.
 */
export async function makeRecorded<C extends RecordedChange>(
  meant: C,
  runId: string,
  ports: MakePorts<C>,
): Promise<RecordedOutcome> {
  const { kinds, ledger, hands, now } = ports;
  const { principal } = meant;
  const slot = kinds.slot(meant);
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const found = await hands.see(principal, slot);
    const history = await ledger.historyOf(principal.accountId, principal.id, slot);
    const ofRun = history.filter((entry) => entry.runId === runId);
    if (found?.id !== principal.id) {
      return (await goneAsMeant(meant, { runId, history }, ports)) ?? withoutName(found, ofRun, kinds);
    }
    if (steps === 0 && ofRun.some((entry) => !isOpen(entry))) return leave('released', wordsOf(meant, kinds));
    const step = nextStepOf(history, found.state, meant, { kinds, now: now() });
    // Done by an earlier attempt of this run, which is redriven: it says the same again.
    if (step.kind === 'stands' && ofRun.some(({ change }) => kinds.to(change) === found.state)) return { kind: 'done' };
    const outcome = await take(step, { meant, runId, found }, ports);
    if (outcome !== undefined) return outcome;
  }
  return { kind: 'failed', why: `another run is changing the same ${wordsOf(meant, kinds).slot}` };
}

/**
 * What is said of a principal whose name is nobody's, or another's now. An earlier attempt of the run may have changed that
 * other one: then somebody has to look at them.
 */
function withoutName<C extends RecordedChange>(
  found: Seen | undefined,
  ofRun: readonly RecordedEntry<C>[],
  kinds: Kinds<C>,
): RecordedOutcome {
  const misplaced = ofRun.find(({ state, change }) => state === 'recorded' && kinds.to(change) === found?.state);
  if (found === undefined || misplaced === undefined) return { kind: 'left', reason: 'gone', why: GONE };
  return { kind: 'failed', why: changedHands(misplaced.change, found.id, kinds) };
}

interface Meant<C extends RecordedChange> {
  readonly meant: C;
  readonly runId: string;
  readonly found: Seen;
}

/** @returns undefined when there is more to do */
async function take<C extends RecordedChange>(
  step: NextStep<C>,
  { meant, runId, found }: Meant<C>,
  ports: MakePorts<C>,
): Promise<RecordedOutcome | undefined> {
  const { ledger, now, kinds } = ports;
  switch (step.kind) {
    case 'stands':
      return { kind: 'stands' };
    case 'leave':
      return leave(step.reason, wordsOf(meant, kinds));
    case 'confirm':
      await closeEnded(step.entry, ports);
      await ledger.confirm(step.entry, now());
      return kinds.to(step.entry.change) === kinds.to(meant) ? { kind: 'done' } : undefined;
    case 'drop':
      await ledger.close(step.entry, now());
      return undefined;
    case 'flip':
      await ledger.markFlipped(step.entry, MOST_FLIPS);
      return leave('flipped', wordsOf(meant, kinds));
    case 'resume':
      // By what is meant: what is begun has to be ended before it can be given back.
      return unlessHeld(meant, ports, async () => {
        // Of whom was looked at and asked for, and under the name it has today.
        const { principal } = meant;
        const outcome = await make({ ...step.entry, change: { ...step.entry.change, principal } }, found, ports);
        const isMeant = kinds.to(step.entry.change) === kinds.to(meant);
        return outcome.kind === 'done' && !isMeant ? undefined : outcome;
      });
    case 'record': {
      const { number, flips } = step;
      const entry: RecordedEntry<C> = { change: meant, number, runId, flips, state: 'recorded', openedAt: now() };
      return unlessHeld(meant, ports, async () =>
        (await ledger.record(entry)) ? make(entry, found, ports) : undefined,
      );
    }
  }
}

async function unlessHeld<C extends RecordedChange>(
  meant: C,
  { heldBy, objection, kinds }: MakePorts<C>,
  go: () => Promise<RecordedOutcome | undefined>,
): Promise<RecordedOutcome | undefined> {
  const held = await heldBy?.(meant.principal, kinds.takesNothing?.(meant) ?? false);
  const why = held ?? (await objection?.(meant));
  return why === undefined ? go() : { kind: 'left', reason: 'held', why };
}

/** Goes on from the record of an entry to its confirmation. */
async function make<C extends RecordedChange>(
  entry: RecordedEntry<C>,
  found: Seen,
  ports: MakePorts<C>,
): Promise<RecordedOutcome> {
  const { ledger, now, isReleased, kinds } = ports;
  if ((await isReleased?.(entry.change.principal)) === true) {
    await ledger.close(entry, now());
    return leave('released', wordsOf(entry.change, kinds));
  }
  if (entry.flips > 0) await closeUnlinked(entry, ports);
  const outcome = await carryOutRecorded(entry.change, found, ports);
  if (outcome.kind !== 'done') return outcome;
  await closeEnded(entry, ports);
  if (!(await ledger.confirm(entry, now()))) await rememberAgain(entry, ports);
  return outcome;
}

function leave(reason: 'flipped' | 'changed-since-plan' | 'released', words: KindWords): RecordedOutcome {
  const why = {
    flipped: `somebody else ${words.undone} twice; release the principal to try again`,
    'changed-since-plan': 'what stands is not what the plan saw; the next run looks again',
    released: 'a person released the principal since the run began',
  };
  return { kind: 'left', reason, why: why[reason] };
}
