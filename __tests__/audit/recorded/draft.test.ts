import fc from 'fast-check';
import { draftChanges, type DraftAround } from '../../../src/audit/recorded/plan';
import type { RecordedRow } from '../../../src/audit/recorded/row';
import type { SlotSet } from '../../../src/audit/recorded/slot-set';
import { aKeyRow, principalOf } from '../support/key-rows';
import { ACCOUNT } from '../support/subjects';

const around = (overrides: Partial<DraftAround<SlotSet>> = {}): DraftAround<SlotSet> => ({
  ...{ accountId: ACCOUNT, scope: 'everything', held: new Set(), flipped: new Set(), turns: new Map() },
  limits: { changesPerRun: 50, maxChangePercent: 100 },
  ...overrides,
});
const rows = (count: number, keys = 1) =>
  Array.from({ length: count }, (_, index) => aKeyRow(`user-${String(index).padStart(3, '0')}`, keys));
const draft = (of: readonly RecordedRow<SlotSet>[], overrides: Partial<DraftAround<SlotSet>> = {}) =>
  draftChanges(of, around(overrides));
const reasons = ({ left }: ReturnType<typeof draft>) => left.map(({ reason }) => reason);

/** Rows by name, and what holds their changes back. */
const generated = fc
  .uniqueArray(fc.record({ name: fc.stringMatching(/^[a-z]{1,3}$/), keys: fc.nat(2), fate: fc.nat(9) }), {
    ...{ selector: ({ name }: { name: string }) => name, maxLength: 40 },
  })
  .chain((users) => {
    const idsOf = (fate: number) =>
      new Set(users.filter((one) => one.fate === fate).map(({ name }) => principalOf(name).id));
    return fc.record({
      rows: fc.constant(users.map(({ name, keys }) => aKeyRow(name, keys))),
      around: fc.record({
        ...{ accountId: fc.constant(ACCOUNT), held: fc.constant(idsOf(0)), flipped: fc.constant(idsOf(1)) },
        turns: fc.constant(new Map()),
        scope: fc.constantFrom('everything' as const, 'everything' as const, 'widening' as const),
        limits: fc.record({ changesPerRun: fc.nat(20), maxChangePercent: fc.nat(100) }),
      }),
    });
  });

