import type { Outcome } from '../../../domain/change/change';
import { releaseCommand, type Releasable } from '../../../domain/commands/release';
import { describe } from '../../../domain/change/describe';
import { inBrief, plain } from '../../../domain/notice/notice';
import { articleIn } from '../../../domain/notice/runbook';
import { callWords } from '../judge/call-words';
import type { Decision } from '../judge/decide';
import { deedOf, type Deed } from './made';
import { cannotBeDeactivated, identity } from './notify-identity';
import { isByAnybody, quarantined, quarantineWords } from './notify-quarantine';
import { whatStops } from './notify-stops';
import type { Call } from '../judge/parse';
import type { Rules } from '../rules';

/** Name of the caller as IAM has it today, or else as the event has it. */
export function callerName({ caller }: Call, decision: Decision): string {
  if ('user' in decision && decision.user) return decision.user.name;
  if (caller.kind === 'user') return plain(caller.name ?? caller.id);
  return caller.kind;
}

/** What a mail is about. */
export interface Headline {
  readonly subject: string;
  /**
   * What was done and what to do about it, before anything is said of a release.
   *
   * @default - the table and the runbook say all there is
   */
  readonly action?: string | undefined;
}

/** Everything a person on call asks: who, what, when, from where, why, what was done, what is left, how to undo it. */
export function body(
  { subject, action }: Headline,
  call: Call,
  decision: Decision,
  outcome: Outcome,
  rules: Rules,
): string {
  const arn = arnOf(call, decision);
  const deed = deedOf(call);
  const quarantine = quarantineWords(call, decision);
  const session = cannotBeDeactivated(call, rules);
  const lines: [string, string][] = [
    ['Who', identity(call, arn)],
    ...(session === undefined ? [] : [['Key', session] satisfies [string, string]]),
    ['Call', callWords(call)],
    ['When', call.at.toISOString()],
    ['From', `${plain(call.sourceIp)}, ${inBrief(call.userAgent)}`],
    ['Account', call.accountId],
    ['Why', why(decision, rules)],
    ['Done', done(decision, outcome)],
    ...(deed === undefined ? [] : [['Effect', effect(deed, call, decision)] satisfies [string, string]]),
    ...(quarantine === undefined ? [] : [['Leak', quarantine] satisfies [string, string]]),
    [
      'Event',
      `https://us-east-1.console.aws.amazon.com/cloudtrailv2/home?region=us-east-1#/events/${encodeURIComponent(call.eventId)}`,
    ],
  ];
  const table = lines.map(([label, value]) => `${`${label}:`.padEnd(9)}${value}`).join('\n');
  const parts = [
    plain(subject),
    table,
    ...(action === undefined ? [] : [action]),
    whatNext(call, decision, outcome, rules),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** What stops and how to give it back, where something stands against the user; otherwise where to read what to do. */
function whatNext(call: Call, decision: Decision, outcome: Outcome, rules: Rules): string {
  const stands =
    decision.reason === 'already-revoked' ||
    outcome.kind === 'done' ||
    (outcome.kind === 'failed' && outcome.changes.length > 0);
  if (stands) return `${whatStops(rules)}\n\n${howToRelease(whoIs(call, decision), rules)}`;
  const free =
    'NOTHING stops the user: take a policy off it, so that the deny finds room, or deactivate its access keys.\n';
  return `${outcome.kind === 'failed' ? free : ''}What to do: ${articleAbout(decision, rules)}`;
}

function articleAbout({ kind, reason }: Decision, { runbook }: Rules): string {
  if (kind === 'undecidable') return articleIn(runbook, 'revoker-failing');
  return reason === 'too-many-revocations' ? articleIn(runbook, 'revoker-runaway') : articleIn(runbook, 'revoked');
}

/** The release as one command, ready to be pasted. */
export function howToRelease(whom: Releasable, { releaseFunction, runbook }: Rules): string {
  return [
    `To give IAM access back (AWS CLI 2; runbook: ${articleIn(runbook, 'revoked')}):`,
    `  ${releaseCommand(whom, { region: 'us-east-1', releaseFunction })}`,
  ].join('\n');
}

function whoIs({ caller }: Call, decision: Decision): Releasable {
  if ('user' in decision && decision.user) return decision.user;
  return caller.kind === 'user' ? caller : { arn: '' };
}

/** What the call did, and that nobody has undone it: but for what the guard answers, which stands under Done. */
function effect({ impact: kind, words }: Deed, call: Call, decision: Decision): string {
  if (quarantined(call) !== undefined && !isByAnybody(decision)) return words;
  // A group that would be left empty keeps its only member.
  if (decision.kind === 'revoke' && (decision.joined.length > 0 || decision.escaped)) return words;
  return kind === 'makes' ? `${words}: still there, look at it` : `${words}: not undone, look at it`;
}

/** ARN of the caller as IAM has it today, or else as the event has it. */
export function arnOf({ caller, accountId }: Call, decision: Decision): string {
  if ('user' in decision && decision.user) return decision.user.arn;
  return caller.kind === 'user' ? caller.arn : `${caller.kind} of account ${accountId}`;
}

function why(decision: Decision, { adminGroups, revocationsPer10Minutes }: Rules): string {
  if (decision.kind === 'undecidable') return decision.why;
  const groups = adminGroups.map(({ name }) => name).join(', ');
  const outside = groups === '' ? 'this account has no IAM admins' : `not in ${groups}`;
  switch (decision.reason) {
    case 'self-promotion':
      return `${outside} before this very call, which does not count`;
    case 'exempt-renamed':
      return 'its id is exempt, and an id cannot be forged: write its new ARN into revoker.exempt if the new name is right';
    case 'admin-unproven':
      return `in ${groups} now; if that was not so before this call, take the user out of the group and deactivate its keys`;
    case 'root':
      return 'root stands above every policy: use it for nothing that an admin can do';
    case 'admin':
      return `in ${groups}: an admin may call IAM`;
    case 'exempt':
      return 'exempt by a setting: the user may call IAM';
    case 'gone':
      return 'the user was deleted since, or its id is not of this account: look at what it made';
    case 'admin-re-added':
      return `in ${groups} already; if that is not so, take the user out of the group`;
    case 'too-many-revocations':
      return `${outside}, but more than ${revocationsPer10Minutes} users would be revoked in ten minutes: is the guard misconfigured?`;
    default:
      return outside;
  }
}

function done(decision: Decision, outcome: Outcome): string {
  switch (outcome.kind) {
    case 'done': {
      const refused = outcome.refused.length > 0 ? `; refused by a quota before: ${outcome.refused.join(', ')}` : '';
      return `${outcome.changes.map(describe).join('; ')}${refused}`;
    }
    case 'withheld':
      return `nothing (observe mode); it would be: ${outcome.changes.map(describe).join('; ')}`;
    case 'nothing-to-do':
      return decision.reason === 'already-revoked' ? 'the deny stands already' : 'nothing';
    case 'failed':
      return [outcome.why, ...outcome.changes.map(describe)].join('; ');
  }
}
