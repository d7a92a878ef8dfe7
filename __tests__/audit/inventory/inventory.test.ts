import { contentNameOf } from '../../../src/domain/policy/content-name';
import type { PolicyDocument } from '../../../src/domain/policy/policy-document';
import type { SubjectFacts, DescribedPrincipal } from '../../../src/audit/inventory/described';
import { inventoryOf } from '../../../src/audit/inventory/inventory';
import type { FoundGroup } from '../../../src/domain/identity/admin-groups';
import type { Detail, DetailsPage, RoleDetail, UserDetail } from '../../../src/aws/iam/authorization-details';
import type { Subject } from '../../../src/domain/identity/subject';
import { ACCOUNT } from '../support/subjects';
import { sha256 } from '../support/steps-in-memory';
import { usesBy } from '../support/uses-by';

const createdAt = '2024-01-01T00:00:00.000Z';
const arnOf = (kind: string, name: string) => `arn:aws:iam::${ACCOUNT}:${kind}/${name}`;
const allowing = (...Action: string[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
const encoded = (text: string) => encodeURIComponent(text);

const aDetail = (kind: string, name: string, overrides: Partial<Detail> = {}): Detail => ({
  ...{ id: `ID${name}`, arn: arnOf(kind, name), name, path: '/', createdAt, inline: [], attached: [] },
  ...overrides,
});
const aUser = (name: string, overrides: Partial<UserDetail> = {}): UserDetail => ({
  ...aDetail('user', name),
  ...{ tags: {}, groups: [] },
  ...overrides,
});
const aRole = (name: string, overrides: Partial<RoleDetail> = {}): RoleDetail => ({
  ...aDetail('role', name),
  ...{ tags: {}, trust: '{}' },
  ...overrides,
});

// oxlint-disable-next-line typescript/require-await -- pages come one after another
async function* pagesOf(...pages: Partial<DetailsPage>[]): AsyncGenerator<DetailsPage> {
  for (const page of pages) yield { users: [], roles: [], groups: [], policies: [], ...page };
}

/** What a guardrail would note that keeps iam:PassRole. */
const factsOf = ({ grants, tags }: DescribedPrincipal): SubjectFacts => ({
  mayDoSomething: grants.some(({ allowsSomething }) => allowsSomething),
  keeps: ['iam:PassRole'].filter((action) => grants.some((one) => one.mayAllow(action))),
  ownTags: {},
  otherTags: Object.keys(tags).length,
});

const sources = {
  lastUses: () => Promise.resolve(usesBy([])),
  actions: ['iam:PassRole'],
  unread: (why: string) => {
    throw new Error(why);
  },
  factsOf,
};

/** The policies of a deployment by the name of g. */
const OWN = {
  ...{ partition: 'aws', accountId: ACCOUNT, path: '/g/', namePrefix: 'g-boundary-' },
  denyPolicyName: 'g-deny',
};

async function subjectNamed(name: string, ...pages: Partial<DetailsPage>[]): Promise<Subject | undefined> {
  return (await inventoryOf(pagesOf(...pages), sources)).find((one) => one.name === name);
}

describe('the inventory', () => {
  it('names users, roles and groups of all pages by ARN', async () => {
    const pages = pagesOf(
      { users: [aUser('carol'), aUser('bob')] },
      { roles: [aRole('app', { lastUsedAt: '2026-05-01T00:00:00.000Z', boundaryArn: 'arn:b', tags: { a: 'b' } })] },
      { groups: [aDetail('group', 'Team')] },
    );
    const found = await inventoryOf(pages, {
      ...sources,
      lastUses: () => Promise.resolve(usesBy([[arnOf('user', 'bob'), '2026-05-02T00:00:00.000Z']])),
    });
    const nothing = { mayDoSomething: false, keeps: [], ownTags: {}, otherTags: 0, members: 0 };
    const common = { accountId: ACCOUNT, createdAt };
    expect(found).toEqual([
      { ...common, ...nothing, kind: 'group', id: 'IDTeam', arn: arnOf('group', 'Team'), name: 'Team' },
      {
        ...{ ...common, ...nothing, kind: 'role', id: 'IDapp', arn: arnOf('role', 'app'), name: 'app' },
        ...{ lastUsedAt: '2026-05-01T00:00:00.000Z', boundaryArn: 'arn:b', otherTags: 1 },
      },
      {
        ...{ ...common, ...nothing, kind: 'user', id: 'IDbob', arn: arnOf('user', 'bob'), name: 'bob' },
        lastUsedAt: '2026-05-02T00:00:00.000Z',
      },
      { ...common, ...nothing, kind: 'user', id: 'IDcarol', arn: arnOf('user', 'carol'), name: 'carol' },
    ]);
  });

  it.each<[string, Partial<DetailsPage>[]]>([
    ['an inline policy', [{ users: [aUser('bob', { inline: [allowing('iam:*')] })] }]],
    ['an encoded one', [{ users: [aUser('bob', { inline: [encoded(allowing('iam:PassRole'))] })] }]],
    [
      'an attached one of a later page',
      [{ users: [aUser('bob', { attached: ['arn:p'] })] }, { policies: [{ arn: 'arn:p', text: allowing('*') }] }],
    ],
    [
      'one of a group of a later page',
      [
        { users: [aUser('bob', { groups: ['Team'] })] },
        { groups: [aDetail('group', 'Team', { inline: [allowing('iam:Pass*')] })] },
      ],
    ],
    [
      'one attached to a group',
      [
        { policies: [{ arn: 'arn:p', text: encoded(allowing('iam:PassRole')) }] },
        { groups: [aDetail('group', 'Team', { attached: ['arn:p'] })] },
        { users: [aUser('bob', { groups: ['Team'] })] },
      ],
    ],
    ['one that came too late to be read', [{ users: [aUser('bob', { attached: ['arn:unread'] })] }]],
  ])('sees what somebody keeps by %s', async (_, pages) => {
    expect(await subjectNamed('bob', ...pages)).toMatchObject({ mayDoSomething: true, keeps: ['iam:PassRole'] });
  });

  it('tells what allows something else from what is kept', async () => {
    const found = await subjectNamed('bob', { users: [aUser('bob', { inline: [allowing('s3:*')] })] });
    expect(found).toMatchObject({ mayDoSomething: true, keeps: [] });
  });

  it('tells who is in which group by its id, and of all groups', async () => {
    const users = [aUser('bob', { groups: ['team', 'Gone'] }), aUser('carol', { groups: ['Team'] })];
    const pages = pagesOf({ users }, { groups: [aDetail('group', 'Team'), aDetail('group', 'Empty')] });
    const seen = new Map<string, [DescribedPrincipal['memberships'], readonly FoundGroup[]]>();
    const note = (found: DescribedPrincipal, groups: readonly FoundGroup[]) => {
      seen.set(found.name, [found.memberships, groups]);
      return factsOf(found);
    };
    await inventoryOf(pages, { ...sources, factsOf: note });
    expect(seen.get('bob')).toEqual([
      [{ name: 'team', id: 'IDTeam' }, { name: 'Gone' }],
      [
        { id: 'IDTeam', name: 'Team', members: 2 },
        { id: 'IDEmpty', name: 'Empty', members: 0 },
      ],
    ]);
  });

  it('counts the members of a group', async () => {
    const users = [aUser('bob', { groups: ['Team'] }), aUser('carol', { groups: ['Team', 'Other'] }), aUser('dave')];
    const groups = [aDetail('group', 'Team'), aDetail('group', 'Other'), aDetail('group', 'Empty')];
    const found = await inventoryOf(pagesOf({ users }, { groups }), sources);
    expect(found.filter(({ kind }) => kind === 'group').map(({ name, members }) => [name, members])).toEqual([
      ['Empty', 0],
      ['Other', 1],
      ['Team', 2],
    ]);
    expect(found.find(({ name }) => name === 'carol')?.members).toBe(0);
  });

  it('asks the guardrail with everything it may judge by', async () => {
    const seen: DescribedPrincipal[] = [];
    const note = (found: DescribedPrincipal) => {
      seen.push(found);
      return factsOf(found);
    };
    const users = [aUser('bob', { path: '/ci/', groups: ['Team'], tags: { team: 'a' } })];
    const pages = pagesOf({ users, roles: [aRole('app', { trust: encoded('{"Statement":[]}') })] });
    await inventoryOf(pages, { ...sources, factsOf: note });
    const common = { accountId: ACCOUNT };
    expect(seen).toMatchObject([
      {
        ...common,
        kind: 'user',
        arn: arnOf('user', 'bob'),
        name: 'bob',
        path: '/ci/',
        groups: ['Team'],
        tags: { team: 'a' },
      },
      { ...common, kind: 'role', name: 'app', trust: encoded('{"Statement":[]}'), groups: [], tags: {} },
    ]);
    expect(seen[0]).not.toHaveProperty('trust');
  });

  it('answers for no action that nobody named before', async () => {
    const ask = ({ grants }: DescribedPrincipal) => {
      grants.forEach((one) => one.mayAllow('sts:AssumeRole'));
      return factsOf({ ...aFound, grants });
    };
    const pages = pagesOf({ users: [aUser('bob', { inline: [allowing('*')] })] });
    await expect(inventoryOf(pages, { ...sources, factsOf: ask })).rejects.toThrow(
      'sts:AssumeRole was not among the actions to be asked for: iam:PassRole',
    );
  });

  it('takes a policy that cannot be read for one that may allow anything, and names whose it is', async () => {
    const said: string[] = [];
    const pages = pagesOf({ users: [aUser('bob', { inline: ['{'] }), aUser('eve')] });
    const found = await inventoryOf(pages, { ...sources, unread: (why) => said.push(why) });
    expect(found.find(({ name }) => name === 'bob')).toMatchObject({ mayDoSomething: true, keeps: ['iam:PassRole'] });
    expect(found.map(({ name }) => name).sort()).toEqual(['bob', 'eve']);
    expect(said).toEqual([expect.stringContaining(`a policy of ${arnOf('user', 'bob')} is no policy`)]);
  });

  it('lists somebody once who was renamed while the pages were read', async () => {
    const bob = aUser('bob');
    const renamed = { ...aUser('zoe'), id: bob.id };
    const found = await inventoryOf(pagesOf({ users: [bob] }, { users: [renamed] }), sources);
    expect(found.map(({ name }) => name)).toEqual(['zoe']);
  });

  it('has no basis for evidence where none is kept', async () => {
    expect(await subjectNamed('bob', { users: [aUser('bob')] })).not.toHaveProperty('basis');
  });
});

describe('what evidence rests on', () => {
  const later = '2026-05-02T00:00:00.000Z';
  const team = aDetail('group', 'Team', { inline: [allowing('s3:*')], attached: ['arn:p'] });
  const policies = [{ arn: 'arn:p', text: allowing('sqs:*') }];
  const carol = aUser('carol', { groups: ['Team'] });
  const users = [aUser('bob', { groups: ['team'] }), carol];
  const usual: Partial<DetailsPage> = { users, groups: [team], policies };

  const basesOf = async (page: Partial<DetailsPage>, uses: Readonly<Record<string, string>> = {}) => {
    const lastUses = () =>
      Promise.resolve(usesBy(Object.entries(uses).map(([name, at]) => [arnOf('user', name), at] as const)));
    const found = await inventoryOf(pagesOf(page), { ...sources, lastUses, sha256, own: OWN });
    return new Map(found.map(({ name, basis }) => [name, basis]));
  };

  it('puts whoever is in a shard beside each other', async () => {
    const roles = Array.from({ length: 200 }, (_, index) => aRole(`role-${index}`));
    const found = await inventoryOf(pagesOf({ roles }), { ...sources, sha256 });
    const places = found.map(({ basis, arn }) => `${String(basis?.shard).padStart(2, '0')} ${arn}`);
    expect(places).toEqual([...places].sort());
    expect(new Set(found.map(({ basis }) => basis?.shard)).size).toBeGreaterThan(50);
  });

  it.each<[string, Partial<DetailsPage>, readonly string[]]>([
    ['a policy of its own', { users: [aUser('bob', { groups: ['Team'], inline: [allowing('*')] }), carol] }, ['bob']],
    ['a policy of the group', { groups: [{ ...team, inline: [] }] }, ['bob', 'carol', 'Team']],
    ['a new version', { policies: [{ arn: 'arn:p', text: allowing('sns:*') }] }, ['bob', 'carol', 'Team']],
    ['a member less', { users: [aUser('bob'), carol] }, ['bob', 'Team']],
    ['a tag', { users: [aUser('bob', { groups: ['Team'], tags: { a: 'b' } }), carol] }, []],
    ['a boundary', { users: [aUser('bob', { groups: ['Team'], boundaryArn: 'arn:b' }), carol] }, []],
  ])('changes with %s, for exactly those whom it concerns', async (_, change, concerned) => {
    const before = await basesOf(usual);
    const after = await basesOf({ ...usual, ...change });
    const changed = [...before].filter(([name, basis]) => basis?.fingerprint !== after.get(name)?.fingerprint);
    expect(changed.map(([name]) => name).sort()).toEqual([...concerned].sort());
  });

  describe('beside a policy that is attached and only denies', () => {
    const saying = (Effect: 'Allow' | 'Deny'): PolicyDocument => ({
      ...{ Version: '2012-10-17', Statement: [{ Effect, Action: 'sqs:*', Resource: '*' }] },
    });
    const [document, allowed] = [saying('Deny'), saying('Allow')];
    const text = JSON.stringify(document);
    const own = contentNameOf(document, 'g-some-deny-', sha256);

    const at = (name: string, path = '/g/', accountId = ACCOUNT) => `arn:aws:iam::${accountId}:policy${path}${name}`;
    const others = contentNameOf(document, 'mine-', sha256);

    it.each<[string, string, string, boolean]>([
      ["is the project's own, named by its text: it says nothing of what was used before", at(own), text, true],
      ['was altered since', at(own), JSON.stringify({ ...document, Id: 'altered' }), false],
      ['is of somebody else', at('no-queues'), text, false],
      ['does not only deny', at(contentNameOf(allowed, 'g-some-deny-', sha256)), JSON.stringify(allowed), false],
      ["is somebody else's, named by its text on another path", at(others, '/team/'), text, false],
      ["is somebody else's, named by its text on the project's path", at(others), text, false],
      ["has a name of the project's on another path", at(own, '/team/'), text, false],
      ["has a name of the project's on a path below its own", at(own, '/g/team/'), text, false],
      ["has a name of the project's in another account", at(own, '/g/', '444455556666'), text, false],
    ])('that %s', async (_, arn, said, isSame) => {
      const before = (await basesOf({ users: [aUser('bob')] })).get('bob');
      const after = (
        await basesOf({ users: [aUser('bob', { attached: [arn] })], policies: [{ arn, text: said }] })
      ).get('bob');
      expect([after?.fingerprint === before?.fingerprint, after?.grants === before?.grants]).toEqual([isSame, isSame]);
      expect(after).toBeDefined();
    });
  });

  it("is as new as the newest use, for a group its members'", async () => {
    const bases = await basesOf(usual, { bob: createdAt, carol: later });
    expect([...bases].map(([name, basis]) => [name, basis?.activeAt]).sort()).toEqual([
      ['Team', later],
      ['bob', createdAt],
      ['carol', later],
    ]);
    expect((await basesOf(usual)).get('Team')).not.toHaveProperty('activeAt');
  });

  it.each<[string, Partial<DetailsPage>]>([
    ['a policy', { ...usual, policies: [] }],
    ['a group', { ...usual, groups: [] }],
  ])('is unknown where %s came too late to be read', async (_, page) => {
    expect((await basesOf(page)).get('bob')).toBeUndefined();
  });
});

const aFound: DescribedPrincipal = {
  ...{ kind: 'user', accountId: ACCOUNT, id: '', arn: '', name: '', path: '/', tags: {}, groups: [] },
  ...{ createdAt: '', memberships: [], grants: [], attached: [] },
};
