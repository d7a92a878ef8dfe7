import fc from 'fast-check';
import type { RosterCall } from '../../../src/domain/admin-roster/call';
import { keptOf, settledOf } from '../../../src/domain/admin-roster/roster';
import { wasIn } from '../../../src/domain/admin-roster/stays';
import {
  ADMINS,
  adds,
  call,
  creates,
  fold,
  idOf,
  removes,
  renames,
  role,
  second,
  seed,
  standings,
  user,
} from './history';

const ROOT = { kind: 'root' } as const;

describe('who is an admin', () => {
  it.each([
    ['an admin', user('ada')],
    ['root', ROOT],
    ['an exempt user', user('breakglass')],
    ['a role that may', role('deployer')],
  ])('is whoever %s puts into the group, and whom that one puts into it', (_, caller) => {
    const calls = [call(1, caller, adds('bob')), call(2, user('bob'), adds('carol'))];
    expect(standings({ calls, members: ['ada', 'bob', 'carol'] })).toEqual({
      ...{ ada: 'admin', bob: 'admin', carol: 'admin' },
    });
  });

  it('is nobody whom somebody else puts into the group, nor anybody whom that one adds', () => {
    const calls = [
      call(1, user('rogue'), adds('rogue')),
      call(2, user('rogue'), adds('mallory')),
      call(3, user('mallory'), adds('bob')),
    ];
    expect(standings({ calls, members: ['ada', 'rogue', 'mallory', 'bob'] })).toEqual({
      ...{ ada: 'admin', rogue: 'intruder', mallory: 'intruder', bob: 'intruder' },
    });
  });

  it('is whom a role without a vote adds, but nobody whom that one adds', () => {
    const calls = [call(1, role('pipeline'), adds('bob')), call(2, user('bob'), adds('carol'))];
    const story = { calls, members: ['ada', 'bob', 'carol'] };
    expect(standings(story)).toEqual({ ada: 'admin', bob: 'admin', carol: 'intruder' });
    expect(fold(story).byRoles).toMatchObject([{ call: { eventId: calls[0]?.eventId }, userId: idOf('bob') }]);
  });

  it('stays whoever somebody takes out who may not, and has no vote meanwhile', () => {
    const calls = [
      call(1, user('rogue'), removes('ada')),
      call(2, user('ada'), adds('bob')),
      call(3, role('pipeline'), removes('carol')),
    ];
    expect(standings({ calls, members: ['bob'] })).toEqual({ ada: 'missing', bob: 'intruder' });
  });

  it('is not whom an admin takes out, as of that second, and who was calling then still was one for a minute', () => {
    const calls = [call(1, user('ada'), adds('bob')), call(10, user('ada'), removes('bob'))];
    const story = { calls, members: ['ada'] };
    expect(standings(story)).toEqual({ ada: 'admin' });
    const { counted } = fold(story);
    const wasAdmin = [0, 1, 10, 70, 71].map((at) => wasIn(counted, idOf('bob'), second(at)));
    expect(wasAdmin).toEqual([false, true, true, true, false]);
  });

  it('is nobody anew who is put in again by somebody who may not', () => {
    const calls = [
      call(1, user('ada'), adds('bob')),
      call(2, user('ada'), removes('bob')),
      call(3, user('rogue'), adds('bob')),
    ];
    expect(standings({ calls, members: ['ada', 'bob'] })).toEqual({ ada: 'admin', bob: 'intruder' });
  });

  it('stays who is added though in the group: such a call changes nothing', () => {
    const calls = [call(1, user('rogue'), adds('ada')), call(2, user('ada'), adds('ada'))];
    const { counted } = fold({ calls, members: ['ada'] });
    expect(counted).toEqual([{ userId: idOf('ada'), groupId: ADMINS.id, from: 0, votes: true }]);
  });

  it('is told of by the calls that change something alone', () => {
    const calls = [
      call(1, user('ada'), adds('ada')),
      call(2, user('ada'), adds('bob')),
      call(3, user('ada'), adds('bob')),
      call(4, user('ada'), removes('carol')),
      call(5, user('ada'), removes('bob')),
      call(6, user('ada'), removes('bob')),
    ];
    expect(fold({ calls, members: ['ada'] }).made.map(({ call: { at } }) => at)).toEqual([second(2), second(5)]);
  });

  it('is nobody of whom there is no call, and whom history misses is missing', () => {
    expect(standings({ calls: [], members: ['bob'] })).toEqual({ ada: 'missing', bob: 'unexplained' });
  });

  it('is whom a person has accepted, from then on', () => {
    const accepted = [{ userId: idOf('bob'), groupId: ADMINS.id, at: second(5) }];
    const calls = [
      call(1, user('rogue'), adds('bob')),
      call(4, user('bob'), adds('mallory')),
      call(6, user('bob'), adds('carol')),
    ];
    expect(standings({ calls, accepted, members: ['ada', 'bob', 'mallory', 'carol'] })).toEqual({
      ...{ ada: 'admin', bob: 'admin', mallory: 'intruder', carol: 'admin' },
    });
  });

  it('is whom a person has accepted though no call put it there, and whom that one adds from then on', () => {
    const accepted = [{ userId: idOf('bob'), groupId: ADMINS.id, at: second(5) }];
    const calls = [call(4, user('bob'), adds('mallory')), call(6, user('bob'), adds('carol'))];
    expect(standings({ calls, accepted, members: ['ada', 'bob', 'mallory', 'carol'] })).toEqual({
      ...{ ada: 'admin', bob: 'admin', mallory: 'intruder', carol: 'admin' },
    });
  });

  it.each([
    ['is no more whom an admin takes out after a person has accepted it', 5, 8, 'intruder'],
    ['is whom a person accepts after an admin has taken it out', 8, 5, 'admin'],
  ])('%s', (_, acceptedAt, removedAt, standing) => {
    const accepted = [{ userId: idOf('bob'), groupId: ADMINS.id, at: second(acceptedAt) }];
    const calls = [call(removedAt, user('ada'), removes('bob')), call(removedAt + 1, user('rogue'), adds('bob'))];
    const story = { calls, accepted, before: seed('ada', 'bob'), members: ['ada', 'bob'] };
    expect(standings(story)).toEqual({ ada: 'admin', bob: standing });
  });

  it('is nobody again for what a person said before the roster, which knows of it', () => {
    const accepted = [{ userId: idOf('bob'), groupId: ADMINS.id, at: second(-1) }];
    expect(standings({ calls: [], accepted, members: ['ada', 'bob'] })).toEqual({ ada: 'admin', bob: 'unexplained' });
  });

  it('is whomever of several a person has accepted, in any order', () => {
    const accepted = [9, 7].map((at) => ({
      userId: idOf(at === 9 ? 'bob' : 'carol'),
      groupId: ADMINS.id,
      at: second(at),
    }));
    const calls = [call(8, user('carol'), adds('dave')), call(8, user('bob'), adds('mallory'))];
    expect(standings({ calls, accepted, members: ['ada', 'bob', 'carol', 'dave', 'mallory'] })).toEqual({
      ...{ ada: 'admin', bob: 'admin', carol: 'admin', dave: 'admin', mallory: 'intruder' },
    });
  });
});

