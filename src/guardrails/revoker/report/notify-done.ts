import type { Outcome } from '../../../domain/change/change';
import { describe } from '../../../domain/change/describe';
import { DENY_IAM } from '../../../domain/policy/deny';
import { saysTheSame } from '../../../domain/policy/policy-document';
import type { Decision } from '../judge/decision';
import type { Call } from '../judge/parse';
import type { Rules } from '../rules';
import { callerName } from './words';

/** What the guard did about a call, and what that means for the caller. */
export function whatWasDone(call: Call, decision: Decision, outcome: Outcome, rules: Rules): readonly string[] {
  const who = callerName(call, decision);
  const done = doneAbout(who, decision, outcome);
  return denyStands(decision, outcome) ? [done, whatStops(who, rules)] : [done];
}

/** Whether something stands against the caller that a release takes back. */
export function denyStands({ reason }: Decision, outcome: Outcome): boolean {
  if (outcome.kind === 'failed') return outcome.changes.length > 0;
  return outcome.kind === 'done' || reason === 'already-revoked';
}

function doneAbout(who: string, { kind, reason }: Decision, outcome: Outcome): string {
  switch (outcome.kind) {
    case 'done': {
      const refused = outcome.refused.join(', ');
      const tried = refused === '' ? '' : ` A quota of AWS had refused this before: ${refused}.`;
      return `The revoker took IAM access away from ${who}: ${outcome.changes.map(describe).join('; ')}.${tried}`;
    }
    case 'withheld':
      return (
        'Nothing was done: the revoker is in observe mode. ' +
        `In enforce mode it would have done this: ${outcome.changes.map(describe).join('; ')}.`
      );
    case 'failed': {
      const did = outcome.changes.map(describe).join('; ');
      const some = did === '' ? '' : ` It did do this: ${did}.`;
      return `The revoker tried to take IAM access away from ${who} and failed: ${outcome.why}.${some}`;
    }
    case 'nothing-to-do':
      if (reason === 'already-revoked') return `Nothing new: the deny on ${who} is in place already.`;
      return isAwaiting(kind, reason)
        ? 'Nothing was done yet. The call waits, and the revoker judges it again every minute.'
        : 'Nothing was done.';
  }
}

const isAwaiting = (kind: Decision['kind'], reason: Decision['reason']) =>
  kind === 'undecidable' || kind === 'hold' || reason === 'too-many-revocations';

/** What a user can do no more who was denied IAM: more than calls of IAM. */
function whatStops(who: string, { denyDocument, selfService }: Pick<Rules, 'denyDocument' | 'selfService'>): string {
  const spares = !saysTheSame(JSON.stringify(denyDocument), DENY_IAM);
  const spared = spares ? ', except for the self-service calls that the settings spare' : '';
  const password = spares && selfService.includes('ChangePassword') ? '' : ' It cannot change an expired password.';
  return (
    `${who} can no longer call IAM${spared}. ` +
    'Nor can it launch instances, functions or tasks with a role (iam:PassRole), ' +
    `or be the first to use a service that creates a role for itself (iam:CreateServiceLinkedRole).${password} ` +
    'Everything else that the user may do still works, and so do sessions of roles that it has assumed.'
  );
}
