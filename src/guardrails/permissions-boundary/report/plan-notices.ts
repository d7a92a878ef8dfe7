import type { AlteredWords, FoundIn } from '../../../audit/report/altered-policies';
import { aboutRun, runFacts, type ToldRun } from '../../../audit/report/run-words';
import type { Sha256 } from '../../../domain/policy/content-name';
import type { MayDeny } from '../../../domain/policy/not-principal';
import { counted } from '../../../domain/notice/lists';
import { plain, type List, type Notice } from '../../../domain/notice/notice';
import { articleIn } from '../../../domain/notice/runbook';
import { PERMISSIONS_BOUNDARY } from '../contract';

/** So many of a list fit into a mail that somebody reads. */
const LISTED = 20;

/** How altered boundaries are worded. */
export const ALTERED_BOUNDARIES: AlteredWords = {
  ...{ one: 'boundary policy', many: 'boundary policies' },
  what: 'They are permissions boundaries, so altering one changes what users and roles may do.',
  meanwhile: 'gives nobody one of them as a boundary',
  observed: 'Users and roles that have one of these policies as their boundary keep it as it is.',
};

const lineOf = (arn: string) => ({ say: plain(arn, 300) });

const ofThis = (run: FoundIn): ToldRun => ({ ...run, guardrail: PERMISSIONS_BOUNDARY });

/** What may deny whoever gets a boundary, and what a run makes of it. */
export interface Warned extends MayDeny {
  /** Whether the run puts no first or narrower boundary on anybody for their sake. */
  readonly holdsBack: boolean;
}

/** Tells of policies that deny everybody but some, which hits everybody who gets a boundary. */
export function notPrincipalNotice({ notPrincipal, unread, holdsBack }: Warned, run: FoundIn): Notice {
  const found = notPrincipal.length > 0;
  const policies = (arns: readonly string[]) => counted(arns.length, 'resource policy', 'resource policies');
  return {
    ...{ class: found ? 'action-needed' : 'digest', ...aboutRun(ofThis(run)) },
    headline: found
      ? `${policies(notPrincipal)} (NotPrincipal) ${notPrincipal.length === 1 ? 'denies' : 'deny'} all principals that have a boundary`
      : `IAM permissions: ${policies(unread)} could not be checked for NotPrincipal`,
    happened: [
      ...(found
        ? [
            `${policies(notPrincipal)} ${notPrincipal.length === 1 ? 'denies' : 'deny'} everybody but some (Deny with NotPrincipal).`,
          ]
        : []),
      ...(unread.length > 0
        ? [`${policies(unread)} could not be read, and may deny everybody but some (Deny with NotPrincipal).`]
        : []),
      DENIES,
    ],
    done: [
      holdsBack
        ? 'Some of this is new, so the run gives nobody a first or a narrower boundary. The next run does, within a day.'
        : run.mode === 'observe'
          ? 'Nothing was done: the guardrail is in observe mode.'
          : 'No boundary was held back because of this.',
    ],
    actions: [
      ...(found ? [{ say: 'Rewrite each statement with Principal "*" and a condition on aws:PrincipalArn.' }] : []),
      ...(unread.length > 0
        ? [{ say: 'Have somebody who may read those policies search them for NotPrincipal.' }]
        : []),
      { say: UNSEEN },
    ],
    facts: runFacts(ofThis(run)),
    lists: [...listed('Deny everybody but some', notPrincipal), ...listed('Could not be read', unread)],
    links: [{ label: 'Runbook', href: articleIn(run.runbook, 'permissions-boundary-not-principal') }],
  };
}

const DENIES =
  'AWS applies such a statement to every principal that has a permissions boundary, even to one that the statement is meant to spare.';

const UNSEEN =
  'Search other policies for NotPrincipal yourself. This project looks at the policies of buckets and the trust policies of roles, ' +
  'and at those of KMS keys, SQS queues, SNS topics, secrets and ECR repositories where audit.resourcePolicies asks for it. ' +
  'It does not look at those of Lambda functions, VPC endpoints and everything else.';

/** Tells one list from another: people are told again when there is another, and not with every run. */
export function whichMayDeny({ notPrincipal, unread }: MayDeny, sha256: Sha256): string {
  return sha256(JSON.stringify({ notPrincipal, unread }));
}

function listed(heading: string, arns: readonly string[]): readonly List[] {
  if (arns.length === 0) return [];
  return [{ heading, rows: arns.slice(0, LISTED).map(lineOf), total: arns.length }];
}
