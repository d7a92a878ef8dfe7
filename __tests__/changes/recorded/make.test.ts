import type { IamBounder } from '../../../src/aws/iam/bounder';
import { makeRecorded, type MakePorts } from '../../../src/changes/recorded/make';
import type { BoundarySet } from '../../../src/domain/change/change';
import { boundaryHands } from '../../../src/guardrails/permissions-boundary/apply/boundary/hands';
import { BOUNDARY_KINDS, type BoundaryEntry } from '../../../src/guardrails/permissions-boundary/kinds';
import { VirtualClock } from '../../audit/support/virtual-clock';
import { aBoundarySet, aPrincipal, OWN, ownArn, sha256 } from '../../support/boundaries';
import { someBoundaryLedger, someBounder, type SomeBounder } from '../../support/some-bounder';

const [NEW, NEXT] = [ownArn('new'), ownArn('next')];
const ID = aPrincipal().id;
const set = (policyArn: string, before?: string) =>
  aBoundarySet({ policyArn, ...(before !== undefined && { before: { policyArn: before } }) });

/** As the boundaries' own hands make a change; the bounder says what IAM does. */
interface SetPorts extends Pick<
  MakePorts<BoundarySet>,
  'ledger' | 'clock' | 'now' | 'heldBy' | 'objection' | 'isReleased' | 'shows'
> {
  readonly bounder: IamBounder;
}

function setBoundary(meant: BoundarySet, runId: string, { bounder, ...ports }: SetPorts) {
  const policies = { read: () => Promise.reject(new Error('nothing is undone here')) };
  const hands = boundaryHands({ bounder, policies, own: OWN, sha256, clock: ports.clock });
  return makeRecorded(meant, runId, { ...ports, hands, kinds: BOUNDARY_KINDS });
}

/** An account of one role and the ledger, in which days go by. */
function aWorld(holder: SomeBounder['holder'] | undefined = { id: ID }, lagReads = 0) {
  const bounder = someBounder(holder, lagReads);
  const ledger = someBoundaryLedger();
  const clock = new VirtualClock();
  let day = 0;
  const ports: SetPorts = { bounder, ledger, clock, now: () => new Date(Date.UTC(2026, 5, 1 + day)) };
  return {
    bounder,
    clock,
    ports,
    run: (meant = set(NEW)) => {
      day += 1;
      return setBoundary(meant, `run-${day}`, ports);
    },
    entries: () =>
      [...ledger.entries.values()].map(({ number, state, flips, runId }) => ({ number, state, flips, runId })),
    whole: () => ledger.entries,
  };
}

/** Ports that end the run at the n-th change, before or after it is made. */
function dyingAt(ports: SetPorts, nth: number, when: 'before' | 'after'): SetPorts {
  let left = nth;
  const died = () => Promise.reject(new Error('terminated'));
  const mortal = async <R>(call: () => Promise<R>): Promise<R> => {
    left -= 1;
    if (left === 0 && when === 'before') return died();
    const answer = await call();
    return left === 0 ? died() : answer;
  };
  const { bounder, ledger } = ports;
  return {
    ...ports,
    bounder: { ...bounder, put: (...args) => mortal(() => bounder.put(...args)) },
    ledger: {
      ...ledger,
      record: (...args) => mortal(() => ledger.record(...args)),
      confirm: (...args) => mortal(() => ledger.confirm(...args)),
      close: (...args) => mortal(() => ledger.close(...args)),
      markFlipped: (...args) => mortal(() => ledger.markFlipped(...args)),
    },
  };
}

