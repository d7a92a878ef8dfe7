import { IAMClient } from '@aws-sdk/client-iam';
import type { AccountUser, Credentials, EmbeddedAccount } from '../../embedded-account/account';

/** The people of the trial; none of them is special but by what they do. */
export interface Cast {
  readonly bob: AccountUser;
  readonly rogue: AccountUser;
  readonly climber: AccountUser;
  readonly packed: AccountUser;
  readonly auditor: AccountUser;
  readonly newcomer: AccountUser;
  readonly contractor: AccountUser;
  readonly crowd: AccountUser;
}

export const PASSWORD = 'correct horse battery staple 1';

const CHANGE_PASSWORD = 'arn:aws:iam::aws:policy/IAMUserChangePassword';
const READ_ONLY = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess';

/** Rights that a developer should not have, and that the guardrails are there for. */
const CARELESS = ['arn:aws:iam::aws:policy/IAMFullAccess'];

export function castOf(account: EmbeddedAccount): Cast {
  const careless = (name: string) => account.addUser({ name, policies: CARELESS });
  const fillers = Array.from({ length: 9 }, (_, index) =>
    account.addPolicy({
      name: `team-${index}`,
      document: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }],
      },
    }),
  );
  return {
    bob: account.addUser({ name: 'bob' }),
    rogue: careless('rogue'),
    climber: careless('climber'),
    packed: account.addUser({ name: 'packed', policies: [...CARELESS, ...fillers] }),
    auditor: account.addUser({ name: 'auditor', policies: [READ_ONLY] }),
    newcomer: account.addUser({ name: 'newcomer', path: '/people/', policies: [CHANGE_PASSWORD], password: PASSWORD }),
    contractor: careless('contractor'),
    crowd: careless('crowd'),
  };
}

/** The IAM API, with somebody's credentials. */
export function iamOf(account: EmbeddedAccount, credentials: Credentials): IAMClient {
  return new IAMClient({ ...account.clientFor(credentials), maxAttempts: 1 });
}
