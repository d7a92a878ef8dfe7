import { windowEntry } from '../../../domain/ledger/entry';
import type { Waiting } from '../../../domain/ledger/waiting';
import { plain, type Notice } from '../../../domain/notice/notice';
import { articleIn } from '../../../domain/notice/runbook';
import { fittingRows } from '../../../domain/notice/size';
import { REVOKER } from '../contract';
import { accountOf, type Rules } from '../rules';
import type { Announcement } from './notify';
import { threadOf } from './notify-thread';

/** Longer than history takes to explain why somebody is in an admin group. */
const PATIENCE_MS = 30 * 60_000;

/** Tells once an hour how many calls still wait to be judged, of whom, and why. */
export function waitingNotice(waiting: readonly Waiting[], now: Date, rules: Rules): readonly Announcement[] {
  const late = waiting.filter(({ since }) => now.getTime() - since.getTime() >= PATIENCE_MS);
  if (late.length === 0) return [];
  const accountId = accountOf(rules);
  const principalId = 'waiting';
  const entryId = windowEntry('waiting', now, 60);
  const callers = [...new Set(late.map((one) => one.principalId))];
  const rows = callers.map((id) => ({
    say: lineOf(
      id,
      late.filter((one) => one.principalId === id),
    ),
  }));
  const notice: Notice = {
    ...{ class: 'action-needed', guardrail: REVOKER, accountId },
    thread: threadOf({ accountId, principalId, entryId }),
    headline: `${late.length === 1 ? '1 IAM call has' : `${late.length} IAM calls have`} not been judged yet`,
    happened: [
      'Each of these calls was made by an IAM user whom the revoker could not judge, or could not deny. NOTHING stops these users until then.',
    ],
    done: ['The revoker goes on trying: it judges ten of the waiting calls every minute, those of each user in turn.'],
    actions: [
      { say: 'Deactivate the access keys of users below whom you do not trust, as the runbook says.' },
      {
        say: 'Then mend what keeps the revoker from judging. too-many-revocations: if the users who lost IAM access are attackers, raise limits.revocationsPer10Minutes and deploy, so that the others lose it sooner; if they are not, set revoker.mode to observe and deploy. A quota: detach a policy from the user. AccessDenied: look at what limits the role of the revoker.',
      },
    ],
    facts: [{ label: 'Account', value: accountId }],
    lists: [],
    links: [{ label: 'Runbook', href: articleIn(rules.runbook, 'revoker-failing') }],
  };
  const shown = fittingRows(rows, (row) => row, 1);
  return [
    {
      entry: { accountId, principalId, guardrail: REVOKER, entryId, expires: true },
      notice: { ...notice, lists: [{ heading: 'Who', rows: shown, total: rows.length }] },
    },
  ];
}

function lineOf(id: string, [first, ...others]: readonly Waiting[]): string {
  const more = others.length === 0 ? '1 call' : `${others.length + 1} calls`;
  return `${plain(id)}: ${more} since ${first?.since.toISOString() ?? ''} (${plain(first?.why ?? '')})`;
}
