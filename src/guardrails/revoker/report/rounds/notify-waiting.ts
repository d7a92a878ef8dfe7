import { windowEntry } from '../../../../domain/ledger/entry';
import type { WaitingInBrief } from '../../../../domain/ledger/waiting';
import { plain } from '../../../../domain/notice/notice';
import { fittingRows } from '../../../../domain/notice/size';
import type { HoldReason } from '../../judge/decision';
import type { Rules } from '../../rules';
import type { Announcement } from '../notify';
import { noticeAbout, type Said } from './notice-about';

/** Longer than it takes until there is room for a deny, or somebody has mended what kept it from being put. */
const WAITED_LONG_MS = 30 * 60_000;

/** Longer than it takes until it is sure whom an admin has made one (ADR 33). */
const AWAITED_LONG_MS = 60 * 60_000;

const isLate = ({ since, why }: WaitingInBrief, now: Date) =>
  now.getTime() - since.getTime() >= (HISTORY.includes(why) ? AWAITED_LONG_MS : WAITED_LONG_MS);

/** What waits for the history. */
const HISTORY: readonly string[] = ['newcomer', 'made-admin-since'] satisfies readonly HoldReason[];

/** What a call waits for, where the ledger has but a word for it. */
const WAITS_FOR: Readonly<Record<string, string>> = {
  newcomer: 'in an admin group; the history does not show yet who put the user there',
  'made-admin-since': 'made an admin since; the history does not show the call yet',
  'too-many-revocations': 'the limit of revocations is reached',
  'release-unproven': 'a release by hand; the history does not show the call yet',
};

/** Tells once an hour how many calls still wait to be judged, of whom, and why. */
export function waitingNotice(waiting: readonly WaitingInBrief[], now: Date, rules: Rules): readonly Announcement[] {
  const late = waiting.filter((one) => isLate(one, now));
  if (late.length === 0) return [];
  const rows = byCaller(late).map(({ first, count }) => ({ say: lineOf(first, count) }));
  const said: Said = {
    class: 'action-needed',
    headline: `${late.length === 1 ? '1 IAM call has' : `${late.length} IAM calls have`} not been judged yet`,
    happened: [
      'Each of these calls was made by an IAM user whom the revoker could not judge, or could not deny. NOTHING stops these users until then.',
    ],
    done: ['The revoker goes on trying: it judges ten of the waiting calls every minute, those of each user in turn.'],
    actions: [
      { say: 'Deactivate the access keys of users below whom you do not trust, as the runbook says.' },
      {
        say: 'Then mend what keeps the revoker from judging. The limit of revocations: if the users who lost IAM access are attackers, raise limits.revocationsPer10Minutes and deploy, so that the others lose it sooner; if they are not, set revoker.mode to observe and deploy. A quota: detach a policy from the user. AccessDenied: look at what limits the role of the revoker.',
      },
    ],
    lists: [{ heading: 'Who', rows: fittingRows(rows, (row) => row, 1), total: rows.length }],
  };
  return [
    noticeAbout({ principalId: 'waiting', entryId: windowEntry('waiting', now, 60) }, 'revoker-failing', said, rules),
  ];
}

interface OfCaller {
  readonly first: WaitingInBrief;
  readonly count: number;
}

function byCaller(waiting: readonly WaitingInBrief[]): readonly OfCaller[] {
  const callers = new Map<string, OfCaller>();
  for (const one of waiting) {
    const { first = one, count = 0 } = callers.get(one.principalId) ?? {};
    callers.set(one.principalId, { first, count: count + 1 });
  }
  return [...callers.values()];
}

function lineOf({ caller, since, why }: WaitingInBrief, count: number): string {
  const calls = count === 1 ? '1 call' : `${count} calls`;
  return `${plain(caller)}: ${calls} since ${since.toISOString()} (${plain(WAITS_FOR[why] ?? why)})`;
}
