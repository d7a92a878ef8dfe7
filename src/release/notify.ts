import type { Change } from '../domain/change/change';
import { subjectOf, type Notice } from '../domain/notice/notice';
import { articleIn } from '../domain/notice/runbook';
import type { Released } from './take-back';
import { remaining, undoneIn } from './undone';

/** So many are named in a notice that somebody reads; the log names everybody. */
const MOST_NAMED = 200;

/** SNS takes 262,144 bytes (SNS API reference, Publish); what stands below the names takes the rest. */
const MOST_BYTES = 240_000;

/** Tells who was released, so that no use of the function goes unseen. */
export function noticeOf(released: readonly Released[], runbook: string): Notice {
  const [first, ...more] = released.map(({ principal }) => principal.split('/').at(-1) ?? principal);
  const whom = more.length === 0 ? first : `${released.length} principals`;
  const isAlone = more.length === 0;
  const shown = fitting(released.slice(0, MOST_NAMED).map((one) => wordsOf(one, isAlone ? runbook : undefined)));
  return {
    subject: subjectOf(`${whatOf(released)}: ${whom}`),
    body: [
      ...shown,
      ...unshown(released.length - shown.length),
      ...(!isAlone && released.some(mayBeBoundAgain) ? [`${ALL_AGAIN} (${runbook}).`] : []),
      `Nobody you know asked for this? The runbook says what to do: ${articleIn(runbook, 'release')}`,
      '',
    ].join('\n'),
  };
}

/** As many as a mail can hold. */
function fitting(texts: readonly string[]): readonly string[] {
  const encoder = new TextEncoder();
  let bytes = 0;
  const beyond = texts.findIndex((text) => {
    bytes += encoder.encode(text).length + 1;
    return bytes > MOST_BYTES;
  });
  return beyond === -1 ? texts : texts.slice(0, beyond);
}

/** A boundary or a tag is the work of an audit; everything else that is taken back kept somebody from IAM. */
function whatOf(released: readonly Released[]): string {
  const isOfAudit = (change: Change) => 'principal' in change;
  const changes = released.flatMap(({ takenBack }) => takenBack);
  if (changes.length === 0)
    return released.some(hasRest) ? 'Nothing taken back, something remains' : 'Nothing to take back';
  if (!changes.every(isOfAudit)) return 'IAM access given back';
  return changes.some(({ kind }) => kind === 'boundary-set') ? 'Boundaries taken back' : 'Tags taken back';
}

function unshown(count: number): readonly string[] {
  if (count === 0) return [];
  const are = count === 1 ? 'is' : 'are';
  return [`And ${count} more ${are} not shown here: the log of the release function has a line for each principal.`];
}

const mayBeBoundAgain = ({ takenBack }: Released) =>
  takenBack.some((change) => change.kind === 'boundary-set' && 'principal' in change);

const ALL_AGAIN = 'The next change run may put boundaries on them again: to keep a principal free, exempt it';

const hasRest = ({ notGivenBack, stays }: Released) => notGivenBack.length > 0 || stays !== undefined;

/** @param runbook undefined where the notice says at its end, for all, that a run may bound them again */
function wordsOf(released: Released, runbook: string | undefined): string {
  const { principal, takenBack, notGivenBack, stays } = released;
  const { takenAway, givenBack } = undoneIn(takenBack);
  const rest = [...notGivenBack.map(remaining), ...(stays === undefined ? [] : [stays])];
  const again =
    runbook !== undefined && mayBeBoundAgain(released)
      ? [`  The next change run may put a boundary on it again: to keep it free, exempt it (${runbook}).`]
      : [];
  const lines =
    takenBack.length === 0
      ? [`${principal} was not changed.`, `  Taken away: nothing. ${rest.length === 0 ? GONE_ALREADY : ''}`.trimEnd()]
      : [`${principal} was released.`, ...inLines('Taken away', takenAway), ...inLines('Given back', givenBack)];
  return [...lines, ...inLines('Remains', rest, 'nothing of what the guardrails did'), ...again, ''].join('\n');
}

/** An earlier attempt may have done its work and died before people were told. */
const GONE_ALREADY =
  'There was nothing left to undo: an earlier release, or someone by hand, may already have done it.';

function inLines(label: string, items: readonly string[], none = 'nothing'): readonly string[] {
  return (items.length === 0 ? [none] : items).map((item) => `  ${label}: ${item}.`);
}
