import { CreateUserCommand, ListUserTagsCommand, TagUserCommand, UntagUserCommand } from '@aws-sdk/client-iam';
import type { AccountUser, EmbeddedAccount } from '../../../src/embedded-account/account';
import { iamOf } from '../../../src/trial/scenarios/cast';
import { aRogue, denyArn, inAccount, LOOK_RULE, RELEASE, stateOf, subjects } from '../../support/deployed';

const TAG = 'iam-guardrails:incident';

const look = async (account: EmbeddedAccount) => {
  account.fire(LOOK_RULE);
  await account.idle();
};
const tagsOf = async (account: EmbeddedAccount, { name: UserName }: AccountUser) => {
  const { Tags = [] } = await iamOf(account, account.root).send(new ListUserTagsCommand({ UserName }));
  return Tags.map(({ Key }) => Key);
};

/** A user who has lost IAM access. */
async function aRevoked(account: EmbeddedAccount) {
  const rogue = aRogue(account);
  await rogue.iam.send(new CreateUserCommand({ UserName: 'eve' }));
  await account.idle();
  return rogue;
}

describe('the tag of an incident', () => {
  it('is put on a user after the deny, put back by a look, and taken off by a release', () =>
    inAccount(async (account) => {
      await look(account);
      const rogue = await aRevoked(account);
      const [attached] = account.calls({ service: 'iam', action: 'AttachUserPolicy' });
      const [tagged] = account.calls({ service: 'iam', action: 'TagUser' });
      const [told] = account.calls({ service: 'sns', action: 'Publish' });
      expect(await tagsOf(account, rogue)).toEqual([TAG]);
      expect(attached?.endedAt).toBeLessThanOrEqual(tagged?.startedAt ?? 0);
      expect(told?.endedAt).toBeLessThanOrEqual(tagged?.startedAt ?? 0);

      await iamOf(account, account.root).send(new UntagUserCommand({ UserName: 'rogue', TagKeys: [TAG] }));
      await account.idle();
      await look(account);
      expect(await tagsOf(account, rogue)).toEqual([TAG]);
      await look(account);
      expect(account.calls({ service: 'iam', action: 'TagUser' })).toHaveLength(2);

      await account.invoke(RELEASE, { principal: rogue.arn });
      expect(await tagsOf(account, rogue)).toEqual([]);
      await look(account);
      expect(await tagsOf(account, rogue)).toEqual([]);
    }));

  it('keeps nobody from being denied who has no room for it, and people are told', () =>
    inAccount(async (account) => {
      await look(account);
      const rogue = aRogue(account);
      const Tags = Array.from({ length: 50 }, (_, n) => ({ Key: `t${n}`, Value: '' }));
      await iamOf(account, (account.admin ?? rogue).credentials).send(new TagUserCommand({ UserName: 'rogue', Tags }));
      await rogue.iam.send(new CreateUserCommand({ UserName: 'eve' }));
      await account.idle();
      expect(stateOf(account, rogue).attached).toContain(denyArn(account));
      expect(account.deadLetters()).toEqual([]);

      await look(account);
      await look(account);
      expect(subjects(account)).toEqual([
        'IAM access revoked: rogue is no admin and called the IAM API',
        `ACTION NEEDED: a denied user could not be tagged with ${TAG}`,
      ]);
    }));
});
