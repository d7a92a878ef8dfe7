import { ALL_GUARDRAILS, plain, type Notice } from '../domain/notice/notice';
import {
  SAYS_IF_MEANT,
  SAYS_IF_NOT,
  SAYS_WHAT_IT_MEANS,
  SAYS_WHOSE,
  TAMPERED,
  TAMPERED_LINES,
  type TamperedLine,
} from '../domain/tampering/mail';

const RUNBOOK = 'Runbook: ';

/**
 * What EventBridge publishes when somebody changes the guard itself, as a notice.
 *
 * @param message lines, each in quotes (src/domain/tampering/mail.ts); a value may hold quotes of its own
 * @returns undefined for what is none
 */
export function tamperingNotice(message: string): Notice | undefined {
  const [first, ...lines] = message.split('\n').map((line) => line.replace(/^"|"$/g, ''));
  if (first !== TAMPERED) return undefined;
  const after = (beginning: string) => lines.find((line) => line.startsWith(beginning))?.slice(beginning.length);
  const parts = partsIn(after('Part: ') ?? '', after(`${SAYS_WHOSE} `));
  const valueOf = (label: TamperedLine) =>
    plain(label === 'Part' ? parts.join(', ') : (after(`${label}: `) ?? ''), 600);
  const runbook = after(RUNBOOK);
  return {
    class: 'action-needed',
    guardrail: ALL_GUARDRAILS,
    accountId: valueOf('Account'),
    thread: `tampering/${valueOf('Event')}`,
    headline: `a part of the guard was changed: ${valueOf('Call')} on ${inFew(parts)}`,
    happened: [SAYS_WHAT_IT_MEANS],
    done: [],
    actions: [{ say: SAYS_IF_MEANT }, { say: SAYS_IF_NOT }],
    facts: TAMPERED_LINES.map((label) => ({ label, value: valueOf(label) })),
    lists: [],
    links: runbook === undefined ? [] : [{ label: 'Runbook', href: plain(runbook, 600) }],
  };
}

/**
 * The names that a call gave, those of the guard first: a channel shows no more than the beginning.
 *
 * @param said one name, or a list in brackets
 * @param prefix what names of the guard begin with
 */
function partsIn(said: string, prefix: string | undefined): readonly string[] {
  if (!said.startsWith('[') || prefix === undefined) return [said];
  const names = said.slice(1, -1).split(',');
  const isOwn = (name: string) => name.startsWith(prefix);
  return [...names.filter(isOwn), ...names.filter((name) => !isOwn(name))];
}

const inFew = ([first = '', ...others]: readonly string[]) =>
  `${plain(first, 600)}${others.length > 0 ? ` and ${others.length} more` : ''}`;
