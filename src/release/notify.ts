import { describe } from '../domain/describe';
import { subjectOf, type Notice } from '../domain/notice';
import type { Released } from './take-back';

/** Tells that somebody was given IAM back: whoever may invoke the function should be seen using it. */
export function noticeOf({ principal, takenBack, notGivenBack }: Released): Notice {
  const name = principal.split('/').at(-1) ?? principal;
  const left = notGivenBack
    .map((change) => `Not given back: ${describe(change)}. An admin may do it by hand.\n`)
    .join('');
  const done =
    takenBack.length === 0
      ? 'nothing stood any more'
      : takenBack.map((change) => `undone: ${describe(change)}`).join('; ');
  return {
    subject: subjectOf(`IAM access given back: ${name}`),
    body: `${principal} was released.\n\nDone: ${done}\n${left}\nNobody you know asked for this? The runbook says what to do: docs/runbook.md#release\n`,
  };
}
