import type { CloudTrailEvent } from '../../../../src/embedded-account/events/cloudtrail';
import type { PlayedAccount, Player } from '../../../support/played/account';
import { IAM_FULL_ACCESS, add, anAccount, create, pass } from '../../../support/played/days';
import { altered, forged } from '../../../support/played/forged';

/** A forged event of a call on a user whose name no user can have: IAM refuses to look for it. */
const onNobody = (account: PlayedAccount, by: Player, eventName: string): CloudTrailEvent =>
  altered(forged(account, by, by, eventName), {
    eventName,
    requestParameters: {
      ...{ userName: 'a name', groupName: 'Administrators' },
      policyArn: account.rules.denyPolicyArn,
    },
  });

describe('a forged message that names a user whom there cannot be', () => {
  it('by somebody who may turn out an admin waits no longer than any', async () => {
    const account = await anAccount();
    const [rogue, mole] = [account.user('rogue', [IAM_FULL_ACCESS]), account.user('mole', [])];
    add(account, rogue, 'mole');
    await account.deliver(onNobody(account, mole, 'DetachUserPolicy'));
    expect(await account.waitingCalls()).toBe(1);
    await pass(account, 4);
    expect(await account.waitingCalls()).toBe(0);
    expect(account.deniesOn(mole)).toEqual([account.rules.denyPolicyArn]);
  });

  it.each(['AddUserToGroup', 'DetachUserPolicy'])('by an admin (%s) is judged to the end', async (eventName) => {
    const account = await anAccount();
    create(account, account.admin, 'eve');
    expect(await account.deliverInVain(onNobody(account, account.admin, eventName))).toBe(false);
  });
});
