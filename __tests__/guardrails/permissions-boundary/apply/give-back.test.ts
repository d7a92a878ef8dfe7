import { giveBackAll, type GiveBackPorts } from '../../../../src/guardrails/permissions-boundary/apply/give-back';
import { contentNameOf } from '../../../../src/domain/policy/content-name';
import { boundaryDocumentOf } from '../../../../src/domain/boundary/document';
import { ownPolicyArnOf } from '../../../../src/domain/policy/own-policies';
import type { BoundaryEntry } from '../../../../src/guardrails/permissions-boundary/kinds';
import type { TagEntry } from '../../../../src/domain/ledger/tag-entry';
import { VirtualClock } from '../../../audit/support/virtual-clock';
import { aBoundarySet, aPrincipal, OWN, ownArn, sha256 } from '../../../support/boundaries';
import { someBoundaryLedger, someBounder, type SomeBounder } from '../../../support/some-bounder';

const NEW = ownArn('new');
const TEAM = 'arn:aws:iam::111122223333:policy/team';
const principal = aPrincipal({ kind: 'user', arn: 'arn:aws:iam::111122223333:user/ada', name: 'ada' });
const ID = principal.id;
const document = boundaryDocumentOf({ style: 'allowUsed', services: ['s3'], actions: [] }, OWN);
const OLD = ownPolicyArnOf(contentNameOf(document, OWN.namePrefix, sha256), OWN);
const now = new Date('2026-06-02T00:00:00Z');
const yesterday = new Date('2026-06-01T00:00:00Z');

const anEntry = (overrides: Partial<BoundaryEntry> = {}): BoundaryEntry => ({
  change: aBoundarySet({ principal, policyArn: NEW }),
  ...{ number: 1, runId: 'run', state: 'confirmed', flips: 0, openedAt: yesterday, confirmedAt: yesterday },
  ...overrides,
});
const over = (before: string, overrides: Partial<BoundaryEntry> = {}) =>
  anEntry({ change: aBoundarySet({ principal, policyArn: NEW, before: { policyArn: before } }), ...overrides });

interface World {
  readonly holder?: SomeBounder['holder'];
  readonly lagReads?: number;
  readonly entries?: readonly BoundaryEntry[];
  /** Text of every policy. @default what the name of the old one stands for */
  readonly text?: string | undefined;
  readonly remembered?: TagEntry;
  readonly tags?: Record<string, string>;
}

/** An account of one principal, what the ledger says of it, and the calls that change it. */
function aWorld({ holder = { id: ID, arn: NEW }, lagReads, entries = [anEntry()], ...more }: World = {}) {
  const bounder = someBounder(holder, lagReads);
  const boundaries = someBoundaryLedger();
  for (const entry of entries) boundaries.entries.set(entry.number, entry);
  let entry = more.remembered;
  const tags = more.tags ?? {};
  const text = 'text' in more ? more.text : JSON.stringify(document);
  const clock = new VirtualClock();
  const ports: GiveBackPorts = {
    ...{ boundaries, bounder, clock, own: OWN, sha256, tagKeys: ['Permissions_*'], now: () => now },
    tags: {
      remember: () => Promise.resolve(true),
      allOpen: () => Promise.resolve([]),
      ofPrincipal: () => Promise.resolve(entry),
      close: (found, at) => {
        entry = { ...found, closedAt: at };
        return Promise.resolve(true);
      },
    },
    tagger: {
      tag: (_, set) => {
        Object.assign(tags, set);
        return Promise.resolve(true);
      },
      untag: (_, keys) => {
        for (const key of keys) Reflect.deleteProperty(tags, key);
        return Promise.resolve(true);
      },
    },
    tagsOf: () => Promise.resolve({ id: holder.id, tags }),
    policies: { read: () => Promise.resolve(text === undefined ? undefined : { text, versionId: 'v1' }) },
    reader: { userNameOfId: () => Promise.resolve(undefined) },
  };
  const open = () => [...boundaries.entries.values()].filter(({ closedAt }) => !closedAt).map(({ number }) => number);
  return { bounder, ports, tags, open, clock, remembered: () => entry };
}

