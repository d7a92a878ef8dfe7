import { describe } from '../domain/describe';
import { subjectOf, type Notice } from '../domain/notice';
import type { Released } from './take-back';

/** Tells who was given IAM back: whoever may invoke the function should be seen using it. */
export function noticeOf(released: readonly Released[]): Notice {
  const [first, ...more] = released.map(({ principal }) => principal.split('/').at(-1) ?? principal);
  const whom = more.length === 0 ? first : `${released.length} principals`;
  return {
    subject: subjectOf(`IAM access given back: ${whom}`),
    body: `${released.map(wordsOf).join('\n')}\nNobody you know asked for this? The runbook says what to do: docs/runbook.md#release\n`,
  };
}

function wordsOf({ principal, takenBack, notGivenBack }: Released): string {
  const done =
    takenBack.length === 0
      ? 'nothing stood any more'
      : takenBack.map((change) => `undone: ${describe(change)}`).join('; ');
  const left = notGivenBack
    .map((change) => `  Not given back: ${describe(change)}. An admin may do it by hand.\n`)
    .join('');
  return `${principal} was released.\n  Done: ${done}\n${left}`;
}
