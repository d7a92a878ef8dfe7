import { fingerprintOf, grantsOf, SHARDS, shardOf, type Basis } from '../../../src/audit/evidence/fingerprint';
import { sha256 } from '../support/steps-in-memory';

const at = '2026-05-01T00:00:00.000Z';

/** A user who was seen, by two policies. */
const aBasis = (overrides: Partial<Basis> = {}): Basis => ({
  ...{ kind: 'user', id: 'AIDAADA', policies: ['p1', 'p2'], lastUsedAt: at, members: [] },
  ...overrides,
});
const unused: Basis = { kind: 'user', id: 'AIDAADA', policies: ['p1', 'p2'], members: [] };
const people = [{ id: 'AIDAADA', lastUsedAt: at }, { id: 'AIDABOB' }];
const aGroup = (members: Basis['members']) => aBasis({ kind: 'group', id: 'AGPATEAM', members });
const of = (basis: Basis) => fingerprintOf(basis, sha256);

describe('a fingerprint', () => {
  it.each<[string, Basis, Basis]>([
    ['the order of policies', aBasis(), aBasis({ policies: ['p2', 'p1'] })],
    ['a policy that somebody has twice', aBasis(), aBasis({ policies: ['p1', 'p2', 'p1'] })],
    ['the order of members', aGroup(people), aGroup([...people].reverse())],
  ])('does not depend on %s', (_, one, other) => {
    expect(of(one)).toBe(of(other));
  });

  it.each<[string, Basis, Basis]>([
    ['the id', aBasis(), aBasis({ id: 'AIDABOB' })],
    ['a policy more', aBasis(), aBasis({ policies: ['p1', 'p2', 'p3'] })],
    ['a policy less', aBasis(), aBasis({ policies: ['p1'] })],
    ['another policy', aBasis(), aBasis({ policies: ['p1', 'p3'] })],
    ['a use', aBasis(), aBasis({ lastUsedAt: '2026-05-01T00:00:01.000Z' })],
    ['a use that is forgotten', aBasis(), unused],
    ['a member more', aGroup(people), aGroup([...people, { id: 'AIDACAROL' }])],
    ['another member', aGroup(people), aGroup([people[0] ?? { id: '' }, { id: 'AIDACAROL' }])],
    ["a member's use", aGroup(people), aGroup([people[0] ?? { id: '' }, { id: 'AIDABOB', lastUsedAt: at }])],
  ])('changes with %s', (_, one, other) => {
    expect(of(one)).not.toBe(of(other));
  });
});

describe('grantsOf', () => {
  const of = (basis: Basis) => grantsOf(basis, sha256);

  it('stays while somebody is merely used', () => {
    expect(of(aBasis({ lastUsedAt: '2026-05-09T00:00:00.000Z' }))).toBe(of(aBasis()));
    expect(of(aGroup(people.map(({ id }) => ({ id }))))).toBe(of(aGroup(people)));
    expect(of(aBasis({ policies: ['p2', 'p1', 'p1'] }))).toBe(of(aBasis({ policies: ['p1', 'p2'] })));
  });

  it.each<[string, Basis, Basis]>([
    ['the id', aBasis(), aBasis({ id: 'AIDABOB' })],
    ['a policy more', aBasis(), aBasis({ policies: ['p1', 'p2', 'p3'] })],
    ['another policy', aBasis(), aBasis({ policies: ['p1', 'p3'] })],
    ['a member more', aGroup(people), aGroup([...people, { id: 'AIDACAROL' }])],
  ])('changes with %s', (_, one, other) => {
    expect(of(one)).not.toBe(of(other));
  });

  it('is never taken for a fingerprint', () => {
    expect(of(unused)).not.toBe(fingerprintOf(unused, sha256));
  });
});

describe('shardOf', () => {
  it('spreads ids evenly', () => {
    const counts = new Map<number, number>();
    for (let index = 0; index < 64 * 50; index += 1) {
      const shard = shardOf(`AROA${index}`, sha256);
      counts.set(shard, (counts.get(shard) ?? 0) + 1);
    }
    expect([...counts.keys()].sort((one, other) => one - other)).toEqual(
      Array.from({ length: SHARDS }, (_, shard) => shard),
    );
    expect(Math.max(...counts.values())).toBeLessThan(100);
  });
});
