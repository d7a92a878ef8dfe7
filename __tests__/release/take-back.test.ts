import type { IamReleaser } from '../../src/aws/iam/releaser';
import { takeBack } from '../../src/release/take-back';
import { OWN, ownArn } from '../support/boundaries';
import { someIam } from '../support/iam';
import { ACCOUNT } from '../support/permissions-boundary';

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

/** Releases a user that carries a boundary. */
const release = (boundaryArn: string | undefined, audit?: typeof OWN) => {
  const user = { ...ada, ...(boundaryArn !== undefined && { boundaryArn }) };
  return takeBack({ user }, policies, { reader: someIam({ users: [user] }), releaser }, audit);
};

describe('a release from the revoker alone', () => {
  it('says that a boundary of the audit stands, and how to be rid of it', async () => {
    const { stays, takenBack } = await release(ownArn('0a1b'), OWN);
    expect(stays).toBe('a boundary of the audit stands: invoke again with "guardrail": "permissions-boundary"');
    expect(takenBack).not.toContainEqual(expect.objectContaining({ kind: 'boundary-set' }));
  });

  it.each([
    ['no boundary', undefined],
    ["the revoker's own, which it takes back", policies.boundaryPolicyArn],
    ['one that somebody else made', policy('team-limits')],
    ['one of that name in another account', ownArn('0a1b').replace(ACCOUNT, '999988887777')],
  ])('says nothing of %s', async (_, boundaryArn) => {
    expect(await release(boundaryArn, OWN)).not.toHaveProperty('stays');
  });
});

it('says nothing of a boundary that the same request takes back', async () => {
  expect(await release(ownArn('0a1b'))).not.toHaveProperty('stays');
});
