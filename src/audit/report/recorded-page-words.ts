import type { ReleasePlace } from '../../domain/commands/release';
import type { RecordedChange } from '../../domain/recorded-change/kinds';
import type { Cell, Chart, Column, DocumentChange, Measure, ServiceList } from '../../report/page/report';
import type { RecordedGuardrail } from '../recorded/guardrail';
import type { RecordedRow } from '../recorded/row';

/** What the page says of a guardrail beside what it says of every one whose changes are recorded. */
export interface RecordedPageWords<C extends RecordedChange> {
  /** What each of its own reasons means, in a sentence. */
  readonly reasons: Readonly<Record<string, string>>;
  /** Reasons for which a principal is left since it has already what it is to have. */
  readonly inPlace: readonly string[];
  /** The table begins sorted by the first. */
  readonly columns: readonly (Column & { readonly cell: (row: RecordedRow<C>) => Cell })[];
  /** @param mode of the run; what one has observed nobody has lost. Absent: it planned nothing */
  readonly charts: (rows: readonly RecordedRow<C>[], mode: 'observe' | 'enforce' | undefined) => readonly Chart[];
  /** Numbers of the run that pages of later runs compare, beside those of every guardrail. */
  readonly measures: (rows: readonly RecordedRow<C>[]) => readonly Measure[];
  readonly services: (row: RecordedRow<C>) => readonly ServiceList[];
  /** Policies that it has, and is to have. */
  readonly documents: (row: RecordedRow<C>) => readonly DocumentChange[];
}

/** What such a page is made of. */
export interface RecordedPageOf<C extends RecordedChange> {
  readonly of: Pick<RecordedGuardrail<C>, 'guardrail' | 'toLookAt' | 'words'>;
  readonly page: RecordedPageWords<C>;
  readonly place: ReleasePlace;
}
