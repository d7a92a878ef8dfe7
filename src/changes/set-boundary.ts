import type { Clock } from '../audit/clock';
import type { IamBounder } from '../aws/iam-bounder';
import type { BoundaryLedger } from '../aws/ledger/boundaries';
import { boundaryStepOf, linked, MOST_FLIPS, type BoundaryEntry, type BoundaryStep } from '../domain/boundary-entry';
import { GONE, type BoundarySet } from '../domain/change';
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
       * `flipped`: another hand took it away twice, and a person has to release the principal. `changed-since-plan`:
       * what stands is not what the plan saw, so the next run looks again.
       */
      readonly reason: 'flipped' | 'changed-since-plan' | 'gone';
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
    const outcome = await take(boundaryStepOf(history, found.arn, meant, ports.now()), { meant, runId }, ports);
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
      return { kind: 'left', reason: step.reason, why: WHY[step.reason] };
    case 'confirm':
      await ledger.confirm(step.entry, now());
      return step.entry.change.policyArn === meant.policyArn ? { kind: 'done' } : undefined;
    case 'drop':
      await ledger.close(step.entry, now());
      return undefined;
    case 'flip':
      await ledger.markFlipped(step.entry, MOST_FLIPS);
      return { kind: 'left', reason: 'flipped', why: WHY.flipped };
    case 'resume':
      return put(step.entry, ports);
    case 'record': {
      const { number, flips } = step;
      const entry: BoundaryEntry = { change: meant, number, runId, flips, state: 'recorded', openedAt: now() };
      return (await ledger.record(entry)) ? put(entry, ports) : undefined;
    }
  }
}

/** Goes on from the record of an entry to its confirmation. */
async function put(entry: BoundaryEntry, { ledger, bounder, clock, now }: SetPorts): Promise<SetOutcome> {
  const outcome = await carryOutRecorded(
    entry.change,
    {
      record: () => (entry.flips > 0 ? closeUnlinked(entry, ledger, now()) : Promise.resolve()),
      carry: boundaryCarrier(bounder),
      isSeen: boundaryIsSeen(bounder),
      confirm: async () => {
        await ledger.confirm(entry, now());
      },
    },
    clock,
  );
  return outcome.kind === 'failed' ? { kind: 'failed', why: outcome.why } : { kind: 'done' };
}

/** Entries of boundaries that another hand took away: what stood before them is no longer the project's to give back. */
async function closeUnlinked({ change }: BoundaryEntry, ledger: BoundaryLedger, now: Date): Promise<void> {
  const history = await ledger.historyOf(change.principal.accountId, change.principal.id);
  const open = history.filter(({ closedAt }) => closedAt === undefined);
  const kept = linked(open);
  for (const entry of open.filter((one) => !kept.includes(one))) await ledger.close(entry, now);
}

const WHY = {
  flipped: 'somebody else took the boundary away twice; release the principal to try again',
  'changed-since-plan': 'what stands is not what the plan saw; the next run looks again',
} as const;
