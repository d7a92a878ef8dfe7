import type { Outcome } from '../../../domain/change/change';
import { deactivateKeyCommand } from '../../../domain/commands/keys';
import { releaseCommand } from '../../../domain/commands/release';
import type { Line } from '../../../domain/notice/notice';
import type { Decision } from '../judge/decision';
import type { Call } from '../judge/parse';
import type { Rules } from '../rules';
import { denyStands } from './notify-done';
import { leavesSomething } from './notify-effect';
import { quarantineActions } from './notify-quarantine';
import { callerName, groupsIn, whoIs } from './words';

/**
 * What a person does about a call.
 *
 * @param first what comes before anything else, where the notice is about more than the call
 */
export function whatToDo(
  call: Call,
  decision: Decision,
  outcome: Outcome,
  { rules, first }: { readonly rules: Rules; readonly first: readonly Line[] | undefined },
): readonly Line[] {
  const who = callerName(call, decision);
  const ask = askWhether(who, cutOff(call, decision));
  const own = first ?? [...aboutCaller(who, ask, { decision, outcome, rules }), ...aboutEffect(call, decision)];
  const release = denyStands(decision, outcome) ? [releaseLine(call, decision, rules, first !== undefined)] : [];
  return [...own, ...quarantineActions(call, decision), ...release];
}

/** The release as one command, ready to be pasted. */
function releaseLine(call: Call, decision: Decision, { releaseFunction }: Rules, isLast: boolean): Line {
  const who = callerName(call, decision);
  const when = isLast ? 'Once all of that is done' : 'If the call was legitimate';
  return {
    say: `${when}, you can give ${who} IAM access back with this command (AWS CLI version 2):`,
    command: releaseCommand(whoIs(call, decision), { region: 'us-east-1', releaseFunction }),
  };
}

function aboutEffect(call: Call, decision: Decision): readonly Line[] {
  if (!leavesSomething(call, decision)) return [];
  return [
    {
      say: 'Look at what the call did (above), which the revoker does not undo. If nobody you know wanted it, undo it.',
    },
  ];
}

/** @param command that deactivates the key; absent: nobody can deactivate it */
function askWhether(who: string, command: string | undefined): Line {
  const ask = `Ask the person who uses ${who}, by phone or face to face, whether they made this call. If they did not, or do not answer, assume that the key is stolen and`;
  return command === undefined
    ? { say: `${ask} cut it off as the runbook says.` }
    : { say: `${ask} deactivate it with this command; then end its sessions as the runbook says:`, command };
}

function cutOff({ caller }: Call, decision: Decision): string | undefined {
  if (caller.kind !== 'user' || caller.accessKeyId === undefined) return undefined;
  const name = 'user' in decision ? decision.user?.name : caller.name;
  return name === undefined ? undefined : deactivateKeyCommand(name, caller.accessKeyId);
}

/** What a decision was about. */
interface About {
  readonly decision: Decision;
  readonly outcome: Outcome;
  readonly rules: Rules;
}

/** Whether the caller is to be trusted, and what to do where it is not. @param ask who asks that, and what follows */
function aboutCaller(who: string, ask: Line, { decision, outcome, rules }: About): readonly Line[] {
  const groups = groupsIn(rules);
  switch (decision.reason) {
    case 'admin-group':
      return [
        { say: 'Put the admin group and its members back at once: until then the revoker can judge nobody.' },
        { say: `Then check that ${who} was allowed to make this call.` },
      ];
    case 'root':
      return [
        {
          say: "Find out who used the root user. If it was nobody you know, change root's password and MFA device first, and delete its access keys.",
        },
        { say: 'Use root for nothing that an admin can do.' },
      ];
    case 'gone':
      return [{ say: 'Find out in CloudTrail who deleted the user, and what the user did before.' }];
    case 'exempt-renamed':
      return [
        {
          say: `Find out who renamed ${who}. If the new name is right, write its new ARN into revoker.exempt and deploy; otherwise rename the user back.`,
        },
      ];
    case 'admin-unproven':
      return [{ say: `Ask ${who}, by phone or face to face. ${takeOut(groups)}` }];
    case 'admin-re-added':
      return [{ say: `This is usually a tool that an admin runs. ${takeOut(groups)}` }];
    case 'too-many-revocations':
      return [
        {
          say: `Find out whether the revoker is misconfigured or the account is under attack. NOTHING stops ${who} until then.`,
        },
        ask,
      ];
    case 'admin':
    case 'exempt':
    case 'read-only':
    case 'other-identity':
    case 'own-session':
    case 'self-service':
    case 'service-linked-role':
      return [];
    default:
      return [...(isFree(outcome) ? [freeLine(who)] : []), ask, ...beforeEnforce(who, outcome)];
  }
}

const takeOut = (groups: string) =>
  `If the user was not an admin before, take it out of the admin group (${groups}) and deactivate its access keys.`;

const isFree = (outcome: Outcome) => outcome.kind === 'failed' && outcome.changes.length === 0;

const freeLine = (who: string): Line => ({
  say: `NOTHING stops ${who} at the moment. Detach one of its policies, so that there is room for the deny, or deactivate its access keys. The revoker tries again every few minutes.`,
});

function beforeEnforce(who: string, outcome: Outcome): readonly Line[] {
  if (outcome.kind !== 'withheld') return [];
  return [
    {
      say: `If the call was legitimate and will happen again, make ${who} an admin, use a role, or exempt the user before you switch the revoker to enforce mode.`,
    },
  ];
}