describe('calls of the same second', () => {
  it('count in whichever order makes their callers admins', () => {
    const calls = [call(1, user('bob'), adds('carol')), call(1, user('ada'), adds('bob'))];
    expect(standings({ calls, members: ['ada', 'bob', 'carol'] })).toMatchObject({ bob: 'admin', carol: 'admin' });
  });

  it('do not make anybody an admin whose adder nobody made one', () => {
    const calls = [call(1, user('rogue'), adds('mallory')), call(1, user('mallory'), adds('rogue'))];
    expect(standings({ calls, members: ['ada', 'rogue', 'mallory'] })).toMatchObject({
      ...{ rogue: 'intruder', mallory: 'intruder' },
    });
  });

  it('that take somebody out and put them in leave them an admin, but for who did it alone', () => {
    const calls = [call(1, user('ada'), adds('bob')), call(2, user('ada'), removes('bob'))];
    const back = (name: string) => [...calls, call(2, user(name), adds('bob'))];
    expect(standings({ calls: back('ada'), members: ['ada', 'bob'] })['bob']).toBe('admin');
    expect(standings({ calls: back('bob'), members: ['ada', 'bob'] })['bob']).not.toBe('admin');
    expect(standings({ calls: back('rogue'), members: ['ada', 'bob'] })['bob']).toBe('intruder');
  });

  it('let an admin add somebody in the second in which she is taken out', () => {
    const calls = [call(2, user('ada'), adds('bob')), call(2, ROOT, removes('ada'))];
    expect(standings({ calls, members: ['bob'] })).toEqual({ bob: 'admin' });
  });
});

