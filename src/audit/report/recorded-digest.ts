import { releaseRunCommand, type ReleasePlace } from '../../domain/commands/release';
import { counted, few, reasonOf } from '../../domain/notice/lists';
import { plain, subjectOf, type Notice } from '../../domain/notice/notice';
import type { RecordedChange } from '../../domain/recorded-change/kinds';
import type { RecordedGuardrail } from '../recorded/guardrail';
import type { RecordedRow } from '../recorded/row';
import type { RecordedSummary } from '../recorded/summary-form';
import { endingPart, leftBy, LISTED, more, type SummaryPlace, whereabouts } from './digest-parts';
import { isFlipped, isTriedAgain, mayBeChanged } from './recorded-outcomes';

/** Where a run's summary is, how a person undoes what it did, and the article of the runbook about it. */
export interface DigestPlace extends SummaryPlace, ReleasePlace {
  readonly article: string;
}

/** Tells what a run found and did: once a run, and in plain text (THREATS T21). */
export function recordedDigest<C extends RecordedChange>(
  summary: RecordedSummary<C>,
  { guardrail, kinds, words }: Pick<RecordedGuardrail<C>, 'guardrail' | 'kinds' | 'words'>,
  place: DigestPlace,
): Notice {
  const { accountId, purpose, runId, startedAt, principals, counts, mode } = summary;
  const changed = principals.filter(({ outcome }) => outcome?.kind === 'done');
  const [failed, flipped] = [principals.filter(isTriedAgain), principals.filter(isFlipped)];
  const meant = principals.filter(({ decision }) => decision.kind === 'change');
  const say = ({ arn, changes }: RecordedRow<C>) => `  ${arn}: ${few(changes.map((one) => plain(words.change(one))))}`;
  const parts = [
    [`Account ${accountId}, ${purpose} run ${runId}, started ${startedAt}.`],
    [
      `Principals:     ${counts.principals}`,
      mode === 'enforce'
        ? `Changed:        ${counts.changed}`
        : `To change:      ${counts.toChange} (nothing was changed)`,
      ...(counts.waiting > 0 ? [`Waiting:        ${counts.waiting}`] : []),
      `Failed:         ${counts.failed}`,
    ],
    mode === 'enforce' ? listed('Changed', changed.map(say)) : listed('Would be changed', meant.map(say)),
    principals.some(mayBeChanged) ? ['To undo what this run changed:', `  ${releaseRunCommand(runId, place)}`] : [],
    listed(
      'To look at, and tried again by the next run',
      failed.map(({ arn, decision, outcome }) => `  ${arn}: ${plain(outcome?.why ?? reasonOf(decision))}`),
    ),
    listed(
      `Left alone, because someone else ${kinds.words.undone} twice; to begin anew, release from ${guardrail}`,
      flipped.map(({ arn }) => `  ${arn}`),
    ),
    leftBy(counts),
    endingPart(summary),
    whereabouts(place, place.article),
  ];
  const body = parts.filter((part) => part.length > 0).map((part) => part.join('\n'));
  const done =
    mode === 'enforce'
      ? `${counted(counts.changed, 'principal')} changed`
      : `${counts.toChange} of ${counted(counts.principals, 'principal')} would be changed`;
  const toLookAt = failed.length + flipped.length;
  const trouble = toLookAt > 0 ? `, ${toLookAt} to look at` : '';
  return { subject: subjectOf(`${words.title}: ${done}${trouble}`), body: `${body.join('\n\n')}\n` };
}

function listed(heading: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return [`${heading} (${lines.length}):`, ...lines.slice(0, LISTED), ...more(lines.length)];
}
