import { few } from '../../domain/notice/lists';
import { plain, type List } from '../../domain/notice/notice';
import type { RecordedChange } from '../../domain/recorded-change/kinds';
import type { RecordedGuardrail } from '../recorded/guardrail';
import type { RecordedRow } from '../recorded/row';
import { withOwner } from './announced';
import { listed } from './digest-parts';

type Words<C extends RecordedChange> = RecordedGuardrail<C>['words'];

/** What was changed of whom, with the command for what no release undoes. */
export function changedPart<C extends RecordedChange>(
  rows: readonly RecordedRow<C>[],
  words: Words<C>,
): readonly List[] {
  const { undoneBy } = words;
  const commandOf = ({ changes }: RecordedRow<C>) => changes.flatMap((one) => undoneBy?.command(one) ?? [])[0];
  const lineOf = (row: RecordedRow<C>) => {
    const command = commandOf(row);
    return { say: changesInWords(row, words), ...(command !== undefined && { command }) };
  };
  return listed('Changed', rows, lineOf, rows.some(commandOf) ? undoneBy?.about : undefined);
}

/** What would be changed of whom. */
export const wouldPart = <C extends RecordedChange>(
  rows: readonly RecordedRow<C>[],
  words: Words<C>,
): readonly List[] => listed('Would be changed', rows, (row) => changesInWords(row, words));

const changesInWords = <C extends RecordedChange>(row: RecordedRow<C>, words: Words<C>): string =>
  `${withOwner(row)}: ${few(row.changes.map((one) => plain(words.change(one))))}`;
