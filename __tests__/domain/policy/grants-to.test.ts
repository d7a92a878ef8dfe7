import fc from 'fast-check';
import { globMatches } from '../../../src/domain/policy/glob';
import { grantsFinder, type NamedRole } from '../../../src/domain/policy/grants-to';
import type { ResourceGrant } from '../../../src/domain/policy/resource-grants';

/** The rule itself, for one grant and one role. */
function plainly({ roles, like, but }: ResourceGrant, role: NamedRole): boolean {
  const names = [role.arn, role.id];
  if (names.some((name) => roles.includes(name))) return true;
  if (names.some((name) => but.includes(name))) return false;
  return like.some((pattern) => names.some((name) => globMatches(pattern.toLowerCase(), name.toLowerCase())));
}

const name = fc.string({ unit: fc.constantFrom('a', 'A', 'b'), minLength: 1, maxLength: 3 });
const pattern = fc.string({ unit: fc.constantFrom('a', 'A', 'b', '*', '?'), minLength: 1, maxLength: 4 });
const role = fc.record({ arn: name, id: name });
const few = <T>(of: fc.Arbitrary<T>) => fc.array(of, { maxLength: 3 });
const grant = fc.record({ resource: name, service: name, roles: few(name), like: few(pattern), but: few(name) });

describe('the grants of many that may mean a role', () => {
  it('are those of which the rule says so one by one, whatever patterns they share', () => {
    fc.assert(
      fc.property(
        fc.array(grant, { maxLength: 8 }),
        fc.array(role, { minLength: 1, maxLength: 4 }),
        (grants, roles) => {
          const grantsTo = grantsFinder(grants);
          for (const one of roles) {
            expect(grants.filter((some) => grantsTo(one).has(some))).toEqual(
              grants.filter((some) => plainly(some, one)),
            );
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('compares a role with a pattern that many grants have no more than once', () => {
    const found = jest.spyOn(String.prototype, 'startsWith');
    try {
      const one = { resource: 'r', service: 's3', roles: [], like: ['arn:aws:iam::*:role/X*'], but: [] };
      const grantsTo = grantsFinder(Array.from({ length: 100 }, (_, index) => ({ ...one, resource: `r${index}` })));
      found.mockClear();
      expect(grantsTo({ arn: 'arn:aws:iam::1:role/x', id: 'AROAX' }).size).toBe(100);
      expect(found.mock.calls.length).toBeGreaterThan(0);
      expect(found.mock.calls.length).toBeLessThan(10);
    } finally {
      found.mockRestore();
    }
  });
});
