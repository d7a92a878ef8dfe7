import { few } from '../../domain/notice/lists';
import type { RecordedChange } from '../../domain/recorded-change/kinds';
import { isUndecided } from '../../domain/run/reasons';
import type { FindingVerdict } from '../../domain/security-hub/finding';
import type { RecordedGuardrail } from '../recorded/guardrail';
import type { RecordedRow } from '../recorded/row';

/**
 * What Security Hub is told of a principal: what is to be changed of it, for as long as it is not, and what the report names
 * as unused.
 */
export function recordedVerdict<C extends RecordedChange>(
  row: RecordedRow<C>,
  { words }: Pick<RecordedGuardrail<C>, 'words'>,
): FindingVerdict {
  const { kind, id, arn, name, decision } = row;
  if (decision.unknown === true || isUndecided(decision.reason)) return { kind: 'undecided', id };
  const said = [...openIn(row, words.change), ...announcedIn(row)];
  if (said.length === 0) return { kind: 'none' };
  return {
    kind: 'found',
    finding: {
      principal: { kind, id, arn },
      title: `${words.title}: ${kind} ${name}`,
      description: [...(words.does === undefined ? [] : [words.does]), ...said].join(' '),
    },
  };
}

function openIn<C extends RecordedChange>(
  { decision, changes, outcome }: RecordedRow<C>,
  words: (change: C) => string,
): readonly string[] {
  const isSettled = outcome?.kind === 'done' || outcome?.kind === 'stands';
  if (decision.kind !== 'change' || isSettled) return [];
  const why = outcome?.why === undefined ? [] : [`Not carried out yet: ${outcome.why}.`];
  return [`To be carried out: ${few(changes.map(words))}.`, ...why];
}

function announcedIn({ decision: { announced = [] } }: Pick<RecordedRow<never>, 'decision'>): readonly string[] {
  return announced.length === 0 ? [] : [`Reported: ${few(announced.map(({ say }) => say))}.`];
}
