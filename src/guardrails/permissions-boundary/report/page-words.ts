import type { DecisionReason } from '../../../domain/run/reasons';
import type { UnplannedReason } from '../plan';
import type { Row, RowBoundary, RowDecision, RowTags } from '../run-summary';

/** What each reason means to somebody who has not read docs/rules.md. */
const DECISIONS: Readonly<Record<DecisionReason, string>> = {
  'used-some': 'Uses some of what it may use: its boundary is to allow that, and take the rest away.',
  'used-nothing': 'Used nothing for so long that its boundary is to allow the base actions only.',
  group: 'A group can have no boundary. Its members are limited one by one.',
  'service-linked-role': 'Left alone: a service-linked role belongs to its AWS service.',
  'identity-center-role': 'Left alone: a role of IAM Identity Center, which manages its permissions.',
  'own-role': 'Left alone: a role of this project.',
  'own-group': 'Left alone: a group of this project.',
  'deployment-role': 'Left alone: the role that deploys this project.',
  'protected-by-setting': 'Left alone: the settings protect it by its ARN.',
  'aws-control-role': 'Left alone: AWS or the organization governs the account with it.',
  'unpinned-control-role':
    'Left alone: it has the name of a role that governs accounts, and nothing proves that it is one.',
  exempt: 'Left alone: the settings exempt it.',
  admin: 'Left alone: a member of an admin group, who repairs what a boundary breaks.',
  'admin-group': 'Left alone: an admin group is not the one it was, so nobody can tell who is an admin.',
  'open-incident': 'Left alone: the revoker has denied it IAM, and that incident is open.',
  'too-young': 'Left alone: too young to say what it needs.',
  'tracked-too-short': 'Left alone: younger than the time over which use is tracked.',
  'evidence-failed': 'Left alone: what it uses could not be determined. The next run asks again.',
  'evidence-suspicious': 'Left alone: its report from Access Advisor contradicts what IAM says.',
  'evidence-unknown': 'Left alone: IAM does not know yet whether the user was active. The next run asks again.',
  'foreign-boundary': 'Left alone: somebody else has put a permissions boundary on it.',
  gone: 'Left alone: it was deleted while the run was under way.',
  'nothing-granted': 'Left alone: it may use nothing.',
  'users-left': 'Left alone: the settings ask for boundaries of roles only.',
  'mode-off': 'Left alone: boundaries are switched off in the settings.',
};

const UNPLANNED: Readonly<Record<UnplannedReason, string>> = {
  stands: 'stands already',
  'next-wave': 'waits for a later run, since one run changes no more than limits.changesPerRun',
  'change-limit': 'waits for a later run, since one run changes no more than limits.maxChangePercent',
  'next-change-run': 'waits for the next change run, since this one only gives back',
  'boundary-too-large': 'not put, since its text does not fit into a policy',
  'no-policy-left': "not put, since the account's quota of policies is used up",
  'policy-altered': 'not put, since somebody altered the policy; it gets its text back first',
  flipped: 'not put, since someone else removed it twice; release the principal to begin anew',
  released: 'not put, since a person released the principal',
};

const BOUNDARIES: Readonly<Record<RowBoundary['kind'], string>> = {
  done: 'put by this run',
  stands: 'stands already',
  withheld: 'would be put by a change run; nothing is put in observe mode',
  left: 'not put',
  failed: 'could not be put',
};

const TAGS: Readonly<Record<RowTags['kind'], string>> = {
  ...{
    unchanged: 'unchanged',
    written: 'written by this run',
    left: 'left as they were',
    failed: 'could not be written',
  },
};

/** A decision in a sentence, and why where the reason does not say it all. */
export function decisionInWords({ reason, why }: RowDecision): string {
  return why === undefined ? DECISIONS[reason] : `${DECISIONS[reason]} (${why})`;
}

/** What became of a boundary. */
export function boundaryInWords({ kind, reason, why }: RowBoundary): string {
  return withWhy(reason === undefined ? BOUNDARIES[kind] : UNPLANNED[reason], why);
}

/** What became of the tags. */
export function tagsInWords({ tags: { kind, why, set, removed = [] } }: Pick<Row, 'tags'>): string {
  const written = Object.entries(set ?? {}).map(([key, value]) => `${key} = ${value}`);
  const changes = [...written, ...removed.map((key) => `${key} removed`)];
  return withWhy(TAGS[kind], why) + (changes.length === 0 ? '' : `: ${changes.join(', ')}`);
}

const withWhy = (words: string, why: string | undefined) => (why === undefined ? words : `${words} (${why})`);
