import type { Sha256 } from '../../../domain/policy/content-name';
import { policyNameOf } from '../../../domain/policy/own-policies';
import type { MayDeny } from '../../../domain/policy/not-principal';
import { plain, subjectOf, type Notice } from '../../../domain/notice/notice';
import { articleIn } from '../../../domain/notice/runbook';
import type { Purpose } from '../../../domain/run/purpose';

/** The run that found it. */
export interface FoundIn {
  readonly accountId: string;
  readonly runId: string;
  readonly purpose: Purpose;
  readonly mode: 'observe' | 'enforce';
  /** File or URL of the runbook. */
  readonly runbook: string;
}

/** So many of a list fit into a mail that somebody reads. */
const LISTED = 20;

/** All policies of an account, unless its quota was raised far: SNS takes no more than 256 KiB. */
const ALTERED = 1_500;

/** Tells that somebody altered policies of the project (THREATS R3): one mail, however many somebody makes. */
export function alteredNotice(arns: readonly string[], run: FoundIn): Notice {
  const next =
    run.mode === 'enforce'
      ? 'They are given their texts back, and nobody is bounded by them meanwhile; the summary of the run says whether it worked.'
      : 'Nothing is changed in observe mode: whoever has one as a boundary keeps it as it is.';
  const heading = [
    `These policies (${arns.length}) do not say what their names stand for. Only this project's own function writes them:`,
    'somebody altered them, or made some of such names. Look in CloudTrail for CreatePolicyVersion,',
    'SetDefaultPolicyVersion and CreatePolicy on these ARNs, and for who made the calls.',
    next,
  ];
  const lines = [
    ...headOf(run),
    ...listed(arns, heading, ALTERED),
    '',
    `Runbook: ${articleIn(run.runbook, 'permissions-boundary-altered')}`,
  ];
  const [first = ''] = arns;
  const which =
    arns.length === 1 ? `boundary policy altered: ${policyNameOf(first)}` : `${arns.length} boundary policies altered`;
  return { subject: subjectOf(`ACTION NEEDED: ${which}`), body: `${lines.join('\n')}\n` };
}

/** What may deny whoever gets a boundary, and what a run makes of it. */
export interface Warned extends MayDeny {
  /** Whether the run puts no first or narrower boundary on anybody for their sake. */
  readonly holdsBack: boolean;
}

/** Tells of policies that deny everybody but some, which hits whoever gets a boundary. */
export function notPrincipalNotice({ notPrincipal, unread, holdsBack }: Warned, run: FoundIn): Notice {
  const lines = [
    ...headOf(run),
    ...listed(notPrincipal, [
      'These have policies that deny everybody but some (Deny with NotPrincipal). By such a statement AWS denies whoever has',
      'a permissions boundary, even if it names them. Write it with Principal "*" and a condition on aws:PrincipalArn:',
    ]),
    ...listed(unread, ['The policies of these cannot be read, perhaps because they deny everybody but some:']),
    '',
    ...(holdsBack
      ? [
          'Some of it is new: boundaries begin, or become narrower, with the next run (within a day), and not with this one.',
        ]
      : []),
    'Policies of buckets and trust policies of roles are looked at, and of KMS keys, SQS queues, SNS topics, secrets and ECR',
    'repositories those that audit.resourcePolicies asks for. Those of Lambda functions, VPC endpoints and everything else',
    'are not: search them for NotPrincipal yourself.',
    `Runbook: ${articleIn(run.runbook, 'permissions-boundary-not-principal')}`,
  ];
  const subject =
    notPrincipal.length > 0
      ? `ACTION NEEDED: whoever has a boundary is denied by NotPrincipal in ${notPrincipal.length}`
      : `IAM permissions: not looked at for NotPrincipal: ${unread.length}`;
  return { subject: subjectOf(`${subject} resource(s)`), body: `${lines.join('\n')}\n` };
}

/** Tells one list from another: people are told again when there is another, and not with every run. */
export function whichMayDeny({ notPrincipal, unread }: MayDeny, sha256: Sha256): string {
  return sha256(JSON.stringify({ notPrincipal, unread }));
}

function listed(arns: readonly string[], heading: readonly string[], most = LISTED): readonly string[] {
  if (arns.length === 0) return [];
  const more = arns.length > most ? [`  and ${arns.length - most} more`] : [];
  return ['', ...heading, ...arns.slice(0, most).map((arn) => `  ${plain(arn, 300)}`), ...more];
}

function headOf({ accountId, purpose, runId, mode }: FoundIn): readonly string[] {
  return [`Account: ${accountId}`, `Run:     ${plain(runId)} (${purpose}, ${mode})`];
}
