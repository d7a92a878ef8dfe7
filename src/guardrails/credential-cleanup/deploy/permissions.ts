import type { OwnCalls } from '../../../audit/deploy/recorded-permissions';
import { allow } from '../../../audit/deploy/statements';

/** What the guardrail calls of IAM. @param users ARN of every user @param disables whether it deactivates anything */
export function cleanupCalls(users: string, disables: boolean): OwnCalls {
  const listsKeys = allow('ListKeys', [users], 'iam:GetUser', 'iam:ListAccessKeys');
  return {
    reads: {
      // Where nothing is deactivated nobody has to know which key is meant.
      judging: disables ? [listsKeys] : [],
      changing: [listsKeys, allow('ReadLastUse', [users], 'iam:GetAccessKeyLastUsed')],
    },
    ...{ opens: 'Keys', changes: ['iam:UpdateAccessKey'], of: [users], announces: true },
  };
}
