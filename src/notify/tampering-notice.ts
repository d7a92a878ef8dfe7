import { ALL_GUARDRAILS, plain, type Notice } from '../domain/notice/notice';
import {
  SAYS_IF_MEANT,
  SAYS_IF_NOT,
  SAYS_WHAT_IT_MEANS,
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
  const valueOf = (label: TamperedLine) => {
    const line = lines.find((one) => one.startsWith(`${label}: `)) ?? '';
    return plain(line.slice(`${label}: `.length), 600);
  };
  const runbook = lines.find((line) => line.startsWith(RUNBOOK))?.slice(RUNBOOK.length);
  return {
    class: 'action-needed',
    guardrail: ALL_GUARDRAILS,
    accountId: valueOf('Account'),
    thread: `tampering/${valueOf('Event')}`,
    headline: `a part of the guard was changed: ${valueOf('Call')} on ${valueOf('Part')}`,
    happened: [SAYS_WHAT_IT_MEANS],
    done: [],
    actions: [{ say: SAYS_IF_MEANT }, { say: SAYS_IF_NOT }],
    facts: TAMPERED_LINES.map((label) => ({ label, value: valueOf(label) })),
    lists: [],
    links: runbook === undefined ? [] : [{ label: 'Runbook', href: plain(runbook, 600) }],
  };
}