describe('giving back a boundary', () => {
  it.each([
    ['none, where none stood', anEntry(), undefined],
    ['that of another tool', over(TEAM), TEAM],
    ['one of the project, whose text is whole', over(OLD), OLD],
    ['what stood before a boundary that was flipped', anEntry({ state: 'flipped', flips: 2 }), undefined],
  ])('puts %s', async (_, entry, expected) => {
    const { ports, bounder, open } = aWorld({ entries: [entry] });
    const { takenBack } = await giveBackAll(principal, undefined, ports);
    expect([bounder.holder.arn, open(), takenBack]).toEqual([expected, [], [entry.change]]);
    await expect(giveBackAll(principal, undefined, ports)).resolves.toEqual({ takenBack: [], closed: [] });
  });

  it.each([
    ['was altered', '{"Version":"2012-10-17","Statement":[]}'],
    ['is gone', undefined],
  ])('never puts a policy of the project that %s, and says so', async (words, text) => {
    const { ports, bounder, open } = aWorld({ entries: [over(OLD)], text });
    await expect(giveBackAll(principal, undefined, ports)).rejects.toThrow(
      `${OLD}, which was the boundary before, ${words}`,
    );
    expect([bounder.holder.arn, open()]).toEqual([NEW, [1]]);
  });

  it.each<[string, World]>([
    ['what someone else put there', { holder: { id: ID, arn: TEAM } }],
    ['somebody who was given the name', { holder: { id: 'AIDASOMEBODYELSE00001', arn: NEW } }],
    [
      'what the ledger calls the project’s and is not',
      {
        holder: { id: ID, arn: TEAM },
        entries: [anEntry({ change: aBoundarySet({ principal, policyArn: TEAM, before: { policyArn: OLD } }) })],
      },
    ],
  ])('leaves %s, and ends the entry', async (_, world) => {
    const { ports, bounder, open } = aWorld(world);
    const { arn } = bounder.holder;
    await expect(giveBackAll(principal, undefined, ports)).resolves.toMatchObject({ takenBack: [] });
    expect([bounder.holder.arn, open()]).toEqual([arn, []]);
    expect(bounder.calls).not.toContain('put');
    expect(bounder.calls).not.toContain('delete');
  });

  it('takes away a boundary of the project that nobody remembers', async () => {
    const { ports, bounder } = aWorld({ entries: [] });
    await giveBackAll(principal, undefined, ports);
    expect(bounder.holder.arn).toBeUndefined();
  });

  it.each([
    ['put', anEntry({ openedAt: now, confirmedAt: now })],
    ['recorded', anEntry({ openedAt: now, confirmedAt: undefined, state: 'recorded' })],
    ['confirmed, however old its record', anEntry({ confirmedAt: now })],
  ])('waits for a boundary that was %s a moment ago to show', async (_, fresh) => {
    const { ports, bounder, clock } = aWorld({ holder: { id: ID }, entries: [fresh], lagReads: 3 });
    await bounder.put(principal, NEW);
    await giveBackAll(principal, undefined, ports);
    expect(bounder.holder.arn).toBeUndefined();
    expect(clock.now()).toBeGreaterThan(0);
  });

  it('leaves whoever has the name now, and finds the user under a new one', async () => {
    const [other, own] = [someBounder({ id: 'AIDASOMEBODYELSE00001', arn: NEW }), aWorld()];
    const of = ({ name }: typeof principal) => (name === 'lovelace' ? own.bounder : other);
    const bounder: GiveBackPorts['bounder'] = {
      boundaryOf: (one) => of(one).boundaryOf(one),
      put: (one, arn) => of(one).put(one, arn),
      delete: (one) => of(one).delete(one),
    };
    const reader = { userNameOfId: () => Promise.resolve('lovelace') };
    await giveBackAll(principal, undefined, { ...own.ports, bounder, reader });
    expect([own.bounder.holder.arn, other.holder.arn]).toEqual([undefined, NEW]);
  });

  it('finds a user under a new name', async () => {
    const { ports, bounder } = aWorld();
    const renamed = {
      ...ports,
      bounder: {
        ...bounder,
        boundaryOf: (one: typeof principal) =>
          one.name === 'lovelace' ? bounder.boundaryOf(one) : Promise.resolve(undefined),
      },
      reader: { userNameOfId: () => Promise.resolve('lovelace') },
    };
    await giveBackAll(principal, undefined, renamed);
    expect(bounder.holder.arn).toBeUndefined();
  });
});

