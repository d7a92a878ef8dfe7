import { AddUserToGroupCommand, CreateAccessKeyCommand, PutGroupPolicyCommand } from '@aws-sdk/client-iam';
import * as z from 'zod';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { iamOf } from '../../../src/trial/scenarios/cast';
import { aRogue, IAM_FULL_ACCESS, inAccount, LOOK_RULE, REVOKER, stateOf } from '../../support/deployed';

const judged = z.object({ call: z.object({ eventName: z.string() }), decision: z.object({ reason: z.string() }) });

/** Calls that the revoker judged, each with the reason of its verdict. */
const verdicts = (account: EmbeddedAccount) =>
  account.logs(REVOKER).flatMap((line) => {
    const found = judged.safeParse(JSON.parse(line));
    return found.success ? [`${found.data.call.eventName}: ${found.data.decision.reason}`] : [];
  });

/** IAM in the hands of a role's session. */
function aSession(account: EmbeddedAccount) {
  account.addRole({ name: 'pipeline', policies: [IAM_FULL_ACCESS] });
  return iamOf(account, account.assumeRole('pipeline', 'run'));
}

describe('calls of roles', () => {
  it('reach the revoker where they change groups, and nowhere else', () =>
    inAccount(async (account) => {
      account.addUser({ name: 'bob' });
      account.addGroup({ name: 'Developers' });
      const iam = aSession(account);
      await iam.send(new CreateAccessKeyCommand({ UserName: 'bob' }));
      await iam.send(new AddUserToGroupCommand({ UserName: 'bob', GroupName: 'Developers' }));
      await iam.send(
        new PutGroupPolicyCommand({
          ...{ GroupName: 'Developers', PolicyName: 'all' },
          PolicyDocument: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
        }),
      );
      await account.idle();
      expect(verdicts(account).sort()).toEqual(['AddUserToGroup: other-identity', 'PutGroupPolicy: other-identity']);
      expect(account.calls({ functionName: REVOKER })).toEqual([]);
      expect(account.published()).toEqual([]);
      expect(account.logs(REVOKER).join('\n')).not.toContain('warming');
    }));

  it("that are the guard's own are known as such", () =>
    inAccount(async (account) => {
      account.fire(LOOK_RULE);
      await account.idle();
      const rogue = aRogue(account);
      await rogue.iam.send(new AddUserToGroupCommand({ UserName: rogue.name, GroupName: 'Administrators' }));
      await account.idle();
      expect(stateOf(account, rogue).groups).toEqual([]);
      expect(verdicts(account).sort()).toEqual(['AddUserToGroup: self-promotion', 'RemoveUserFromGroup: own-session']);
    }));
});
