import type { DetailsPage } from '../../../../src/aws/iam/authorization-details';
import { giveBack } from '../../../../src/changes/recorded/give-back';
import { makeRecorded } from '../../../../src/changes/recorded/make';
import { Bridges } from '../../../../src/guardrails/unused-service-deny/apply/bridge';
import { denyHands } from '../../../../src/guardrails/unused-service-deny/apply/hands';
import { bridgeNameOf } from '../../../../src/guardrails/unused-service-deny/bridge-group';
import { FoundBridges } from '../../../../src/guardrails/unused-service-deny/gather/found-bridges';
import { decide } from '../../../../src/guardrails/unused-service-deny/judge/decide';
import { DENY_KINDS, DENY_SLOT } from '../../../../src/guardrails/unused-service-deny/kinds';
import { isOwnPolicy } from '../../../../src/domain/policy/own-policies';
import { VirtualClock } from '../../../audit/support/virtual-clock';
import { aFullUser, BRIDGES, type Around } from '../../../support/a-full-user';
import { aService, daysAgo, NOW } from '../../../support/permissions-boundary';
import { ADA, aDeny, aUserDenied, circumstances, denyArnsOf, OWN_DENIES } from '../../../support/some-denies';
import { someLedger } from '../../../support/some-ledger';
import { matching } from '../../../support/template';

const [[OLD = ''], [NEW = '']] = [denyArnsOf(['sns']), denyArnsOf(['sqs'])];
const GROUP = bridgeNameOf(ADA.id, OWN_DENIES);
const DAY_MS = 86_400_000;
const exchanged = { ...aDeny(['sqs'], ['sns']), mayBridge: true as const };

/** Ada, who has the old deny and no room, as runs and releases see her. */
async function aWorld(around: Around = {}) {
  const user = aFullUser([], { others: 9, ...around });
  const [clock, ledger] = [new VirtualClock(), someLedger(DENY_KINDS)];
  let day = 0;
  const ports = {
    policies: user.policies,
    groups: user.groups,
    own: OWN_DENIES,
    clock,
    onlyDenies: (arn: string) => Promise.resolve([OLD, NEW].includes(arn)),
  };
  const recorded = {
    ...{ ledger, kinds: DENY_KINDS, clock, hands: denyHands({ ...ports, mayBridge: () => true }) },
    now: () => new Date(NOW.getTime() + day * DAY_MS),
  };
  const run = (change: typeof exchanged | ReturnType<typeof aDeny>, runId: string) => {
    const mayBridge = () => change.mayBridge === true;
    return makeRecorded(change, runId, { ...recorded, hands: denyHands({ ...ports, mayBridge }) });
  };
  /** What the next run decides: Ada has not used SQS, and used SNS before it was denied. */
  const planned = async () => {
    const bridges = new FoundBridges(OWN_DENIES);
    const page = user.page();
    for await (const one of bridges.over(pagesOf(page))) expect(one).toBe(page);
    const attached = page.users.flatMap((one) => one.attached).filter((arn) => isOwnPolicy(arn, OWN_DENIES));
    const found = bridges.of(ADA.id);
    const denies = [...new Set([...attached, ...(found?.carried ?? [])])].sort();
    const subject = aUserDenied([], { denies, slots: user.slots, ...found });
    const services = [aService('s3', 5), aService('sqs'), aService('sns', 30)];
    const since = new Map([['sns', new Date(daysAgo(3))]]);
    return decide(subject, { evidence: { kind: 'report', services }, since }, circumstances([['sns'], ['sqs']]));
  };
  await run(aDeny(['sns']), 'run-0');
  user.calls.length = 0;
  day = 1;
  return {
    user,
    run: (runId = 'run-1') => run(exchanged, runId),
    nextRun: async () => {
      day += 1;
      const decision = await planned();
      return decision.kind === 'change' ? run(decision.changes[0] ?? exchanged, `run-${day}`) : decision;
    },
    release: (runId?: string) => {
      day += 1;
      return giveBack(ADA, ADA, runId, { ...recorded, slots: [DENY_SLOT] });
    },
    lowerAll: () => new Bridges(ports).lowerAll(),
    planned,
    states: () => ledger.all().map(({ state }) => state),
    ours: () => [...user.attached].filter((arn) => isOwnPolicy(arn, OWN_DENIES)),
  };
}

async function* pagesOf(page: DetailsPage) {
  yield await Promise.resolve(page);
}

const CROSSING = [
  `AttachUserPolicy ${NEW.slice(-6)}`,
  'CreateGroup',
  `AttachGroupPolicy ${NEW.slice(-6)}`,
  'AddUserToGroup',
  `DetachUserPolicy ${OLD.slice(-6)}`,
  `AttachUserPolicy ${NEW.slice(-6)}`,
  'RemoveUserFromGroup',
  `DetachGroupPolicy ${NEW.slice(-6)}`,
  'DeleteGroup',
];

