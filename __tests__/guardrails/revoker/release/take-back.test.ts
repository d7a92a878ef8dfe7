import type { IamReleaser } from '../../../../src/aws/iam/releaser';
import { takeBack } from '../../../../src/guardrails/revoker/release/take-back';
import { someIam } from '../../../support/iam';
import { ACCOUNT } from '../../../support/permissions-boundary';

const policy = (name: string) => `arn:aws:iam::${ACCOUNT}:policy/${name}`;
const policies = {
  denyPolicyArn: policy('DenyIAMAccess'),
  boundaryPolicyArn: policy('iam-guardrails/iam-guardrails-deny-iam-boundary'),
  inlinePolicyName: 'inline',
};
const releaser: IamReleaser = {
  detachUserPolicy: () => Promise.resolve(true),
  deleteUserPolicy: () => Promise.resolve(true),
  deleteUserPermissionsBoundary: () => Promise.resolve(true),
  usersWithPolicy: () => Promise.resolve([]),
};
const ada = { accountId: ACCOUNT, id: 'AIDAADA00000000000001', arn: `arn:aws:iam::${ACCOUNT}:user/ada`, name: 'ada' };

/** Releases a user that carries a boundary, and against whom others hold something. */
const release = (boundaryArn: string | undefined, ...others: readonly string[]) => {
  const user = { ...ada, ...(boundaryArn !== undefined && { boundaryArn }) };
  return takeBack({ user }, policies, { reader: someIam({ users: [user] }), releaser }, () => others);
};

describe('a release from the revoker alone', () => {
  it('says what other guardrails hold against the user', async () => {
    const { stays } = await release(undefined, 'a boundary of the audit stands', 'a key sleeps');
    expect(stays).toBe('a boundary of the audit stands; a key sleeps');
  });

  it('says nothing of others where they hold nothing', async () => {
    expect(await release(undefined)).not.toHaveProperty('stays');
  });

  it.each([
    ['its own boundary', policies.boundaryPolicyArn, true],
    ["somebody else's", policy('team-limits'), false],
    ['none', undefined, false],
  ])('takes back %s: %s is %s', async (_, boundaryArn, isTaken) => {
    const { takenBack } = await release(boundaryArn);
    expect(takenBack.some(({ kind }) => kind === 'boundary-set')).toBe(isTaken);
  });

  it('asks nobody about a user who is gone', async () => {
    const ports = { reader: someIam({ users: [] }), releaser };
    const gone = await takeBack({}, policies, ports, () => ['a key sleeps']);
    expect(gone).not.toHaveProperty('stays');
  });
});
