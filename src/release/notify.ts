import type { Change } from '../domain/change/change';
import { subjectOf, type Notice } from '../domain/notice/notice';
import { articleIn } from '../domain/notice/runbook';
import type { Released } from './take-back';
import { remaining, undoneIn } from './undone';

/** So many are named in a notice: SNS takes 256 KB, and the log names everybody. */
const MOST_NAMED = 200;

/** Tells who was released: whoever may invoke the function should be seen using it. */
export function noticeOf(released: readonly Released[], runbook: string): Notice {
  const [first, ...more] = released.map(({ principal }) => principal.split('/').at(-1) ?? principal);
  const whom = more.length === 0 ? first : `${released.length} principals`;
  const named = released.slice(0, MOST_NAMED).map((one) => wordsOf(one, runbook));
  const unnamed = released.length - named.length;
  return {
    subject: subjectOf(`${whatOf(released)}: ${whom}`),
    body:
      `${named.join('\n')}\n${unnamed === 0 ? '' : `And ${unnamed} more, whom the function's log names.\n`}` +
      `Nobody you know asked for this? The runbook says what to do: ${articleIn(runbook, 'release')}\n`,
  };
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

const hasRest = ({ notGivenBack, stays }: Released) => notGivenBack.length > 0 || stays !== undefined;

function wordsOf({ principal, takenBack, notGivenBack, stays }: Released, runbook: string): string {
  const { takenAway, givenBack } = undoneIn(takenBack);
  const rest = [...notGivenBack.map(remaining), ...(stays === undefined ? [] : [stays])];
  const again = takenBack.some((change) => change.kind === 'boundary-set' && 'principal' in change)
    ? [`  The next change run may bound it again: to keep it free, exempt it (${runbook}).`]
    : [];
  const lines =
    takenBack.length === 0
      ? [`${principal} was not changed.`, `  Taken away: nothing. ${rest.length === 0 ? GONE_ALREADY : ''}`.trimEnd()]
      : [`${principal} was released.`, ...inLines('Taken away', takenAway), ...inLines('Given back', givenBack)];
  return [...lines, ...inLines('Remains', rest, 'nothing of what the guardrails did'), ...again, ''].join('\n');
}

/** An earlier attempt may have done its work and died before people were told. */
const GONE_ALREADY =
  'What this release is about was gone already: an earlier release, or somebody by hand, may have given it back.';

function inLines(label: string, items: readonly string[], none = 'nothing'): readonly string[] {
  return (items.length === 0 ? [none] : items).map((item) => `  ${label}: ${item}.`);
}