describe('names', () => {
  it('are followed: whoever was added under a name is meant, whoever has it now', () => {
    const calls = [
      call(1, user('ada'), adds('bob')),
      call(2, user('ada'), renames('bob', 'robert')),
      call(3, user('ada'), renames('carol', 'bob')),
    ];
    const story = { calls, members: ['ada', 'bob'], names: { bob: 'robert', carol: 'bob' } };
    expect(standings(story)).toEqual({ ada: 'admin', bob: 'admin' });
  });

  it('that somebody moved who may not make nothing sure that an admin did under them', () => {
    const calls = [
      call(1, user('rogue'), renames('bob', 'robert')),
      call(2, user('rogue'), renames('rogue', 'bob')),
      call(3, user('ada'), adds('bob')),
    ];
    const story = { calls, members: ['ada', 'rogue'], names: { bob: 'robert', rogue: 'bob' } };
    expect(standings(story)).toEqual({ ada: 'admin', rogue: 'unclear' });
  });

  it('that were moved before the roster are moved for a day, or until somebody with a vote gives them anew', () => {
    const swap = [call(1, user('rogue'), renames('bob', 'robert')), call(2, user('rogue'), renames('rogue', 'bob'))];
    const swapped = { members: ['ada', 'rogue'], names: { bob: 'robert', rogue: 'bob' } };
    const roster = keptOf(fold({ ...swapped, calls: swap, members: ['ada'] }), second(100));
    const after = (seconds: number, ...calls: readonly RosterCall[]) =>
      standings({
        ...{ ...swapped, calls: [...calls, call(seconds, user('ada'), adds('bob'))] },
        before: keptOf(roster, second(seconds - 1 - calls.length)),
      })['rogue'];
    expect(after(200)).not.toBe('admin');
    expect(after(86_000)).not.toBe('admin');
    expect(after(86_500)).toBe('admin');
    expect(after(200, call(199, user('ada'), renames('temporary', 'bob')))).toBe('admin');
    expect(after(200, call(199, user('mallory'), renames('temporary', 'bob')))).not.toBe('admin');
  });

  it('are given anew in a second in which nobody else moves them', () => {
    const roster = { ...seed('ada'), moved: [{ name: 'user bob', from: second(-9).getTime() }] };
    const moves = call(1, user('rogue'), renames('bob', 'robert'));
    const gives = call(1, user('ada'), renames('robert', 'bob'));
    const added = call(1, user('ada'), adds('bob'));
    const standing = (...calls: readonly RosterCall[]) =>
      standings({ calls: [gives, added, ...calls], before: roster, members: ['ada', 'bob'] })['bob'];
    expect(standing()).toBe('admin');
    expect(standing(moves)).not.toBe('admin');
  });

  it('are no admin group only because somebody gave them to another group', () => {
    const calls = [
      call(1, user('rogue'), { kind: 'group-renamed', name: ADMINS.name, to: 'old' }),
      call(2, user('rogue'), { kind: 'group-renamed', name: 'Developers', to: ADMINS.name }),
      call(3, user('ada'), adds('bob')),
      call(4, user('rogue'), adds('rogue', 'old')),
    ];
    const story = { calls, members: ['ada', 'rogue'], groupName: 'old' };
    expect(standings(story)).toEqual({ ada: 'admin', rogue: 'intruder' });
    expect(fold(story)).toMatchObject({ unclear: [], uncounted: [{ userId: idOf('rogue') }] });
  });

  it('are of whom the call that created them says, and of nobody who came after the call about them', () => {
    const born = call(1, user('ada'), creates('eve'));
    const calls = [born, call(2, user('ada'), adds('eve'))];
    const story = { calls, members: ['ada', 'eve'], names: { eve: 'eve' }, born: { eve: 1 } };
    expect(standings(story)['eve']).toBe('admin');
    const later = { ...story, calls: calls.slice(1), born: { eve: 9 } };
    expect(standings(later)['eve']).toBe('unexplained');
    const moved = call(1, user('rogue'), renames('eve', 'temporary'));
    expect(standings({ ...later, calls: [moved, ...later.calls] })['eve']).toBe('unclear');
  });

  it('are the same in small and capital letters', () => {
    const calls = [call(1, user('ada'), adds('BOB', 'ADMINISTRATORS'))];
    expect(standings({ calls, members: ['ada', 'bob'] })['bob']).toBe('admin');
  });
});