describe('a change of the denies of a user who has no room for the new beside the old', () => {
  it('goes over a group, so that the old or the new deny is there at every moment', async () => {
    const world = await aWorld();
    expect(await world.run()).toEqual({ kind: 'done' });
    expect(world.user.calls).toEqual(CROSSING);
    for (const arns of world.user.seen().slice(1)) expect(arns.includes(OLD) || arns.includes(NEW)).toBe(true);
    expect([world.ours(), world.user.all.size, world.states()]).toEqual([[NEW], 0, ['confirmed', 'confirmed']]);
  });

  it('goes back over a group as well', async () => {
    const world = await aWorld();
    await world.run();
    const before = world.user.seen().length;
    await world.release('run-1');
    for (const arns of world.user.seen().slice(before)) expect(arns.includes(OLD) || arns.includes(NEW)).toBe(true);
    expect([world.ours(), world.user.all.size]).toEqual([[OLD], 0]);
  });

  it('takes no group where there is room by the time', async () => {
    const world = await aWorld();
    world.user.attached.delete('arn:aws:iam::aws:policy/other-0');
    expect(await world.run()).toEqual({ kind: 'done' });
    expect(world.user.calls).toEqual([`AttachUserPolicy ${NEW.slice(-6)}`, `DetachUserPolicy ${OLD.slice(-6)}`]);
  });
});

describe('such a change that is terminated after any of its calls', () => {
  const terminatedAfter = async (count: number) => {
    const world = await aWorld();
    world.user.dyingAfter(count);
    await expect(world.run()).rejects.toThrow('terminated');
    world.user.dyingAfter(Infinity);
    return world;
  };
  const everywhere = CROSSING.map((call, index) => [call, index + 1] as const);

  it.each(everywhere)('ends when it is redriven: %s (%i)', async (_, count) => {
    const world = await terminatedAfter(count);
    expect(await world.run()).toEqual({ kind: 'done' });
    for (const arns of world.user.seen().slice(1)) expect(arns.includes(OLD) || arns.includes(NEW)).toBe(true);
    expect([world.ours(), world.user.all.size, world.states()]).toEqual([[NEW], 0, ['confirmed', 'confirmed']]);
  });

  it.each(everywhere)('ends in the next run, which sees what stands by way of the group: %s (%i)', async (_, count) => {
    const world = await terminatedAfter(count);
    await world.nextRun();
    await world.nextRun();
    for (const arns of world.user.seen().slice(1)) expect(arns.includes(OLD) || arns.includes(NEW)).toBe(true);
    expect([world.ours(), world.user.all.size]).toEqual([[NEW], 0]);
    expect(await world.planned()).toMatchObject({ kind: 'leave', reason: 'stands' });
  });

  it.each(everywhere)('is given back by a release of its run, and of all: %s (%i)', async (_, count) => {
    const world = await terminatedAfter(count);
    await world.release('run-1');
    for (const arns of world.user.seen().slice(1)) expect(arns.includes(OLD) || arns.includes(NEW)).toBe(true);
    expect([world.ours(), world.user.all.size]).toEqual([[OLD], 0]);
    await world.release();
    expect([world.ours(), world.user.all.size, world.states()]).toEqual([[], 0, ['released', 'released']]);
  });

  it.each(everywhere)('leaves nothing behind after a release of everything: %s (%i)', async (_, count) => {
    const world = await terminatedAfter(count);
    await world.release();
    expect(await world.lowerAll()).toEqual([]);
    expect([world.ours(), world.user.all.size]).toEqual([[], 0]);
  });
});

describe('a release that is terminated after any of its calls', () => {
  it.each(CROSSING.map((_, index) => index + 1))('ends when it is asked for again: %i', async (count) => {
    const world = await aWorld();
    await world.run();
    world.user.dyingAfter(count);
    await expect(world.release('run-1')).rejects.toThrow('terminated');
    world.user.dyingAfter(Infinity);
    await world.release('run-1');
    for (const arns of world.user.seen().slice(1)) expect(arns.includes(OLD) || arns.includes(NEW)).toBe(true);
    expect([world.ours(), world.user.all.size]).toEqual([[OLD], 0]);
  });
});