describe('a change that is recorded', () => {
  it('records, puts, looks and confirms', async () => {
    const { run, bounder, whole } = aWorld();
    await expect(run()).resolves.toEqual({ kind: 'done' });
    expect(bounder.calls).toEqual(['look', 'put', 'look']);
    expect(bounder.holder.arn).toBe(NEW);
    expect([...whole().values()]).toEqual([
      {
        ...{ change: set(NEW), number: 1, runId: 'run-1', state: 'confirmed', flips: 0 },
        ...{ openedAt: new Date('2026-06-02'), confirmedAt: new Date('2026-06-02') },
      },
    ]);
  });

  it('puts nothing that could not be recorded', async () => {
    const { ports, bounder } = aWorld();
    const ledger = { ...ports.ledger, record: () => Promise.reject(new Error('no table')) };
    await expect(setBoundary(set(NEW), 'run', { ...ports, ledger })).rejects.toThrow('no table');
    expect(bounder.calls).toEqual(['look']);
  });

  it('does nothing where the boundary stands', async () => {
    const { run, bounder, entries } = aWorld();
    await run();
    await expect(run()).resolves.toEqual({ kind: 'stands' });
    expect(bounder.calls.filter((call) => call === 'put')).toHaveLength(1);
    expect(entries()).toHaveLength(1);
  });

  it('does not call its own what stands and its run has not put', async () => {
    const { ports, bounder, whole } = aWorld();
    await setBoundary(set(NEXT), 'run', ports);
    bounder.holder.arn = NEW;
    await expect(setBoundary(set(NEW), 'run', ports)).resolves.toEqual({ kind: 'stands' });
    expect(whole().size).toBe(1);
  });

  it('puts nothing where another run is always first to record, and says so', async () => {
    const { ports, bounder } = aWorld();
    const ledger = { ...ports.ledger, record: () => Promise.resolve(false) };
    const outcome = await setBoundary(set(NEW), 'run', { ...ports, ledger });
    expect(outcome).toEqual({ kind: 'failed', why: 'another run is changing the same boundary' });
    expect(bounder.calls).toEqual(['look', 'look', 'look', 'look']);
  });

  it('goes on after what an earlier run left, and another that came to nothing between', async () => {
    const { ports, entries, whole } = aWorld();
    const left = (number: number): BoundaryEntry => ({
      ...{ change: set(NEXT), number, runId: 'earlier', state: 'recorded', flips: 0, openedAt: ports.now() },
    });
    whole().set(1, left(1));
    let isFirst = true;
    const record: SetPorts['ledger']['record'] = (entry) => {
      if (isFirst) whole().set(entry.number, left(entry.number));
      isFirst = false;
      return ports.ledger.record(entry);
    };
    const outcome = await setBoundary(set(NEW), 'run', { ...ports, ledger: { ...ports.ledger, record } });
    expect(outcome).toEqual({ kind: 'done' });
    expect(entries()).toMatchObject([
      { number: 1, state: 'released' },
      { number: 2, state: 'released' },
      { number: 3, state: 'confirmed', runId: 'run' },
    ]);
  });

  it('keeps an entry for each boundary', async () => {
    const { run, entries, bounder } = aWorld();
    await run();
    await expect(run(set(NEXT, NEW))).resolves.toEqual({ kind: 'done' });
    expect(bounder.holder.arn).toBe(NEXT);
    expect(entries()).toMatchObject([
      { number: 1, state: 'confirmed', runId: 'run-1' },
      { number: 2, state: 'confirmed', runId: 'run-2' },
    ]);
  });

  it.each([
    ['nobody', undefined],
    ['somebody who was given the name', { id: 'AROASOMEBODYELSE00001' }],
  ])('leaves %s alone', async (_, holder) => {
    const world =
      holder === undefined
        ? { ...aWorld(), ports: { ...aWorld().ports, bounder: someBounder(undefined) } }
        : aWorld(holder);
    await expect(setBoundary(set(NEW), 'run', world.ports)).resolves.toMatchObject({ kind: 'left', reason: 'gone' });
    expect(world.entries()).toEqual([]);
    expect(world.bounder.calls).not.toContain('put');
  });

  it('says of somebody who was given the name while it was put that somebody has to look', async () => {
    const { ports, bounder, entries } = aWorld();
    const put: typeof bounder.put = (...args) => {
      bounder.holder.id = 'AROASOMEBODYELSE00001';
      return bounder.put(...args);
    };
    const outcome = await setBoundary(set(NEW), 'run', { ...ports, bounder: { ...bounder, put } });
    expect(outcome).toMatchObject({ kind: 'failed', why: expect.stringContaining('AROASOMEBODYELSE00001') as string });
    expect(entries()).toMatchObject([{ state: 'recorded' }]);

    // Another attempt of the run says the same; another run, and one that finds nothing on whoever has the name, do not.
    expect(await setBoundary(set(NEW), 'run', ports)).toEqual(outcome);
    expect(await setBoundary(set(NEW), 'another', ports)).toMatchObject({ kind: 'left', reason: 'gone' });
    bounder.holder.arn = undefined;
    expect(await setBoundary(set(NEW), 'run', ports)).toMatchObject({ kind: 'left', reason: 'gone' });
  });

  it('leaves what stands not as the plan saw', async () => {
    const { run, bounder, entries } = aWorld({ id: ID, arn: 'arn:aws:iam::111122223333:policy/team' });
    await expect(run()).resolves.toMatchObject({ kind: 'left', reason: 'changed-since-plan' });
    expect([bounder.calls, entries()]).toEqual([['look'], []]);
  });

  it('waits until IAM shows it, ever longer', async () => {
    const { run, clock, bounder } = aWorld({ id: ID }, 4);
    await expect(run()).resolves.toEqual({ kind: 'done' });
    expect(clock.now()).toBe(250 + 500 + 1000 + 2000);
    expect(bounder.calls).toHaveLength(7);
  });

  it('says that it is not to be seen after 15 seconds, and the next run goes on', async () => {
    const { run, clock, entries } = aWorld({ id: ID }, 9);
    await expect(run()).resolves.toMatchObject({ kind: 'failed', why: expect.stringContaining('15 s') as string });
    expect(clock.now()).toBe(15_000);
    expect(entries()).toMatchObject([{ state: 'recorded' }]);
    await expect(run()).resolves.toEqual({ kind: 'done' });
    expect(entries()).toEqual([{ number: 1, state: 'confirmed', flips: 0, runId: 'run-1' }]);
  });
});