describe('any history', () => {
  const people = fc.constantFrom('ada', 'bob', 'carol', 'rogue', 'mallory');
  const event = fc.record({ at: fc.integer({ min: 1, max: 30 }), who: people, whom: people, joins: fc.boolean() });
  const history = fc
    .array(event, { maxLength: 12 })
    .map((events) => events.map(({ at, who, whom, joins }) => call(at, user(who), joins ? adds(whom) : removes(whom))));
  const membersAfter = (calls: readonly RosterCall[]) => {
    const members = new Set(['ada']);
    for (const { change } of inOrder(calls)) {
      if (change.kind === 'user-added') members.add(change.user);
      if (change.kind === 'user-removed') members.delete(change.user);
    }
    return [...members];
  };

  it('makes the same roster in whatever order it comes, and of calls that come twice', () => {
    fc.assert(
      fc.property(history, fc.infiniteStream(fc.nat()), (calls, draws) => {
        const members = membersAfter(calls);
        const shuffled = [...calls, ...calls]
          .map((one) => ({ one, place: draws.next().value as number }))
          .sort((one, other) => one.place - other.place)
          .map(({ one }) => one);
        expect(fold({ calls: shuffled, members })).toEqual(fold({ calls, members }));
      }),
    );
  });

  it('makes everybody an admin who would be one without the calls that do not count', () => {
    fc.assert(
      fc.property(history, (calls) => {
        const whole = fold({ calls, members: membersAfter(calls) });
        const ignored = new Set(whole.uncounted.map(({ call: { eventId } }) => eventId));
        const counting = calls.filter(({ eventId }) => !ignored.has(eventId));
        const alone = fold({ calls: counting, members: membersAfter(counting) });
        expect([...whole.counted]).toEqual(alone.counted);
      }),
      { numRuns: 1000 },
    );
  });

  it('makes the same roster in two folds as in one', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 30 }), (calls, cut) => {
        const members = membersAfter(calls);
        const whole = fold({ calls, members });
        const before = settledOf(keptOf(whole, second(cut)));
        const again = fold({ calls, members, before });
        expect(new Set(again.counted.map((stay) => JSON.stringify(stay)))).toEqual(
          new Set(whole.counted.map((stay) => JSON.stringify(stay))),
        );
      }),
    );
  });

  it('makes nobody an admin whom no admin made one', () => {
    fc.assert(
      fc.property(history, (all) => {
        const calls = all.filter(({ caller }) => caller.kind === 'user' && caller.id !== idOf('ada'));
        expect(new Set(fold({ calls, members: membersAfter(calls) }).counted.map(({ userId }) => userId))).toEqual(
          new Set([idOf('ada')]),
        );
      }),
    );
  });
});

const inOrder = (calls: readonly RosterCall[]) =>
  [...calls].sort((one, other) => one.at.getTime() - other.at.getTime() || (one.eventId < other.eventId ? -1 : 1));
