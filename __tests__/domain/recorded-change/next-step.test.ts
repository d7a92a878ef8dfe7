import { linked, slotBackOf } from '../../../src/domain/recorded-change/give-back';
import { nextStepOf } from '../../../src/domain/recorded-change/next-step';
import { BOUNDARY_KINDS as kinds, type BoundaryEntry } from '../../../src/guardrails/permissions-boundary/kinds';
import { DENY_KINDS, stateOf } from '../../../src/guardrails/unused-service-deny/kinds';
import { aBoundarySet, ownArn } from '../../support/boundaries';
import { aDeny, aDenyEntry, denyArnsOf } from '../../support/some-denies';

const now = new Date('2026-06-01T12:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const [NEW, OLD, OTHER] = [ownArn('new'), ownArn('old'), 'arn:aws:iam::111122223333:policy/team'];
const set = (policyArn: string, before?: string) =>
  aBoundarySet({ policyArn, ...(before !== undefined && { before: { policyArn: before } }) });

/** An entry whose boundary stood first and was confirmed a day ago. */
const anEntry = (overrides: Partial<BoundaryEntry> = {}): BoundaryEntry => ({
  change: set(OLD),
  number: 1,
  runId: 'earlier',
  state: 'confirmed',
  flips: 0,
  openedAt: ago(86_400),
  confirmedAt: ago(86_400),
  ...overrides,
});
const recorded = (overrides: Partial<BoundaryEntry> = {}) =>
  anEntry({ state: 'recorded', confirmedAt: undefined, ...overrides });
const closed = { closedAt: ago(3600), state: 'released' as const };

describe('the next step about a boundary', () => {
  it.each<[string, readonly BoundaryEntry[], string | undefined, ReturnType<typeof set>, object]>([
    ['of a stranger is its record', [], undefined, set(NEW), { kind: 'record', number: 1, flips: 0 }],
    ['in place of the one that stands is a record', [anEntry()], OLD, set(NEW, OLD), { kind: 'record', number: 2 }],
    ['that stands is none', [anEntry()], OLD, set(OLD), { kind: 'stands' }],
    ['that stands without an entry is none', [], NEW, set(NEW), { kind: 'stands' }],
    ['that was recorded and not done is to resume', [recorded()], undefined, set(OLD), { kind: 'resume' }],
    ['that was done and not confirmed is to confirm', [recorded()], OLD, set(OLD), { kind: 'confirm' }],
    [
      'after another was done and not confirmed is to confirm that',
      [recorded()],
      OLD,
      set(NEW, OLD),
      { kind: 'confirm' },
    ],
    ['after another was recorded and not done is to drop that', [recorded()], undefined, set(NEW), { kind: 'drop' }],
    [
      'that was recorded before something else stood is to drop it',
      [recorded()],
      OTHER,
      set(OLD, OTHER),
      { kind: 'drop' },
    ],
    [
      'that was recorded, when the plan saw something else, is to drop it',
      [recorded({ change: set(NEW, OLD) })],
      OLD,
      set(NEW),
      { kind: 'drop' },
    ],
    [
      'that was recorded before something else stood, which the plan did not see, is to drop it',
      [recorded({ change: set(NEW, OLD) })],
      undefined,
      set(NEW, OLD),
      { kind: 'drop' },
    ],
    [
      'after a gap counts on from the newest',
      [anEntry({ number: 7 })],
      OLD,
      set(NEW, OLD),
      { kind: 'record', number: 8 },
    ],
    [
      'after a release of what was confirmed goes by nothing before that',
      [anEntry({ number: 2, change: set(NEW, OLD), ...closed }), anEntry({ flips: 1 })],
      undefined,
      set(NEW),
      { kind: 'record', number: 3, flips: 0 },
    ],
    ['that stands not as the plan saw is none', [], OTHER, set(NEW), { kind: 'leave', reason: 'changed-since-plan' }],
    [
      'that was taken away since the plan is none',
      [anEntry()],
      undefined,
      set(NEW, OLD),
      { reason: 'changed-since-plan' },
    ],
    ['that was taken away once is a record', [anEntry()], undefined, set(OLD), { kind: 'record', number: 2, flips: 1 }],
    ['that was taken away twice is a flip', [anEntry({ flips: 1 })], undefined, set(OLD), { kind: 'flip' }],
    ['that was replaced twice is a flip', [anEntry({ flips: 1 })], OTHER, set(NEW, OTHER), { kind: 'flip' }],
    [
      'that is flipped is none',
      [anEntry({ state: 'flipped' })],
      undefined,
      set(OLD),
      { kind: 'leave', reason: 'flipped' },
    ],
    ['after a flip keeps the count', [anEntry({ flips: 1 })], OLD, set(NEW, OLD), { kind: 'record', flips: 1 }],
    [
      'after a release counts from nought',
      [anEntry({ flips: 2, ...closed })],
      undefined,
      set(NEW),
      { number: 2, flips: 0 },
    ],
    [
      'after a dropped entry still knows of the one before',
      [recorded({ number: 2, change: set(NEW, OLD), ...closed }), anEntry()],
      undefined,
      set(NEW),
      { kind: 'record', number: 3, flips: 1 },
    ],
  ])('%s', (_, history, seen, meant, expected) => {
    expect(nextStepOf(history, seen, meant, { kinds, now })).toMatchObject(expected);
  });

  it.each([
    [59, 'stands'],
    [60, 'record'],
  ])('%i seconds after its confirmation, with nothing to be seen, is: %s', (seconds, kind) => {
    const history = [anEntry({ confirmedAt: ago(seconds) })];
    expect(nextStepOf(history, undefined, set(OLD), { kinds, now }).kind).toBe(kind);
  });
});

describe('the next step about a change that takes several', () => {
  const [before, after, other] = [denyArnsOf(['sns']), denyArnsOf(['sqs']), denyArnsOf(['ec2'])];
  const begun = aDenyEntry(aDeny(['sqs'], ['sns']), { state: 'recorded', confirmedAt: undefined });
  const step = (arns: readonly string[], meant = begun.change, entry = begun) =>
    nextStepOf([entry], stateOf(arns), meant, { kinds: DENY_KINDS, now });

  it.each([
    ['that is begun is to resume', [...before, ...after], begun.change],
    ['that is begun is to resume, though another is meant by now', [...before, ...after], aDeny(['ec2'], ['sns'])],
    ['that was recorded and not begun is to resume', before, begun.change],
  ])('%s', (_, arns, meant) => {
    expect(step(arns, meant)).toEqual({ kind: 'resume', entry: begun });
  });

  it('that is made is to confirm', () => {
    expect(step(after)).toEqual({ kind: 'confirm', entry: begun });
  });

  it('beside which somebody else attached something is to drop', () => {
    expect(step([...before, ...after, ...other])).toEqual({ kind: 'drop', entry: begun });
  });
});

describe('linked', () => {
  const third = anEntry({ number: 3, change: set(NEW, OLD) });
  const second = anEntry({ number: 2, change: set(OLD, NEW) });
  const first = anEntry({ number: 1, change: set(NEW) });

  it.each([
    ['all, where each stood before the next', [third, second, first], 3],
    ['those since someone else removed one', [third, anEntry({ change: set(OLD) }), first], 2],
    ['the newest, where nothing stood before it', [first, second], 1],
    ['none of none', [], 0],
  ])('keeps %s', (_, open, kept) => {
    expect(linked(open, kinds)).toEqual(open.slice(0, kept));
  });
});

describe('what a release takes back', () => {
  const third = anEntry({ number: 3, runId: 'later', change: set(NEW, OLD) });
  const second = anEntry({ number: 2, runId: 'run', change: set(OLD, NEW) });
  const first = anEntry({ number: 1, runId: 'run', change: set(NEW) });
  const meant = recorded({ number: 3, runId: 'later', change: set(OTHER, OLD) });
  const numbers = (entries: readonly BoundaryEntry[]) => entries.map(({ number }) => number);

  it.each<[string, readonly BoundaryEntry[], string | undefined, number[], number[]]>([
    ['is everything, newest first', [third, second, first], NEW, [3, 2, 1], [1, 2, 3]],
    ['is what stands, where the newest was recorded and not done', [meant, second, first], OLD, [2, 1], [1, 2, 3]],
    ['is nothing where someone else put something else', [third, second, first], OTHER, [], [1, 2, 3]],
    ['is nothing where someone else removed it', [second, first], undefined, [], [1, 2]],
    ['ends where someone else put its own', [third, anEntry({ change: set(OTHER) })], NEW, [3], [1, 3]],
    ['is what was flipped, where it stands', [anEntry({ state: 'flipped' })], OLD, [1], [1]],
    ['is not what is over', [third, { ...second, ...closed }], NEW, [3], [3]],
    ['of a stranger is nothing', [], OLD, [], []],
  ])('%s', (_, history, seen, undo, close) => {
    const back = slotBackOf(history, seen, kinds);
    expect([numbers(back.undo), numbers(back.close), back.isBelow]).toEqual([undo, close, undefined]);
  });

  it.each<[string, readonly BoundaryEntry[], string | undefined, string, number[], number[], true | undefined]>([
    ['of the last run stops at those before', [third, second, first], NEW, 'later', [3], [3], undefined],
    ['of an earlier run is for that one to give back', [third, second, first], NEW, 'run', [], [], true],
    ['of a run that did nothing is nothing', [third], NEW, 'other', [], [], undefined],
    ['of a run that recorded and did nothing only ends', [meant, second], OLD, 'later', [], [3], undefined],
    ['of a run before one that did nothing stands', [meant, second], OLD, 'run', [2], [2], undefined],
    [
      'of a run that recorded and did nothing, before a later one, only ends',
      [third, recorded({ number: 2, runId: 'run', change: set(OTHER, OLD) })],
      NEW,
      'run',
      [],
      [2],
      undefined,
    ],
    ['of a run that someone else undid only ends', [second, first], undefined, 'run', [], [1, 2], undefined],
  ])('%s', (_, history, seen, runId, undo, close, isBelow) => {
    const back = slotBackOf(history, seen, kinds, runId);
    expect([numbers(back.undo), numbers(back.close), back.isBelow]).toEqual([undo, close, isBelow]);
  });
});
