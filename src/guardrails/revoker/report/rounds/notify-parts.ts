import {
  DEPLOY_COMMAND,
  enableAlarmCommand,
  enableRuleCommand,
  startLoggingCommand,
} from '../../../../domain/commands/guard';
import { windowEntry } from '../../../../domain/ledger/entry';
import { plain, type Line } from '../../../../domain/notice/notice';
import { DISABLED, MUTE, STOPPED } from '../../judge/part-wrongs';
import { SWITCHING_OFF, type Part } from '../../judge/parts';
import { accountOf, type Rules } from '../../rules';
import type { Announcement } from '../notify';
import { threadOf } from '../notify-thread';
import { noticeAbout, type Said } from './notice-about';

/** Whom these notices are about in the ledger: no user, the guard itself. */
export const GUARD = 'guard';

const A_DAY_IN_MINUTES = 24 * 60;

/** A part that is not as it was deployed. */
interface Off {
  readonly part: Part;
  /** In words. */
  readonly wrongs: readonly string[];
  /** The call that did it; absent where the event history names none. */
  readonly by?:
    | { readonly eventName: string; readonly at: string; readonly eventId: string; readonly by: string }
    | undefined;
  /** Whether this is the last page of the day about the part; that it is back is still told. */
  readonly isLast: boolean;
}

const notice = (entryId: string, said: Said, rules: Rules) =>
  noticeAbout({ principalId: GUARD, entryId }, 'revoker-switched-off', said, rules);

const called = ({ kind, name }: Part) => `the ${kind} ${name}`;

/** Tells that a part is switched off. */
export function offNotice({ part, wrongs, by, isLast }: Off, entryId: string, now: Date, rules: Rules): Announcement {
  const who =
    by === undefined
      ? `The event history does not show who did it: it lags some minutes. Look in CloudTrail for ${SWITCHING_OFF[part.kind].join(', ')}. Suspect that caller.`
      : 'Ask the caller named below whether it was meant. If not, assume an attacker.';
  const said: Said = {
    class: 'action-needed',
    headline: `${called(part)} of the guard is switched off`,
    happened: [`${part.arn} is not as it was deployed: ${plain(wrongs.join('; '), 400)}.`, MEANS[meaningOf(part)]],
    done: [
      'Nothing was done about it. The revoker looks again every five minutes, and tells you when the part is as it was deployed.',
      ...(isLast ? [SAYS_LAST] : []),
    ],
    actions: [{ say: who }, mend(part, wrongs)],
    facts: [
      { label: 'Seen', value: now.toISOString() },
      ...(by === undefined
        ? []
        : [
            {
              label: 'Last changed by',
              value: plain(`${by.by}, ${by.eventName} at ${by.at} (event ${by.eventId})`, 300),
            },
          ]),
    ],
  };
  return notice(entryId, said, rules);
}

function meaningOf(part: Part): keyof typeof MEANS {
  if (part.kind !== 'rule') return part.kind;
  if (part.isWorded === true) return 'tampering';
  return part.schedule === undefined ? 'events' : 'schedule';
}

/** Somebody may switch a part off and on until the mails stop, and off for good then. */
const SAYS_LAST =
  'The part was switched off many times today, and this is the last of these mails about it until midnight UTC. If it is switched off again before then, the revoker does not tell you: check the part yourself, and find out who does this.';

/** What it means that a part is off. */
const MEANS = {
  events:
    'While it is so, IAM calls do not reach the revoker at once. It finds them in the event history, and denies their callers, about half an hour late.',
  schedule: 'While it is so, the revoker looks at the admin groups, or tells of further calls, late or not at all.',
  tampering: 'While it is so, some calls that change the guard itself are told of late or not at all.',
  alarm: 'While it is so, nobody is told when it goes off.',
  trail:
    'While it is so, IAM calls reach the revoker only where another trail of the account logs them. It finds others in the event history, and denies their callers, about half an hour late.',
} as const;

/** What puts it right. A deployment does in any case, and a disabled rule may have been changed in more than that. */
function mend(part: Part, wrongs: readonly string[]): Line {
  const only = wrongs.length === 1 ? wrongs[0] : undefined;
  if (part.kind === 'trail' && only === STOPPED) {
    return {
      say: 'Switch it on with this command:',
      command: startLoggingCommand(part.arn),
    };
  }
  if (part.kind === 'rule' && part.state === 'ENABLED' && only === DISABLED) {
    return { say: 'Switch it on with this command:', command: enableRuleCommand(part.name) };
  }
  if (part.kind === 'alarm' && only === MUTE) {
    return { say: 'Switch its actions on with this command:', command: enableAlarmCommand(part.name) };
  }
  return { say: `Deploy again (${DEPLOY_COMMAND}): that puts it back as it was.` };
}

/** Tells that a part is as it was deployed again. */
export function mendedNotice(
  part: Part,
  { off, back }: { readonly off: string; readonly back: string },
  now: Date,
  rules: Rules,
): Announcement {
  const accountId = accountOf(rules);
  const said: Said = {
    class: 'digest',
    thread: threadOf({ accountId, principalId: GUARD, entryId: off }),
    headline: `${called(part)} of the guard is as it was deployed again`,
    happened: [`${part.arn} was switched off, and is as it was deployed again.`],
    done: [
      'Nothing was done by the revoker. IAM calls of the time between are found in the event history, and judged.',
    ],
    actions: [{ say: 'Make sure that you know who switched it off, and why.' }],
    facts: [{ label: 'Seen', value: now.toISOString() }],
  };
  return notice(back, said, rules);
}

/** Tells once a day that parts could not be looked at. */
export function uncheckedNotice(
  unread: readonly { readonly part: Part; readonly why: string }[],
  now: Date,
  rules: Rules,
): Announcement {
  const rows = unread.map(({ part, why }) => ({ say: `${part.arn}: ${plain(why)}` }));
  const said: Said = {
    class: 'action-needed',
    headline: 'the revoker could not check whether the guard is switched off',
    happened: [
      'The revoker looks every five minutes whether its rules, its alarms and the trail are as they were deployed. Of the parts below it could not tell: they may be switched off, or not.',
    ],
    done: ['The revoker tries again every five minutes, and tells of this once a day.'],
    actions: [
      {
        say: 'AccessDenied: let the role of the revoker call events:DescribeRule, events:ListTargetsByRule, cloudtrail:GetTrail, cloudtrail:GetTrailStatus, cloudtrail:GetEventSelectors and cloudwatch:DescribeAlarms; a service control policy may forbid it. Look at the parts yourself until then, as the runbook says.',
      },
    ],
    lists: [{ heading: 'Not checked', rows, total: rows.length }],
  };
  return notice(windowEntry('unchecked', now, A_DAY_IN_MINUTES), said, rules);
}
