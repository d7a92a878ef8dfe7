import type { Outcome } from '../../domain/change';
import { releaseCommand, type Releasable } from '../../domain/commands/release';
import { describe } from '../../domain/describe';
import { plain } from '../../domain/notice';
import { articleIn } from '../../domain/runbook';
import { callWords } from './call-words';
import type { Decision } from './decide';
import { deedOf } from './made';
import type { Call } from './parse';
import type { Rules } from './rules';

/** Name of the caller as IAM has it today, or else as the event has it. */
export function callerName({ caller }: Call, decision: Decision): string {
  if ('user' in decision && decision.user) return decision.user.name;
  if (caller.kind === 'user') return plain(caller.name ?? caller.id);
  return caller.kind;
}

/** Everything a person on call asks: who, what, when, from where, why, what was done, what is left, how to undo it. */
export function body(headline: string, call: Call, decision: Decision, outcome: Outcome, rules: Rules): string {
  const arn = 'user' in decision && decision.user ? decision.user.arn : callerArn(call);
  const made = deedOf(call)?.words;
  const lines: [string, string][] = [
    ['Who', identity(call, arn)],
    ['Call', callWords(call)],
    ['When', call.at.toISOString()],
    ['From', `${plain(call.sourceIp)}, ${plain(call.userAgent)}`],
    ['Account', call.accountId],
    ['Why', why(decision, rules)],
    ['Done', done(decision, outcome)],
    ...(made === undefined ? [] : [['Made', `${made}: still there, look at it`] satisfies [string, string]]),
    [
      'Event',
      `https://us-east-1.console.aws.amazon.com/cloudtrailv2/home?region=us-east-1#/events/${encodeURIComponent(call.eventId)}`,
    ],
  ];
  const table = lines.map(([label, value]) => `${`${label}:`.padEnd(9)}${value}`).join('\n');
  const denied = decision.kind === 'revoke' || decision.reason === 'already-revoked';
  const release = !denied ? '' : `\n\n${howToRelease(whoIs(call, decision), rules)}`;
  return `${plain(headline)}\n\n${table}${release}\n`;
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

function identity({ caller }: Call, arn: string): string {
  if (caller.kind !== 'user') return plain(arn);
  const key = caller.accessKeyId ? `, access key ${plain(caller.accessKeyId)}` : '';
  return `${plain(arn)} (${plain(caller.id)}${key})`;
}

function callerArn({ caller, accountId }: Call): string {
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
