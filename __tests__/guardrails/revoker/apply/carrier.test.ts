import { carrier } from '../../../../src/guardrails/revoker/apply/carrier';
import type { DenyChange } from '../../../../src/domain/change/change';
import { someIam, type SomeIam } from '../../../support/iam';
import { ADMINS, aUser, DENY_ARN } from '../../../support/revoker';

const attach: DenyChange = { kind: 'managed-policy-attached', user: aUser(), policyArn: DENY_ARN };
const leave: DenyChange = { kind: 'group-left', user: aUser(), group: ADMINS };

/** Carries out a change in an account that looks like this afterwards. */
const carried = (change: DenyChange, afterwards: SomeIam, removed = true) =>
  carrier({
    reader: someIam(afterwards),
    writer: {
      attachUserPolicy: () => Promise.resolve('done'),
      detachGroupPolicy: () => Promise.resolve(true),
      removeUserFromGroup: () => Promise.resolve(removed),
    },
    fallback: () => Promise.resolve('done'),
  })(change);

describe('carrier', () => {
  it('is done when the user it meant has the deny', async () => {
    await expect(carried(attach, { users: [aUser()] })).resolves.toBe('done');
  });

  it.each([
    ['an admin who was given the name meanwhile', [aUser({ id: 'AIDAADMIN000000000001' })], 'AIDAADMIN000000000001'],
    ['nobody any more', [], 'a user that is gone'],
  ])('says that the deny was attached to %s', async (_, users, words) => {
    await expect(carried(attach, { users })).resolves.toEqual({ failed: expect.stringContaining(words) as string });
  });

  it.each([
    ['is done when another copy of the event was faster', {}, 'done'],
    [
      'says that the user is still a member of a group that was renamed meanwhile',
      { memberships: { rogue: [{ ...ADMINS, name: 'renamed' }] } },
      { failed: expect.stringContaining('still in the admin group') as string },
    ],
  ])('%s', async (_, afterwards, expected) => {
    await expect(carried(leave, afterwards, false)).resolves.toEqual(expected);
  });
});