describe('a change that a look at everybody may show', () => {
  it('is confirmed without a look of its own where it shows', async () => {
    const { ports, bounder, entries } = aWorld();
    const outcome = await setBoundary(set(NEW), 'run', { ...ports, shows: () => Promise.resolve(true) });
    expect([outcome, bounder.calls]).toEqual([{ kind: 'done' }, ['look', 'put']]);
    expect(entries()).toMatchObject([{ state: 'confirmed' }]);
  });

  it('is looked at alone where it does not, for as long as any', async () => {
    const { ports, bounder, clock } = aWorld({ id: ID }, 4);
    const outcome = await setBoundary(set(NEW), 'run', { ...ports, shows: () => Promise.resolve(false) });
    expect([outcome, clock.now()]).toEqual([{ kind: 'done' }, 250 + 500 + 1000 + 2000]);
    expect(bounder.calls).toEqual(['look', 'put', 'look', 'look', 'look', 'look', 'look']);
  });

  it('is never said to be done where it went to somebody who was given the name meanwhile', async () => {
    const { ports, bounder, entries } = aWorld();
    const shows = () => {
      bounder.holder.id = 'AROASOMEBODYELSE00001';
      return Promise.resolve(false);
    };
    const outcome = await setBoundary(set(NEW), 'run', { ...ports, shows });
    expect(outcome).toMatchObject({ kind: 'failed', why: expect.stringContaining('AROASOMEBODYELSE00001') as string });
    expect(entries()).toMatchObject([{ state: 'recorded' }]);
  });

  it('is found by the next run where this one ended while it waited', async () => {
    const { ports, entries, run } = aWorld();
    const shows = () => Promise.reject(new Error('terminated'));
    await expect(setBoundary(set(NEW), 'run', { ...ports, shows })).rejects.toThrow('terminated');
    expect(entries()).toMatchObject([{ state: 'recorded' }]);
    await expect(run()).resolves.toEqual({ kind: 'done' });
    expect(entries()).toMatchObject([{ number: 1, state: 'confirmed', runId: 'run' }]);
  });

  it('is remembered anew where a release has ended its entry while it waited', async () => {
    const { ports, entries, whole } = aWorld();
    const shows = async () => {
      const entry = whole().get(1);
      return entry !== undefined && (await ports.ledger.close(entry, ports.now()));
    };
    await expect(setBoundary(set(NEW), 'run', { ...ports, shows })).resolves.toEqual({ kind: 'done' });
    expect(entries()).toMatchObject([
      { number: 1, state: 'released' },
      { number: 2, state: 'confirmed' },
    ]);
  });
});

