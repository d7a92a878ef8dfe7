import { plain } from '../../../domain/notice/notice';
import { callWords } from '../judge/call-words';
import type { Decision } from '../judge/decision';
import type { Call } from '../judge/parse';
import type { Rules } from '../rules';
import { effectOf } from './notify-effect';
import { quarantineHappened } from './notify-quarantine';
import { callerInWords, callerName, groupsIn } from './words';

/** What somebody called, what came of it, and how the guard sees it. */
export function whatHappened(call: Call, decision: Decision, rules: Rules): readonly string[] {
  const effect = effectOf(call, decision);
  const called = `${callerInWords(call, decision)} called ${callWords(call)}.`;
  return [
    effect === undefined ? called : `${called} The call ${effect}.`,
    ...because(callerName(call, decision), decision, rules),
    ...quarantineHappened(call, decision),
  ];
}

function because(who: string, decision: Decision, rules: Rules): readonly string[] {
  if (decision.kind === 'undecidable') {
    return [`The revoker cannot tell whether ${who} is an admin (${decision.why}).`];
  }
  const groups = groupsIn(rules);
  const outside =
    groups === ''
      ? 'This account has no IAM admins, so none of its IAM users may call the IAM API.'
      : `${who} does not count as an admin. Only members of an admin group (${groups}) whom an admin put there do, and only they may call the IAM API.`;
  switch (decision.reason) {
    case 'self-promotion':
      return [
        groups === ''
          ? outside
          : `${who} was not in an admin group (${groups}) before this very call, and adding itself to one does not make it an admin.`,
      ];
    case 'exempt-renamed':
      return [
        `${who} is exempt under another name. Its unique id is the exempt one, and an id cannot be forged: somebody renamed the user.`,
      ];
    case 'admin-unproven':
      return [
        `${who} is in an admin group (${groups}). The revoker cannot tell whether an admin put it there${decision.why !== undefined ? ` (${plain(decision.why)})` : ''}.`,
      ];
    case 'root':
      return ['No IAM policy limits the root user, so the revoker cannot stop it.'];
    case 'admin':
      return [`${who} is an admin, and an admin may call the IAM API.`];
    case 'exempt':
      return [`A setting exempts ${who}, who may call the IAM API.`];
    case 'gone':
      return ['The user has been deleted since, or its unique id does not belong to this account.'];
    case 'admin-re-added':
      return [`${who} was an admin already (${groups}).`];
    case 'too-many-revocations':
      return [
        outside,
        `The revoker revokes no more than ${rules.revocationsPer10Minutes} users in ten minutes, and it has reached that number.`,
      ];
    case 'unauthorized':
    case 'already-revoked':
    case 'failed-call':
    case 'via-service':
      return decision.kind === 'leave' && decision.reason === 'failed-call' ? [] : [outside];
    default:
      return [];
  }
}
