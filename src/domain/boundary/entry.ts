import type { BoundarySet } from '../change/change';

/**
 * How far a boundary came.
 *
 * `recorded`: meant, and perhaps done. `confirmed`: seen to stand. `flipped`: removed by someone else again and again,
 * and left alone until a person releases it. `released`: over.
 */
export type BoundaryState = 'recorded' | 'confirmed' | 'flipped' | 'released';

/** A boundary that was put on a principal, as the ledger remembers it. */
export interface BoundaryEntry {
  readonly change: BoundarySet;
  /** Counts the boundaries of a principal from 1. */
  readonly number: number;
  readonly runId: string;
  readonly state: BoundaryState;
  /** How often someone else removed a confirmed boundary from the principal since a person last released it. */
  readonly flips: number;
  readonly openedAt: Date;
  readonly confirmedAt?: Date;
  readonly closedAt?: Date;
}

/** Pads, so that the order of the keys is the order of the boundaries. */
export function boundaryEntryId(number: number): string {
  return `boundary-${String(number).padStart(6, '0')}`;
}

/** What is to be done next about a boundary that is meant. */
export type BoundaryStep =
  /** It stands already. */
  | { readonly kind: 'stands' }
  | { readonly kind: 'leave'; readonly reason: 'flipped' | 'changed-since-plan' }
  /** An entry was done and not confirmed: somebody terminated the run between. */
  | { readonly kind: 'confirm'; readonly entry: BoundaryEntry }
  /** An entry came to nothing, and something else is meant now. */
  | { readonly kind: 'drop'; readonly entry: BoundaryEntry }
  /** The boundary that was confirmed is gone once too often. */
  | { readonly kind: 'flip'; readonly entry: BoundaryEntry }
  /** An entry was recorded and not done. */
  | { readonly kind: 'resume'; readonly entry: BoundaryEntry }
  | { readonly kind: 'record'; readonly number: number; readonly flips: number };

/** So many times someone else may remove the boundary: then it is on purpose. */
export const MOST_FLIPS = 2;

/** Readings of IAM lag by some seconds. */
const SETTLED_MS = 60_000;

/**
 * Places a boundary that is meant among those the principal had.
 *
 * @param history entries of the principal, newest first
 * @param seen ARN of the boundary that stands; undefined where none does
 */
export function boundaryStepOf(
  history: readonly BoundaryEntry[],
  seen: string | undefined,
  meant: BoundarySet,
  now: Date,
): BoundaryStep {
  const latest = history.find((entry) => !isDropped(entry));
  const number = (history[0]?.number ?? 0) + 1;
  const isOpen = latest !== undefined && latest.closedAt === undefined;
  if (isOpen && latest.state === 'flipped') return { kind: 'leave', reason: 'flipped' };
  if (isOpen && latest.state === 'recorded') return recordedStep(latest, seen, meant);
  if (seen === meant.policyArn) return { kind: 'stands' };
  if (isOpen && latest.change.policyArn !== seen) {
    return missingStep(latest, { seen, meant, number }, now);
  }
  if (seen !== meant.before?.policyArn) return { kind: 'leave', reason: 'changed-since-plan' };
  return { kind: 'record', number, flips: isOpen ? latest.flips : 0 };
}

function recordedStep(entry: BoundaryEntry, seen: string | undefined, meant: BoundarySet): BoundaryStep {
  const { policyArn, before } = entry.change;
  if (seen === policyArn) return { kind: 'confirm', entry };
  const isMeant = policyArn === meant.policyArn && seen === before?.policyArn && seen === meant.before?.policyArn;
  return { kind: isMeant ? 'resume' : 'drop', entry };
}

/** A boundary was confirmed, and another one, or none, stands. */
function missingStep(
  entry: BoundaryEntry,
  { seen, meant, number }: { readonly seen: string | undefined; readonly meant: BoundarySet; readonly number: number },
  now: Date,
): BoundaryStep {
  const { confirmedAt, change, flips } = entry;
  if (confirmedAt !== undefined && now.getTime() - confirmedAt.getTime() < SETTLED_MS) {
    return change.policyArn === meant.policyArn ? { kind: 'stands' } : { kind: 'leave', reason: 'changed-since-plan' };
  }
  // The next run plans with what stands now, and counts then.
  if (seen !== meant.before?.policyArn) return { kind: 'leave', reason: 'changed-since-plan' };
  if (flips + 1 >= MOST_FLIPS) return { kind: 'flip', entry };
  return { kind: 'record', number, flips: flips + 1 };
}

/** Recorded, and over before it was ever seen to stand: what was confirmed before it is still the latest. */
const isDropped = ({ closedAt, confirmedAt }: BoundaryEntry) => closedAt !== undefined && confirmedAt === undefined;

/**
 * Which of a principal's open entries still say what stood before the next one.
 *
 * What someone else removed between two entries is no longer the project's to give back.
 *
 * @param open newest first
 */
export function linked(open: readonly BoundaryEntry[]): readonly BoundaryEntry[] {
  const end = open.findIndex(({ change }, index) => {
    const older = open[index + 1];
    return older === undefined || change.before?.policyArn !== older.change.policyArn;
  });
  return open.slice(0, end + 1);
}

/** What a release takes back of a principal's boundaries. */
export interface BoundaryBack {
  /** Put one over the other, newest first, the first of which stands; none where nothing of them does. */
  readonly undo: readonly BoundaryEntry[];
  /** Over once that is done, oldest first: whoever goes on after a termination finds the newest still open. */
  readonly close: readonly BoundaryEntry[];
  /** A later run has changed it since: that one is to be released, or the principal. */
  readonly isBelow?: true;
}

/**
 * What a release has to do about a principal's boundaries.
 *
 * @param history entries of the principal, newest first
 * @param seen ARN of the boundary that stands; undefined where none does
 * @param runId absent where all that ever was done is taken back
 */
export function boundaryBackOf(
  history: readonly BoundaryEntry[],
  seen: string | undefined,
  runId?: string,
): BoundaryBack {
  const open = history.filter(({ closedAt }) => closedAt === undefined);
  const isMeant = (entry: BoundaryEntry) => runId === undefined || entry.runId === runId;
  const from = open.findIndex(({ change }) => change.policyArn === seen);
  const meant = open.filter(isMeant);
  const standing = from === -1 ? [] : linked(open.slice(from));
  const end = standing.findIndex((entry) => !isMeant(entry));
  const undo = end === -1 ? standing : standing.slice(0, end);
  const [newest] = meant;
  const isBelow = undo.length === 0 && newest?.state === 'confirmed' && open.some((one) => one.number > newest.number);
  return isBelow ? { undo, close: [], isBelow } : { undo, close: [...meant].reverse() };
}
