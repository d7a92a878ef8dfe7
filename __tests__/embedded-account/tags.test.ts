import {
  CreateRoleCommand,
  ListRoleTagsCommand,
  ListUserTagsCommand,
  TagRoleCommand,
  TagUserCommand,
  UntagRoleCommand,
  UntagUserCommand,
  type IAMClient,
  type Tag,
} from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import { anAccount, iamOf, stopAccounts } from './support/accounts';

let account: EmbeddedAccount;
let iam: IAMClient;

beforeEach(async () => {
  account = await anAccount();
  iam = iamOf(account, account.root);
  account.addUser({ name: 'bob' });
  account.addRole({ name: 'deployer' });
});
afterEach(stopAccounts);

const numbered = (count: number, from = 0): Tag[] =>
  Array.from({ length: count }, (_, index) => ({ Key: `key-${from + index}`, Value: 'v' }));

const kinds = {
  user: {
    tag: (Tags: Tag[]) => iam.send(new TagUserCommand({ UserName: 'bob', Tags })),
    untag: (TagKeys: string[]) => iam.send(new UntagUserCommand({ UserName: 'bob', TagKeys })),
    list: async (MaxItems?: number) => iam.send(new ListUserTagsCommand({ UserName: 'bob', MaxItems })),
  },
  role: {
    tag: (Tags: Tag[]) => iam.send(new TagRoleCommand({ RoleName: 'deployer', Tags })),
    untag: (TagKeys: string[]) => iam.send(new UntagRoleCommand({ RoleName: 'deployer', TagKeys })),
    list: async (MaxItems?: number) => iam.send(new ListRoleTagsCommand({ RoleName: 'deployer', MaxItems })),
  },
};

describe.each(['user', 'role'] as const)('the tags of a %s', (kind) => {
  const { tag, untag, list } = kinds[kind];

  it('take the place of a tag whose key differs in its letters only', async () => {
    await tag([{ Key: 'Team', Value: 'one' }]);
    await tag([{ Key: 'TEAM', Value: 'two' }]);
    expect((await list()).Tags).toEqual([{ Key: 'TEAM', Value: 'two' }]);
  });

  it('are removed by a key in other letters, and a key that is not there is passed over', async () => {
    await tag([
      { Key: 'Team', Value: 'one' },
      { Key: 'Owner', Value: '' },
    ]);
    await untag(['team', 'other']);
    expect((await list()).Tags).toEqual([{ Key: 'Owner', Value: '' }]);
  });

  it('are 50 at most, and of a call that brings too many none is set', async () => {
    await tag(numbered(49));
    await expect(tag(numbered(2, 49))).rejects.toMatchObject({ name: 'LimitExceededException' });
    expect((await list()).Tags).toHaveLength(49);
    await tag(numbered(1, 49));
    await tag([{ Key: 'KEY-0', Value: 'again' }]);
    expect((await list()).Tags).toHaveLength(50);
  });

  it.each([
    ['a percent sign', [{ Key: 'a', Value: '45%' }], 'ValidationError'],
    ['a comma', [{ Key: 'a', Value: 's3,iam' }], 'ValidationError'],
    ['a value of 257 characters', [{ Key: 'a', Value: 'x'.repeat(257) }], 'ValidationError'],
    ['a key of 129 characters', [{ Key: 'x'.repeat(129), Value: 'v' }], 'ValidationError'],
    ['an empty key', [{ Key: '', Value: 'v' }], 'ValidationError'],
    ['51 tags in one call', numbered(51), 'ValidationError'],
    ['a key of AWS', [{ Key: 'aws:team', Value: 'v' }], 'InvalidInputException'],
    [
      'a key twice in one call',
      [
        { Key: 'a', Value: '1' },
        { Key: 'A', Value: '2' },
      ],
      'InvalidInputException',
    ],
  ])('refuse %s', async (_, tags, name) => {
    await expect(tag([{ Key: 'fine', Value: 'v' }, ...tags])).rejects.toMatchObject({ name });
    expect((await list()).Tags).toEqual([]);
  });

  it('take every character IAM knows, and lengths up to the limit', async () => {
    const tags = [{ Key: `_.:/=+-@ é${'k'.repeat(118)}`, Value: `ü _.:/=+-@${'v'.repeat(246)}` }];
    await tag(tags);
    expect((await list()).Tags).toEqual(tags);
  });

  it('come in pages', async () => {
    await tag(numbered(3));
    expect(await list(2)).toMatchObject({ IsTruncated: true, Tags: numbered(2) });
  });
});

describe('tags and permissions', () => {
  it('are bound by the keys a condition allows', async () => {
    account.addUser({ name: 'other' });
    const inline = {
      tagger: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: 'iam:TagRole',
            Resource: '*',
            Condition: { 'ForAllValues:StringLike': { 'aws:TagKeys': 'Permissions_*' } },
          },
        ],
      }),
    };
    const tagger = iamOf(account, account.addUser({ name: 'tagger', inline }).credentials);
    const tag = (Key: string) => tagger.send(new TagRoleCommand({ RoleName: 'deployer', Tags: [{ Key, Value: '1' }] }));
    await tag('Permissions_Used');
    await expect(tag('owner')).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('are not changed on a role of AWS', async () => {
    account.addRole({ name: 'AWSServiceRoleForX', path: '/aws-service-role/x.amazonaws.com/' });
    const tag = new TagRoleCommand({ RoleName: 'AWSServiceRoleForX', Tags: [{ Key: 'a', Value: 'b' }] });
    await expect(iam.send(tag)).rejects.toMatchObject({ name: 'UnmodifiableEntityException' });
  });

  it('come with a new role', async () => {
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    const Tags = [{ Key: 'team', Value: 'a' }];
    await iam.send(new CreateRoleCommand({ RoleName: 'new', AssumeRolePolicyDocument, Tags }));
    expect((await iam.send(new ListRoleTagsCommand({ RoleName: 'new' }))).Tags).toEqual(Tags);
  });
});