describe('a change is left, and nothing of it stays', () => {
  it.each<[string, Around, RegExp]>([
    ['the account can have no further group', { groups: 0 }, /the account none for a group/],
    ['the user can be in no further group', { memberships: 0 }, /is in as many groups as it may be/],
  ])('where %s', async (_, around, why) => {
    const world = await aWorld(around);
    expect(await world.run()).toEqual({ kind: 'failed', why: matching(why) });
    expect([world.ours(), world.user.all.size]).toEqual([[OLD], 0]);
  });

  it('where the group of its name is somebody else’s', async () => {
    const world = await aWorld();
    world.user.all.set(GROUP, { path: '/', members: new Set(), policies: new Set(['theirs']) });
    expect(await world.run()).toEqual({ kind: 'failed', why: matching(/somebody else/) });
    expect([world.ours(), world.user.all.get(GROUP)?.policies]).toEqual([[OLD], new Set(['theirs'])]);
  });
});

describe('a group that somebody else made on the path of the bridges since the look at it', () => {
  const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';
  const theirs = (more: object) => ({
    path: BRIDGES,
    members: new Set<string>(),
    policies: new Set<string>(),
    ...more,
  });

  it.each([
    ['a policy', theirs({ policies: new Set([ADMIN]) })],
    ['a policy whose name begins as those of the project do', theirs({ policies: new Set([`${OLD}-mine`]) })],
    ['an inline policy', theirs({ inline: ['everything'] })],
    ['a member', theirs({ members: new Set(['AIDAEVE']) })],
  ])('gets nobody as a member, and stays as it is, where it holds %s', async (_, group) => {
    const world = await aWorld();
    world.user.afterEach(() => {
      if (!world.user.all.has(GROUP)) world.user.all.set(GROUP, group);
    });
    expect(await world.run()).toEqual({ kind: 'failed', why: matching(/holds a member or a policy of somebody else/) });
    expect(world.user.calls).not.toContain('AddUserToGroup');
    expect([world.ours(), world.user.all.get(GROUP)]).toEqual([[OLD], group]);
    for (const arns of world.user.seen()) for (const arn of group.policies) expect(arns).not.toContain(arn);
  });

  it('is used where it is empty', async () => {
    const world = await aWorld();
    world.user.afterEach(() => {
      if (world.user.calls.length === 1) world.user.all.set(GROUP, theirs({}));
    });
    expect(await world.run()).toEqual({ kind: 'done' });
    expect([world.ours(), world.user.all.size]).toEqual([[NEW], 0]);
  });
});

describe('a group that somebody else has put something into', () => {
  const joined = async (what: 'members' | 'policies') => {
    const world = await aWorld();
    world.user.afterEach(() => world.user.all.get(GROUP)?.[what].add('theirs'));
    return world;
  };

  it.each(['members', 'policies'] as const)('stays with it, the project’s own gone from it: %s', async (what) => {
    const world = await joined(what);
    expect(await world.run()).toEqual({ kind: 'failed', why: matching(/holds a member or a policy of somebody else/) });
    const group = world.user.all.get(GROUP);
    expect([...(group?.members ?? []), ...(group?.policies ?? [])]).toEqual(['theirs']);
    expect(world.ours()).toEqual([NEW]);
    expect(await world.lowerAll()).toEqual([GROUP]);
  });

  it.each(['members', 'policies'] as const)('ends the change once a person has emptied it: %s', async (what) => {
    const world = await joined(what);
    await world.run();
    world.user.afterEach(() => undefined);
    world.user.all.get(GROUP)?.[what].delete('theirs');
    await world.nextRun();
    expect([world.ours(), world.user.all.size, world.states()]).toEqual([[NEW], 0, ['confirmed', 'confirmed']]);
  });

  it('frees the user in a release, and says what is to be done with it', async () => {
    const world = await joined('policies');
    await world.run();
    await expect(world.release()).rejects.toThrow(/take that out of it, and delete the group/);
    expect(world.ours()).toEqual([]);
  });
});

it('a user whose place is taken meanwhile stays denied by way of the group, until there is room', async () => {
  const world = await aWorld();
  world.user.afterEach(() => {
    if (!world.user.attached.has(OLD)) world.user.attached.add('taken');
  });
  expect(await world.run()).toEqual({ kind: 'failed', why: matching(/no room for another managed policy/) });
  expect([world.ours(), world.user.effective().includes(NEW)]).toEqual([[], true]);
  world.user.afterEach(() => undefined);
  world.user.attached.delete('taken');
  await world.nextRun();
  expect([world.ours(), world.user.all.size]).toEqual([[NEW], 0]);
});

it('a user whose place is taken meanwhile stays in no group that somebody else has put something into', async () => {
  const world = await aWorld();
  world.user.afterEach(() => {
    if (world.user.attached.has(OLD)) return;
    world.user.attached.add('taken');
    world.user.all.get(GROUP)?.policies.add('theirs');
  });
  expect(await world.run()).toEqual({ kind: 'failed', why: matching(/holds a member or a policy of somebody else/) });
  expect(world.user.effective()).not.toContain('theirs');
});
