import type { Clock } from '../domain/clock';
import type { IamBounder } from '../aws/iam/bounder';
import type { BoundaryLedger } from '../aws/ledger/boundaries';
import { boundaryStepOf, linked, MOST_FLIPS, type BoundaryEntry, type BoundaryStep } from '../domain/boundary/entry';
import { GONE, type BoundarySet } from '../domain/change/change';
import type { Principal } from '../domain/identity/principal';
import { boundaryCarrier, boundaryIsSeen } from './boundary-carrier';
import { carryOutRecorded } from './carry-out-recorded';

/** What became of a boundary that a plan means. */
export type SetOutcome =
  | { readonly kind: 'done' }
  /** It stood already: nothing was changed. */
  | { readonly kind: 'stands' }
  | {
      readonly kind: 'left';
      /**
       * `flipped`: someone else removed it twice, and a person has to release the principal. `changed-since-plan`:
       * what stands is not what the plan saw, so the next run looks again. `released`: a person took back what this
       * very run did, or released the principal before it came to that. `held`: something has come about since the plan that keeps boundaries off the principal.
       */
      readonly reason: 'flipped' | 'changed-since-plan' | 'gone' | 'released' | 'held';
      readonly why: string;
    }
  | { readonly kind: 'failed'; readonly why: string };

/** What setting a boundary takes. */
export interface SetPorts {
  readonly ledger: BoundaryLedger;
  readonly bounder: IamBounder;
  /** For the waits between two looks. */
  readonly clock: Clock;
  /** The date. */
  readonly now: () => Date;
  /**
   * Why the principal may get no boundary, asked directly before each put; undefined where it may.
   *
   * @default - nothing keeps a boundary off anybody
   */
  readonly heldBy?: (principal: Principal) => Promise<string | undefined>;
  /**
   * Whether a person has released the principal since the run began, asked when the boundary is recorded and not yet put:
   * a release that did not find the record is seen here.
   *
   * @default - nobody was released
   */
  readonly isReleased?: (principal: Principal) => Promise<boolean>;
}

/** Confirming or dropping what an earlier run left, then the boundary itself; more is a race that another run has won. */
const MOST_STEPS = 4;

/**
 * Puts a boundary on a principal, and remembers it.
 *
 * It may be repeated after a termination at any point, and ends in the same: one boundary, and one entry that says so.
 */
export async function setBoundary(meant: BoundarySet, runId: string, ports: SetPorts): Promise<SetOutcome> {
  const { principal } = meant;
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const found = await ports.bounder.boundaryOf(principal);
    if (found?.id !== principal.id) return { kind: 'left', reason: 'gone', why: GONE };
    const history = await ports.ledger.historyOf(principal.accountId, principal.id);
    const ofRun = history.filter((entry) => entry.runId === runId);
    if (steps === 0 && ofRun.some(({ closedAt }) => closedAt !== undefined)) return leave('released');
    const step = boundaryStepOf(history, found.arn, meant, ports.now());
    // Done by an earlier attempt of this run, which is redriven: it says the same again.
    if (step.kind === 'stands' && ofRun.some(({ change }) => change.policyArn === found.arn)) return { kind: 'done' };
    const outcome = await take(step, { meant, runId }, ports);
    if (outcome !== undefined) return outcome;
  }
  return { kind: 'failed', why: 'another run is changing the same boundary' };
}

interface Meant {
  readonly meant: BoundarySet;
  readonly runId: string;
}

/** @returns undefined when there is more to do */
async function take(step: BoundaryStep, { meant, runId }: Meant, ports: SetPorts): Promise<SetOutcome | undefined> {
  const { ledger, now } = ports;
  switch (step.kind) {
    case 'stands':
      return { kind: 'stands' };
    case 'leave':
      return leave(step.reason);
    case 'confirm':
      await ledger.confirm(step.entry, now());
      return step.entry.change.policyArn === meant.policyArn ? { kind: 'done' } : undefined;
    case 'drop':
      await ledger.close(step.entry, now());
      return undefined;
    case 'flip':
      await ledger.markFlipped(step.entry, MOST_FLIPS);
      return leave('flipped');
    case 'resume':
      return unlessHeld(meant.principal, ports, () => put(step.entry, ports));
    case 'record': {
      const { number, flips } = step;
      const entry: BoundaryEntry = { change: meant, number, runId, flips, state: 'recorded', openedAt: now() };
      return unlessHeld(meant.principal, ports, async () =>
        (await ledger.record(entry)) ? put(entry, ports) : undefined,
      );
    }
  }
}

async function unlessHeld(
  principal: Principal,
  { heldBy }: SetPorts,
  go: () => Promise<SetOutcome | undefined>,
): Promise<SetOutcome | undefined> {
  const why = await heldBy?.(principal);
  return why === undefined ? go() : { kind: 'left', reason: 'held', why };
}

/** Goes on from the record of an entry to its confirmation. */
async function put(entry: BoundaryEntry, { ledger, bounder, clock, now, isReleased }: SetPorts): Promise<SetOutcome> {
  if ((await isReleased?.(entry.change.principal)) === true) {
    await ledger.close(entry, now());
    return leave('released');
  }
  const outcome = await carryOutRecorded(
    entry.change,
    {
      record: () => (entry.flips > 0 ? closeUnlinked(entry, ledger, now()) : Promise.resolve()),
      carry: boundaryCarrier(bounder, clock),
      isSeen: boundaryIsSeen(bounder),
      confirm: async () => {
        if (!(await ledger.confirm(entry, now()))) await rememberAgain(entry, ledger, now());
      },
    },
    clock,
  );
  return outcome.kind === 'failed' ? { kind: 'failed', why: outcome.why } : { kind: 'done' };
}

/** A release closed the entry before its boundary was put: without an open one no other release would find it. */
async function rememberAgain({ change, runId, flips, number }: BoundaryEntry, ledger: BoundaryLedger, now: Date) {
  const history = await ledger.historyOf(change.principal.accountId, change.principal.id);
  if (history.find((one) => one.number === number)?.closedAt === undefined) return;
  const next = (history[0]?.number ?? number) + 1;
  const again: BoundaryEntry = { change, runId, flips, number: next, state: 'recorded', openedAt: now };
  if (await ledger.record(again)) await ledger.confirm(again, now);
}

/** Entries of boundaries that someone else removed: what stood before them is no longer the project's to give back. */
async function closeUnlinked({ change }: BoundaryEntry, ledger: BoundaryLedger, now: Date): Promise<void> {
  const history = await ledger.historyOf(change.principal.accountId, change.principal.id);
  const open = history.filter(({ closedAt }) => closedAt === undefined);
  const kept = linked(open);
  for (const entry of open.filter((one) => !kept.includes(one))) await ledger.close(entry, now);
}

function leave(reason: keyof typeof WHY): SetOutcome {
  return { kind: 'left', reason, why: WHY[reason] };
}

const WHY = {
  flipped: 'somebody else took the boundary away twice; release the principal to try again',
  'changed-since-plan': 'what stands is not what the plan saw; the next run looks again',
  released: 'a person released the principal since the run began',
} as const;
