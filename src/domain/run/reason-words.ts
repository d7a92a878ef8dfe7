import type { LeaveReason } from './reasons';

/** Reasons of which only one guardrail knows what they mean. */
type OwnReason = 'foreign-boundary' | 'users-left' | 'mode-off';

/** Why a guardrail leaves a principal, in a sentence for somebody who has not read docs/rules.md. */
export const LEFT_WORDS: Readonly<Record<Exclude<LeaveReason, OwnReason>, string>> = {
  'service-linked-role': 'A service-linked role belongs to its AWS service.',
  'identity-center-role': 'A role of IAM Identity Center, which manages its permissions.',
  'own-role': 'A role of this project.',
  'own-group': 'A group of this project.',
  'deployment-role': 'The role that deploys this project.',
  'protected-by-setting': 'The settings protect it by its ARN.',
  'aws-control-role': 'AWS or the organization governs the account with it.',
  'unpinned-control-role': 'It has the name of a role that governs accounts, and nothing proves that it is one.',
  exempt: 'The settings exempt it.',
  admin: 'A member of an admin group, who repairs what a guardrail breaks.',
  'admin-group': 'An admin group is not the one it was, so nobody can tell who is an admin.',
  'open-incident': 'It is denied IAM because of an incident, which is open.',
  'too-young': 'Too young to say what it needs.',
  'tracked-too-short': 'Younger than the time over which use is tracked.',
  'evidence-failed': 'What it uses could not be determined. The next run asks again.',
  'evidence-suspicious': 'Its report from Access Advisor contradicts what IAM says.',
  'evidence-unknown': 'IAM does not know yet whether the user was active. The next run asks again.',
  gone: 'It was deleted while the run was under way.',
  'nothing-granted': 'Its policies allow it nothing.',
};

const OWN: readonly string[] = ['own-role', 'own-group'] satisfies LeaveReason[];

/** Whether a principal is left alone because it belongs to this project. */
export const isOwn = (reason: string): boolean => OWN.includes(reason);

/** A sentence that says why in brackets, before its end. @param why nothing where the sentence says it all */
export const sentenceWithReason = (sentence: string, why: string | undefined): string =>
  why === undefined ? sentence : `${sentence.replace(/\.$/, '')} (${why}).`;

/** A text of a table; undefined for a key that it has not. */
export const wordsIn = (table: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;
