import { DENY_IAM } from '../../../domain/policy/deny';
import { saysTheSame } from '../../../domain/policy/policy-document';
import type { Rules } from '../rules';

/** What a user can do no more who was denied IAM: more than calls of IAM. */
export function whatStops({ denyDocument, selfService }: Pick<Rules, 'denyDocument' | 'selfService'>): string {
  const spares = !saysTheSame(JSON.stringify(denyDocument), DENY_IAM);
  const alsoPassword = spares && selfService.includes('ChangePassword') ? [] : ['Changing an expired password.'];
  return [
    `What stops for the user: every call of IAM${spares ? ', but for the self-service that the settings spare' : ''}, and with it`,
    '  - Launching instances, functions and tasks with a role (iam:PassRole).',
    '  - The first use of a service that makes itself a role (iam:CreateServiceLinkedRole).',
    ...alsoPassword.map((line) => `  - ${line}`),
    'Everything else that the user may do goes on, and so do sessions of roles that the user has assumed.',
  ].join('\n');
}
