import { releaseRunCommand, type ReleasePlace } from '../../domain/commands/release';
import { counted, few, reasonOf } from '../../domain/notice/lists';
import { plain, subjectOf, type Notice } from '../../domain/notice/notice';
import type { RecordedChange } from '../../domain/recorded-change/kinds';
import type { RecordedGuardrail } from '../recorded/guardrail';
import type { RecordedRow } from '../recorded/row';
import type { RecordedSummary } from '../recorded/summary-form';
import { endingPart, leftBy, LISTED, more, type SummaryPlace, whereabouts } from './digest-parts';

/** Where a run's summary is, how a person undoes what it did, and the article of the runbook about it. */
export interface DigestPlace extends SummaryPlace, ReleasePlace {
  readonly article: string;
}

/** Tells what a run found and did: once a run, and in plain text (THREATS T21). */
export function recordedDigest<C extends RecordedChange>(
  summary: RecordedSummary<C>,
  { words }: Pick<RecordedGuardrail<C>, 'words'>,
  place: DigestPlace,
): Notice {
  const { accountId, purpose, runId, startedAt, principals, counts, mode } = summary;
  const [changed, failed] = [withOutcome(principals, 'done'), principals.filter(isToLookAt)];
  const meant = principals.filter(({ decision }) => decision.kind === 'change');
  const say = ({ arn, changes }: RecordedRow<C>) => `  ${arn}: ${few(changes.map(words.change))}`;
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
    changed.length === 0 ? [] : ['To undo what this run changed:', `  ${releaseRunCommand(runId, place)}`],
    listed(
      'To look at, and tried again by the next run',
      failed.map(({ arn, decision, outcome }) => `  ${arn}: ${plain(outcome?.why ?? reasonOf(decision))}`),
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
  const trouble = failed.length > 0 ? `, ${failed.length} to look at` : '';
  return { subject: subjectOf(`${words.title}: ${done}${trouble}`), body: `${body.join('\n\n')}\n` };
}

const withOutcome = <C extends RecordedChange>(rows: readonly RecordedRow<C>[], kind: string) =>
  rows.filter(({ outcome }) => outcome?.kind === kind);

/** Nothing could be found out about it, or its changes went wrong or were undone by someone else. */
const isToLookAt = ({ decision, outcome }: Pick<RecordedRow<never>, 'decision' | 'outcome'>) =>
  decision.reason === 'evidence-failed' || outcome?.kind === 'failed' || outcome?.why === 'flipped';

function listed(heading: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return [`${heading} (${lines.length}):`, ...lines.slice(0, LISTED), ...more(lines.length)];
}
