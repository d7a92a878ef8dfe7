import { plain, subjectOf, type Notice } from '../../domain/notice';
import type { Purpose } from '../../domain/purpose';

/** The run that found it. */
export interface FoundIn {
  readonly accountId: string;
  readonly runId: string;
  readonly purpose: Purpose;
  readonly mode: 'observe' | 'enforce';
}

/** So many of a list fit into a mail that somebody reads. */
const LISTED = 20;

/** Tells that somebody altered a policy of the project (THREATS R3). */
export function alteredNotice(arn: string, run: FoundIn): Notice {
  const next =
    run.mode === 'enforce'
      ? 'It is being given its text back, and nobody is bounded by it meanwhile; the summary of the run says whether it worked.'
      : 'Nothing is changed in observe mode: whoever has it as a boundary keeps it as it is.';
  const lines = [
    ...headOf(run),
    `Policy:  ${plain(arn, 300)}`,
    '',
    "Its text is not the one that its name stands for. Only this project's own function writes these policies: somebody",
    'altered it, or made one of that name. Look in CloudTrail for CreatePolicyVersion, SetDefaultPolicyVersion and',
    'CreatePolicy on this ARN, and for who made the call.',
    next,
    'Runbook: docs/runbook.md#permissions-boundary-altered',
  ];
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  return { subject: subjectOf(`ACTION NEEDED: boundary policy altered: ${name}`), body: `${lines.join('\n')}\n` };
}

/** Resources that may deny whoever gets a boundary: ARNs. */
export interface MayDeny {
  /** Their policies deny everybody but some. */
  readonly notPrincipal: readonly string[];
  /** Their policies cannot be read, which may be for the same reason. */
  readonly unread: readonly string[];
}

/** Tells of policies that deny everybody but some, which hits whoever gets a boundary. */
export function notPrincipalNotice({ notPrincipal, unread }: MayDeny, run: FoundIn): Notice {
  const lines = [
    ...headOf(run),
    ...listed(notPrincipal, [
      'These have policies that deny everybody but some (Deny with NotPrincipal). By such a statement AWS denies whoever has',
      'a permissions boundary, even if it names them. Write it with Principal "*" and a condition on aws:PrincipalArn:',
    ]),
    ...listed(unread, ['The policies of these cannot be read, perhaps because they deny everybody but some:']),
    '',
    'Policies of buckets and trust policies of roles are looked at; those of other services are not.',
    'Runbook: docs/runbook.md#permissions-boundary-not-principal',
  ];
  const subject =
    notPrincipal.length > 0
      ? `ACTION NEEDED: whoever has a boundary is denied by NotPrincipal in ${notPrincipal.length}`
      : `IAM permissions: not looked at for NotPrincipal: ${unread.length}`;
  return { subject: subjectOf(`${subject} resource(s)`), body: `${lines.join('\n')}\n` };
}

function listed(arns: readonly string[], heading: readonly string[]): readonly string[] {
  if (arns.length === 0) return [];
  const more = arns.length > LISTED ? [`  and ${arns.length - LISTED} more`] : [];
  return ['', ...heading, ...arns.slice(0, LISTED).map((arn) => `  ${plain(arn, 300)}`), ...more];
}

function headOf({ accountId, purpose, runId, mode }: FoundIn): readonly string[] {
  return [`Account: ${accountId}`, `Run:     ${plain(runId)} (${purpose}, ${mode})`];
}