describe('a boundary that someone else removes', () => {
  it('is put once more, then left alone until a person releases it', async () => {
    const { run, bounder, entries, ports } = aWorld();
    await run();
    bounder.holder.arn = undefined;
    await expect(run()).resolves.toEqual({ kind: 'done' });
    expect(entries()).toMatchObject([
      { number: 1, state: 'released', flips: 0 },
      { number: 2, state: 'confirmed', flips: 1 },
    ]);

    bounder.holder.arn = undefined;
    for (let again = 0; again < 3; again += 1) {
      await expect(run()).resolves.toMatchObject({ kind: 'left', reason: 'flipped' });
    }
    expect(bounder.holder.arn).toBeUndefined();
    expect(entries()).toMatchObject([{ state: 'released' }, { number: 2, state: 'flipped', flips: 2 }]);

    const [entry] = await ports.ledger.historyOf('', '');
    if (entry) await ports.ledger.close(entry, ports.now());
    await expect(run()).resolves.toEqual({ kind: 'done' });
    expect(entries()).toMatchObject([{}, {}, { number: 3, state: 'confirmed', flips: 0 }]);
  });
});

describe('a run that is terminated', () => {
  const OTHER = 'arn:aws:iam::111122223333:policy/adopted';
  /** What went before, and what is meant then. */
  const stories: readonly [string, (world: ReturnType<typeof aWorld>) => Promise<unknown>, ReturnType<typeof set>][] = [
    ['a first boundary', () => Promise.resolve(), set(NEW)],
    ['another boundary', ({ run }) => run(set(NEW)), set(NEXT, NEW)],
    [
      'a boundary in place of an adopted one',
      ({ bounder }) => Promise.resolve((bounder.holder.arn = OTHER)),
      set(NEW, OTHER),
    ],
    [
      'a boundary that was taken away',
      async ({ run, bounder }) => {
        await run(set(NEXT));
        await run(set(NEW, NEXT));
        bounder.holder.arn = undefined;
      },
      set(NEW),
    ],
    [
      'a boundary that was taken away twice',
      async ({ run, bounder }) => {
        await run(set(NEW));
        bounder.holder.arn = undefined;
        await run(set(NEW));
        bounder.holder.arn = undefined;
      },
      set(NEW),
    ],
  ];
  const cases = stories.flatMap(([name, before, meant]) =>
    (['before', 'after'] as const).map((when) => [when, name, before, meant] as const),
  );
  const essence = (entries: ReadonlyMap<number, BoundaryEntry>) =>
    [...entries.values()].map(({ change, number, state, flips }) => ({ change, number, state, flips }));

  it.each(cases)('%s any change of %s ends in the same when it is repeated', async (when, _, before, meant) => {
    const uninterrupted = aWorld();
    await before(uninterrupted);
    await uninterrupted.run(meant);
    const expected = { arn: uninterrupted.bounder.holder.arn, entries: essence(uninterrupted.whole()) };

    for (let nth = 1; ; nth += 1) {
      const world = aWorld();
      await before(world);
      const died = await setBoundary(meant, 'run-9', dyingAt(laterPorts(world.ports), nth, when)).then(
        () => false,
        () => true,
      );
      await setBoundary(meant, 'run-9', laterPorts(world.ports));
      expect({ arn: world.bounder.holder.arn, entries: essence(world.whole()) }).toEqual(expected);
      if (!died) break;
      expect(nth).toBeLessThan(10);
    }
  });

  it('is brought to its end by a later one that means something else', async () => {
    for (const when of ['before', 'after'] as const) {
      for (let nth = 1; nth <= 3; nth += 1) {
        const world = aWorld();
        await setBoundary(set(NEW), 'run-1', dyingAt(world.ports, nth, when)).catch(() => undefined);
        await world.run(set(NEXT, world.bounder.holder.arn));
        expect(world.bounder.holder.arn).toBe(NEXT);
        const open = (await world.ports.ledger.allOpen('')).map(({ state, change }) => [state, change.policyArn]);
        expect(open.at(-1)).toEqual(['confirmed', NEXT]);
        expect(open.every(([state]) => state === 'confirmed')).toBe(true);
      }
    }
  });
});

/** The same, ten days on. */
function laterPorts(ports: SetPorts): SetPorts {
  return { ...ports, now: () => new Date(ports.now().getTime() + 10 * 86_400_000) };
}