describe('giving back what one run did', () => {
  it('stops at what stood before that run', async () => {
    const first = anEntry({ runId: 'earlier', change: aBoundarySet({ principal, policyArn: OLD }) });
    const { ports, bounder, open } = aWorld({ entries: [first, over(OLD, { number: 2 })] });
    await giveBackAll(principal, { runId: 'run' }, ports);
    expect([bounder.holder.arn, open()]).toEqual([OLD, [1]]);
  });

  it('leaves what a later run has changed since, and says so', async () => {
    const first = anEntry({ runId: 'earlier', change: aBoundarySet({ principal, policyArn: OLD }) });
    const { ports, bounder, open } = aWorld({ entries: [first, over(OLD, { number: 2 })] });
    await expect(giveBackAll(principal, { runId: 'earlier' }, ports)).resolves.toMatchObject({
      takenBack: [],
      stays: expect.stringContaining('a later run') as string,
    });
    expect([bounder.holder.arn, open()]).toEqual([NEW, [1, 2]]);
  });
});

describe('giving back tags', () => {
  const before = { Permissions_Used: '7' };
  const remembered: TagEntry = { principal, before, runId: 'run', openedAt: yesterday };
  const tags = () => ({ Team: 'data', Permissions_Used: '9', Permissions_Granted: '12' });
  const written = {
    ...{ kind: 'tags-set' as const, principal, removed: [] },
    ...{ set: { Permissions_Granted: '12' }, before: {} },
  };

  it('gives those of before the first run, and leaves those of others', async () => {
    const world = aWorld({ entries: [], holder: { id: ID }, remembered, tags: tags() });
    const { takenBack } = await giveBackAll(principal, undefined, world.ports);
    expect(world.tags).toEqual({ Team: 'data', ...before });
    expect([takenBack.length, world.remembered()?.closedAt]).toEqual([1, now]);
  });

  it('writes to nobody who was given the name', async () => {
    const world = aWorld({ entries: [], holder: { id: 'AIDASOMEBODYELSE00001' }, remembered, tags: tags() });
    await giveBackAll(principal, undefined, world.ports);
    expect([world.tags, world.remembered()?.closedAt]).toEqual([tags(), now]);
  });

  it('of a run gives what that run wrote, and keeps the memory of the rest', async () => {
    const world = aWorld({ entries: [], holder: { id: ID }, remembered, tags: tags() });
    await giveBackAll(principal, { runId: 'run', tags: written }, world.ports);
    expect(world.tags).toEqual({ Team: 'data', Permissions_Used: '9' });
    expect(world.remembered()?.closedAt).toBeUndefined();
  });

  it('of a run ends the memory where that run wrote all there is', async () => {
    const world = aWorld({
      entries: [],
      holder: { id: ID },
      remembered,
      tags: { ...before, Permissions_Granted: '12' },
    });
    await giveBackAll(principal, { runId: 'run', tags: written }, world.ports);
    expect([world.tags, world.remembered()?.closedAt]).toEqual([before, now]);
  });

  it('of a run writes to a user under the name of today', async () => {
    const world = aWorld({ entries: [], holder: { id: ID }, tags: tags() });
    const { bounder, tagger } = world.ports;
    const named: string[] = [];
    await giveBackAll(
      principal,
      { runId: 'run', tags: written },
      {
        ...world.ports,
        bounder: {
          ...bounder,
          boundaryOf: (one) => (one.name === 'lovelace' ? bounder.boundaryOf(one) : Promise.resolve(undefined)),
        },
        reader: { userNameOfId: () => Promise.resolve('lovelace') },
        tagger: {
          ...tagger,
          untag: (one, keys) => {
            named.push(one.name);
            return tagger.untag(one, keys);
          },
        },
      },
    );
    expect([named, world.tags]).toEqual([['lovelace'], { Team: 'data', Permissions_Used: '9' }]);
  });

  it.each([
    ['is remembered', undefined],
    ['is remembered any more', { ...remembered, closedAt: now }],
  ])('asks for no tags where nothing %s', async (_, entry) => {
    const world = aWorld({ entries: [], holder: { id: ID }, tags: tags(), ...(entry && { remembered: entry }) });
    const tagsOf = () => Promise.reject(new Error('nobody needs them'));
    await expect(giveBackAll(principal, undefined, { ...world.ports, tagsOf })).resolves.toMatchObject({
      takenBack: [],
    });
    expect(world.tags).toEqual(tags());
  });

  it('of a run leaves what a later one wrote', async () => {
    const world = aWorld({ entries: [], holder: { id: ID }, tags: { Permissions_Granted: '13' } });
    await giveBackAll(principal, { runId: 'run', tags: written }, world.ports);
    expect(world.tags).toEqual({ Permissions_Granted: '13' });
  });
});
