import type { Releasable } from '../../../domain/commands/release';
import { plain } from '../../../domain/notice/notice';
import type { Decision } from '../judge/decision';
import type { Call } from '../judge/parse';
import type { Rules } from '../rules';

/** Name of the caller as IAM has it today, or else as the event has it. */
export function callerName({ caller }: Call, decision: Decision): string {
  if ('user' in decision && decision.user) return decision.user.name;
  if (caller.kind === 'user') return plain(caller.name ?? caller.id);
  return caller.kind;
}

/** The caller as a sentence begins. */
export function callerInWords(call: Call, decision: Decision): string {
  const { caller } = call;
  if (caller.kind === 'root') return 'The root user';
  return caller.kind === 'user' ? `User ${callerName(call, decision)}` : `A caller of type ${plain(caller.type)}`;
}

/** The caller as the event has it, where nobody asked IAM: a user by ARN. */
export function callerInEvent({ caller }: Call): string {
  if (caller.kind === 'root') return 'the root user';
  return caller.kind === 'user' ? plain(caller.arn) : `a caller of type ${plain(caller.type)}`;
}

/** ARN of the caller as IAM has it today, or else as the event has it. */
export function arnOf({ caller, accountId }: Call, decision: Decision): string {
  if ('user' in decision && decision.user) return decision.user.arn;
  return caller.kind === 'user' ? caller.arn : `${caller.kind} of account ${accountId}`;
}

/** Whom a release gives IAM access back to. */
export function whoIs({ caller }: Call, decision: Decision): Releasable {
  if ('user' in decision && decision.user) return decision.user;
  return caller.kind === 'user' ? caller : { arn: '' };
}

/** The admin groups, as the settings name them; empty where the account has no IAM admins. */
export function groupsIn({ adminGroups }: Pick<Rules, 'adminGroups'>): string {
  return adminGroups.map(({ name }) => name).join(', ');
}