describe('a boundary that a plan means', () => {
  it('is said to be done again by a redrive of its run', async () => {
    const { ports, bounder } = aWorld();
    await setBoundary(set(NEW), 'run', ports);
    await expect(setBoundary(set(NEW), 'run', ports)).resolves.toEqual({ kind: 'done' });
    expect(bounder.calls.filter((call) => call === 'put')).toHaveLength(1);
  });

  it('is left where a person released the principal from this very run, and is put by the next', async () => {
    const { ports, bounder, whole, entries } = aWorld();
    await setBoundary(set(NEW), 'run', ports);
    for (const entry of whole().values()) await ports.ledger.close(entry, ports.now());
    bounder.holder.arn = undefined;
    await expect(setBoundary(set(NEW), 'run', ports)).resolves.toMatchObject({ kind: 'left', reason: 'released' });
    expect(bounder.holder.arn).toBeUndefined();
    expect(entries()).toHaveLength(1);
    await expect(setBoundary(set(NEW), 'next', ports)).resolves.toEqual({ kind: 'done' });
  });

  it('is put on nobody whom something holds, whether it was recorded or not', async () => {
    const { ports, bounder, entries } = aWorld();
    const held = { ...ports, heldBy: () => Promise.resolve('an open incident') };
    const left = { kind: 'left', reason: 'held', why: 'an open incident' };
    await expect(setBoundary(set(NEW), 'run', held)).resolves.toEqual(left);
    expect([bounder.calls, entries()]).toEqual([['look'], []]);

    await expect(setBoundary(set(NEW), 'run', dyingAt(ports, 2, 'before'))).rejects.toThrow('terminated');
    await expect(setBoundary(set(NEW), 'run', held)).resolves.toEqual(left);
    expect(bounder.calls).not.toContain('put');
  });

  it('is put on nobody where its guardrail objects at the last moment, and it is asked nothing of whom something holds', async () => {
    const { ports, bounder, entries } = aWorld();
    const asked: string[] = [];
    const objection = (change: BoundarySet) => {
      asked.push(change.principal.id);
      return Promise.resolve('it was used an hour ago');
    };
    await expect(setBoundary(set(NEW), 'run', { ...ports, objection })).resolves.toEqual({
      ...{ kind: 'left', reason: 'held', why: 'it was used an hour ago' },
    });
    expect([bounder.calls, entries(), asked]).toEqual([['look'], [], [ID]]);
    await setBoundary(set(NEW), 'run', { ...ports, objection, heldBy: () => Promise.resolve('an open incident') });
    expect(asked).toEqual([ID]);
    const content = { ...ports, objection: () => Promise.resolve(undefined) };
    await expect(setBoundary(set(NEW), 'run', content)).resolves.toEqual({ kind: 'done' });
  });

  it('is put on nobody whom a person has released since, even when the release did not see the record', async () => {
    const { ports, bounder, entries } = aWorld();
    const released = { ...ports, isReleased: () => Promise.resolve(entries().length > 0) };
    const left = { kind: 'left', reason: 'released' };
    await expect(setBoundary(set(NEW), 'run', released)).resolves.toMatchObject(left);
    expect([bounder.holder.arn, entries()]).toMatchObject([undefined, [{ state: 'released' }]]);
    await expect(setBoundary(set(NEW), 'run', ports)).resolves.toMatchObject(left);
    await expect(setBoundary(set(NEW), 'next', ports)).resolves.toEqual({ kind: 'done' });
  });

  it('is remembered again where a release came between the record and the put', async () => {
    const { ports, bounder, whole, entries } = aWorld();
    const put: typeof bounder.put = async (...args) => {
      for (const entry of whole().values()) await ports.ledger.close(entry, ports.now());
      return bounder.put(...args);
    };
    await setBoundary(set(NEW), 'run', { ...ports, bounder: { ...bounder, put } });
    expect(bounder.holder.arn).toBe(NEW);
    expect(entries()).toMatchObject([{ state: 'released' }, { number: 2, state: 'confirmed', runId: 'run' }]);
  });

  it('is remembered under a number of its own where yet another run came between', async () => {
    const { ports, bounder, whole, entries } = aWorld();
    const put: typeof bounder.put = async (...args) => {
      for (const entry of [...whole().values()]) {
        whole().set(2, { ...entry, number: 2, runId: 'another' });
        await ports.ledger.close(entry, ports.now());
      }
      return bounder.put(...args);
    };
    await setBoundary(set(NEW), 'run', { ...ports, bounder: { ...bounder, put } });
    expect(entries()).toMatchObject([
      { number: 1, state: 'released' },
      { number: 2, runId: 'another' },
      { number: 3, state: 'confirmed', runId: 'run' },
    ]);
  });
});
