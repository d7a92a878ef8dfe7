import type { Change } from '../domain/change';
import { describe } from '../domain/describe';
import { subjectOf, type Notice } from '../domain/notice';
import { articleIn, RUNBOOK } from '../domain/runbook';
import type { Released } from './take-back';

/** So many are named in a notice: SNS takes 256 KB, and the log names everybody. */
const MOST_NAMED = 200;

/** Tells who was released: whoever may invoke the function should be seen using it. */
export function noticeOf(released: readonly Released[], runbook = RUNBOOK): Notice {
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
  if (changes.length === 0) return 'Nothing to take back';
  if (!changes.every(isOfAudit)) return 'IAM access given back';
  return changes.some(({ kind }) => kind === 'boundary-set') ? 'Boundaries taken back' : 'Tags taken back';
}

function wordsOf({ principal, takenBack, notGivenBack, stays }: Released, runbook: string): string {
  const done =
    takenBack.length === 0
      ? 'nothing stood any more'
      : takenBack.map((change) => `undone: ${describe(change)}`).join('; ');
  const byHand = notGivenBack
    .map((change) => `  Not given back: ${describe(change)}. An admin may do it by hand.\n`)
    .join('');
  const standing = stays === undefined ? '' : `  Stays: ${stays}.\n`;
  const again = takenBack.some((change) => change.kind === 'boundary-set' && 'principal' in change)
    ? `  The next change run may bound it again: to keep it free, exempt it (${runbook}).\n`
    : '';
  return `${principal} was released.\n  Done: ${done}\n${byHand}${standing}${again}`;
}
