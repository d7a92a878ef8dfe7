import { addPolicy } from '../principals/principals';
import type { AccountState } from '../state';

const allow = (...actions: string[]) => ({ Effect: 'Allow', Action: actions, Resource: '*' });

/** The policies of AWS that people attach to themselves and to others, in substance. */
const DOCUMENTS = {
  AdministratorAccess: [allow('*')],
  PowerUserAccess: [
    { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
    allow('iam:CreateServiceLinkedRole', 'iam:DeleteServiceLinkedRole', 'iam:ListRoles'),
  ],
  IAMFullAccess: [allow('iam:*')],
  IAMReadOnlyAccess: [allow('iam:Get*', 'iam:List*', 'iam:Generate*', 'iam:Simulate*')],
  IAMUserChangePassword: [
    { Effect: 'Allow', Action: 'iam:ChangePassword', Resource: 'arn:aws:iam::*:user/${aws:username}' },
    allow('iam:GetAccountPasswordPolicy'),
  ],
  ReadOnlyAccess: [allow('iam:Get*', 'iam:List*', 'sns:Get*', 'sns:List*', 'dynamodb:Get*', 'dynamodb:Query')],
  AWSDenyAll: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
};

export const awsManagedArn = (name: keyof typeof DOCUMENTS) => `arn:aws:iam::aws:policy/${name}`;

export function addAwsManagedPolicies(state: AccountState): void {
  for (const [name, Statement] of Object.entries(DOCUMENTS)) {
    addPolicy(state, {
      name,
      arn: `arn:aws:iam::aws:policy/${name}`,
      document: JSON.stringify({ Version: '2012-10-17', Statement }),
    });
  }
}
