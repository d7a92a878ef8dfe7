import * as z from 'zod/mini';
import type { Columns } from '../run/csv';
import { allInWords } from '../report/announced';
import type { Kinds, RecordedChange } from '../../domain/recorded-change/kinds';
import type { Announced } from '../../domain/run/countdown';
import type { RunRow } from '../../domain/run/run-row';
import { PayloadError, read } from '../reading';

/** What a guardrail decided of a principal: changes in the order they are to be made in, or nothing, and why. */
export type Decision<C extends RecordedChange> = {
  /** In the guardrail's words, such as `unused`. */
  readonly reason: string;
  /** Absent where the reason says it all. */
  readonly why?: string | undefined;
  /** What the principal tried again though it was taken: a person decides. Absent: nothing. */
  readonly needsAgain?: readonly string[];
  /** What the principal was granted after all such was taken from it: a person decides. Absent: nothing. */
  readonly grantedSince?: readonly string[];
  /** What of the principal the report names as unused, whether or not anything is done about it. Absent: nothing. */
  readonly announced?: readonly Announced[];
  /** Who answers for the principal, as people have written down. Absent: nobody has, or there is nothing to ask them. */
  readonly owner?: string;
  /** What analyzers of AWS find of the principal, in words; nothing is decided by it. Absent: nothing. */
  readonly analysis?: readonly string[];
  /** Whether nobody can tell what is unused: what earlier reports have announced goes on standing. Absent: somebody can. */
  readonly unknown?: true;
} & (
  | { readonly kind: 'change'; readonly changes: readonly C[] }
  /** Nothing is changed yet: what is to be is announced, and stands in too few reports so far. */
  | { readonly kind: 'countdown' }
  | { readonly kind: 'leave' }
);

/** What became of a principal's changes in a run that plans some. */
export interface RowOutcome {
  readonly kind: 'done' | 'stands' | 'withheld' | 'left' | 'failed';
  /** Why it was left, or what went wrong; absent where the rest says it all. */
  readonly why?: string;
}

/** One principal of a run. */
export interface RecordedRow<C extends RecordedChange> extends RunRow {
  readonly decision: { readonly kind: Decision<C>['kind']; readonly why?: string } & Pick<
    Decision<C>,
    'reason' | 'needsAgain' | 'grantedSince' | 'announced' | 'owner' | 'analysis' | 'unknown'
  >;
  /** What is meant, in its order; empty where the principal is left. */
  readonly changes: readonly C[];
  /** Absent where nothing was planned for it. */
  readonly outcome?: RowOutcome;
}

const text = z.string();

const announced = z.object({
  ...{ thing: text, say: text, since: text },
  due: z.optional(z.object({ on: text, does: text })),
});

const rows = z.object({
  rows: z.array(
    z.object({
      ...{ kind: z.enum(['user', 'role', 'group']), id: text, arn: text, name: text },
      decision: z.object({
        ...{ kind: z.enum(['change', 'countdown', 'leave']), reason: text, why: z.optional(text) },
        ...{ needsAgain: z.optional(z.array(text)), grantedSince: z.optional(z.array(text)) },
        ...{ announced: z.optional(z.array(announced)), analysis: z.optional(z.array(text)) },
        ...{ owner: z.optional(text), unknown: z.optional(z.literal(true)) },
      }),
      changes: z.array(z.unknown()),
    }),
  ),
});

/** Reads the rows that a batch has written. */
export function recordedRowsIn<C extends RecordedChange>({ read: readChange }: Pick<Kinds<C>, 'read'>) {
  /** @throws PayloadError naming the field */
  return (value: unknown, which: string): readonly RecordedRow<C>[] =>
    read(rows, value, which).rows.map(({ changes, ...row }) => ({
      ...row,
      changes: changesIn(changes, readChange, row, which),
    }));
}

/**
 * Reads changes as a plan or a row holds them. A change names its principal itself: what was looked at before it must be
 * the same.
 *
 * @throws PayloadError saying whose they are
 */
export function changesIn<C extends RecordedChange>(
  stored: readonly unknown[],
  readChange: (one: unknown) => C,
  { id, arn }: Pick<RunRow, 'id' | 'arn'>,
  which: string,
): readonly C[] {
  const changes = stored.map((one) => readOf(one, readChange, `${which}: ${arn}`));
  const other = changes.find(({ principal }) => principal.id !== id);
  if (other === undefined) return changes;
  throw new PayloadError(
    `${which}: ${arn}: a change of ${other.principal.arn} (${other.principal.id}), and not of ${id}`,
  );
}

function readOf<C>(stored: unknown, readChange: (one: unknown) => C, which: string): C {
  try {
    return readChange(stored);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new PayloadError(`${which}: no change of this guardrail: ${error.message}`);
  }
}

/** The columns of a summary's CSV. @param words what a change is to people, such as `key AKIA… deactivated` */
export function recordedColumns<C extends RecordedChange>(words: (change: C) => string): Columns<RecordedRow<C>> {
  return [
    ...(['kind', 'name', 'arn', 'id'] as const).map((one) => [one, (row: RecordedRow<C>) => row[one]] as const),
    // change, countdown or leave.
    ['decision', ({ decision }) => decision.kind],
    ['reason', ({ decision }) => decision.reason],
    ['why', ({ decision }) => decision.why],
    ['changes', ({ changes }) => changes.map(words).join('; ')],
    ['needs_again', ({ decision }) => decision.needsAgain?.join(' ')],
    ['granted_since', ({ decision }) => decision.grantedSince?.join(' ')],
    // done, stands, withheld, left or failed.
    ['outcome', ({ outcome }) => outcome?.kind],
    ['outcome_why', ({ outcome }) => outcome?.why],
    ['announced', ({ decision }) => allInWords(decision)],
    ['analysis', ({ decision }) => decision.analysis?.join('; ')],
    ['owner', ({ decision }) => decision.owner],
  ];
}