describe('whose changes come about in a run', () => {
  it('is never more than the limits allow', () => {
    fc.assert(
      fc.property(generated, ({ rows: of, around: by }) => {
        const { items } = draftChanges(of, by);
        const { changesPerRun, maxChangePercent } = by.limits;
        expect(items.length).toBeLessThanOrEqual(changesPerRun);
        expect(items.length).toBeLessThanOrEqual(Math.max(5, (of.length * maxChangePercent) / 100));
      }),
    );
  });

  it('goes by ARN, and whoever waits comes after whoever does not', () => {
    fc.assert(
      fc.property(generated, ({ rows: of, around: by }) => {
        const { items, left, waiting } = draftChanges(of, by);
        const arns = items.map(({ principal }) => principal.arn);
        expect(arns).toEqual(arns.toSorted());
        const late = left.filter(({ reason }) => reason === 'next-wave' || reason === 'change-limit');
        expect(waiting).toBe(late.length);
        for (const { principal } of late) expect(arns.every((arn) => arn < principal.arn)).toBe(true);
      }),
    );
  });

  it('goes by turn: whoever had one comes after all others, and whoever had the last one last', () => {
    const limits = { changesPerRun: 2, maxChangePercent: 100 };
    const of = rows(4);
    const turnsOf = (...names: readonly string[]) =>
      new Map(names.map((name, day) => [principalOf(name).id, `2026-06-0${day + 1}T03:00:00.000Z`]));
    const namesOf = (...had: readonly string[]) =>
      draft(of, { limits, turns: turnsOf(...had) }).items.map(({ principal }) => principal.name);
    expect(namesOf()).toEqual(['user-000', 'user-001']);
    expect(namesOf('user-000', 'user-001')).toEqual(['user-002', 'user-003']);
    expect(namesOf('user-003', 'user-001', 'user-000')).toEqual(['user-002', 'user-003']);
    expect(namesOf('user-001', 'user-000', 'user-003', 'user-002')).toEqual(['user-000', 'user-001']);
  });

  it('is nobody whom a person released, whose change someone else undid twice, or from whom nothing is taken', () => {
    fc.assert(
      fc.property(generated, ({ rows: of, around: by }) => {
        const { items, left } = draftChanges(of, by);
        expect(items.filter(({ principal: { id } }) => by.held.has(id) || by.flipped.has(id))).toEqual([]);
        if (by.scope === 'widening') expect(items).toEqual([]);
        for (const { principal, reason } of left) {
          if (by.held.has(principal.id)) expect(reason).toBe('released');
          else if (by.flipped.has(principal.id)) expect(reason).toBe('flipped');
          else if (by.scope === 'widening') expect(reason).toBe('next-change-run');
        }
      }),
    );
  });

  it('is everybody who is meant, or says why not; and nobody else', () => {
    fc.assert(
      fc.property(generated, ({ rows: of, around: by }) => {
        const { items, left } = draftChanges(of, by);
        const meant = of.filter(({ changes }) => changes.length > 0).map(({ id }) => id);
        expect([...items, ...left].map(({ principal }) => principal.id).toSorted()).toEqual(meant.toSorted());
        for (const { principal, changes } of items) {
          expect(changes).toEqual(of.find(({ id }) => id === principal.id)?.changes);
        }
      }),
    );
  });

  it('is the same in whatever order the batches come', () => {
    const shuffled = generated.chain((one) =>
      fc.record({
        one: fc.constant(one),
        rows: fc.shuffledSubarray(one.rows, { minLength: one.rows.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ one, rows: others }) => {
        expect(draftChanges(others, one.around)).toEqual(draftChanges(one.rows, one.around));
      }),
    );
  });

  it('counts those whom the run looks at, and not only those who are meant', () => {
    const of = [...rows(10), ...Array.from({ length: 90 }, (_, index) => aKeyRow(`other-${index}`, 0))];
    const limits = { changesPerRun: 50, maxChangePercent: 9 };
    const made = draft(of, { limits });
    expect([made.items.length, made.waiting, reasons(made)]).toEqual([9, 1, ['change-limit']]);
  });

  it('is five in a small account whatever their share, unless fewer are allowed in a run', () => {
    const limits = { changesPerRun: 50, maxChangePercent: 1 };
    expect(draft(rows(7), { limits }).items).toHaveLength(5);
    expect(draft(rows(7), { limits: { ...limits, changesPerRun: 3 } }).items).toHaveLength(3);
    expect(reasons(draft(rows(7), { limits: { ...limits, changesPerRun: 3 } }))).toEqual(Array(4).fill('next-wave'));
  });

  it('counts principals, however many changes each has', () => {
    const limits = { changesPerRun: 6, maxChangePercent: 100 };
    expect(draft(rows(7, 2), { limits }).items.flatMap(({ changes }) => changes)).toHaveLength(12);
  });

  it('is nobody where a person released everybody', () => {
    const made = draft(rows(2), { held: new Set(['*']) });
    expect([made.items, reasons(made), made.waiting]).toEqual([[], ['released', 'released'], 0]);
  });

  describe('where changes give something back', () => {
    const givingPart = (change: SlotSet) => (change.to === 'Active' ? change : undefined);
    const back = (row: RecordedRow<SlotSet>, which: number) => ({
      ...row,
      changes: row.changes.map((one, index) => (index < which ? { ...one, from: 'Inactive', to: 'Active' } : one)),
    });
    const limits = { changesPerRun: 1, maxChangePercent: 100 };

    it('is everybody to whom a run gives, whatever the limits, and between change runs, too', () => {
      const of = rows(9).map((row) => back(row, 1));
      const made = draft(of, { limits, givingPart });
      expect([made.items.length, made.waiting]).toEqual([9, 0]);
      expect(draft(of, { limits, givingPart, scope: 'widening' }).items).toEqual(made.items);
    });

    it('is whoever waits as well, with the part that gives', () => {
      const of = rows(3, 2).map((row) => back(row, 1));
      const made = draft(of, { limits, givingPart });
      expect(made.items.map(({ changes }) => changes.length)).toEqual([2, 1, 1]);
      expect([made.left, made.waiting]).toEqual([[], 2]);
    });

    it('counts only those from whom something is taken', () => {
      const of = [...rows(3).map((row) => back(row, 1)), aKeyRow('zoe'), aKeyRow('zora')];
      const made = draft(of, { limits, givingPart });
      expect([made.items.length, reasons(made)]).toEqual([4, ['next-wave']]);
    });

    it('is nobody whom a person released, or whose change someone else undid twice', () => {
      const [one, other] = rows(2).map((row) => back(row, 1));
      if (one === undefined || other === undefined) throw new Error('two rows were made');
      const made = draft([one, other], { givingPart, held: new Set([one.id]), flipped: new Set([other.id]) });
      expect([made.items, reasons(made)]).toEqual([[], ['released', 'flipped']]);
    });
  });

  it('is never a group', () => {
    expect(() => draft([{ ...aKeyRow('team'), kind: 'group' }])).toThrow(
      `arn:aws:iam::${ACCOUNT}:user/team: a group is not changed`,
    );
  });
});
