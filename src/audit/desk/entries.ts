import type { RecordedEntry } from '../../domain/recorded-change/entry';
import type { Kinds, RecordedChange } from '../../domain/recorded-change/kinds';
import type { Remembered } from './readings';

/** The whole history of everybody of whom an entry of a guardrail is open. */
export async function entriesIn<C extends RecordedChange>(
  { allOpen, historyOf }: Pick<Remembered, 'allOpen' | 'historyOf'>,
  guardrail: string,
  kinds: Kinds<C>,
): Promise<readonly RecordedEntry<C>[]> {
  const open = await allOpen(guardrail, kinds);
  const ids = new Set(open.map(({ change }) => change.principal.id));
  const histories = await Promise.all([...ids].map((id) => historyOf(guardrail, kinds, id)));
  return histories.flat();
}
