import fc from 'fast-check';
import { differences } from '../../support/cleanup-oracle/compared';
import { history, type History } from '../../support/cleanup-oracle/history';
import { Seen } from '../../support/oracle';
import { someRules } from '../../support/some-cleanup';

// A property of many draws: seconds on a busy machine.
jest.setTimeout(300_000);

/** Drawn once and for all: between them something happens of each kind that the runs can do wrong. */
const ALWAYS = fc.sample(history, { seed: 5, numRuns: 4 });
const HISTORIES = 30;
const base = someRules();
const rules = someRules({
  ...{ warnDays: 3, releasedDays: 6, keys: { report: 5, disable: 9, delete: 12 } },
  ...{ users: { report: 7, disable: 8, delete: 14 }, roles: { ...base.roles, report: 6, disable: 7, delete: 11 } },
});

describe('runs over generated histories of use', () => {
  const seen = new Seen();

  it('report what nobody has used for so long, and disable and delete that alone of which they have warned', () =>
    fc.assert(
      fc.asyncProperty(history, async (drawn) => {
        expect(await differences(drawn, rules, seen)).toEqual([]);
      }),
      // A history shrinks to one that is hardly shorter, in minutes.
      { numRuns: ALWAYS.length + HISTORIES, examples: ALWAYS.map((one): [History] => [one]), endOnFailure: true },
    ));

  it('have had much to do wrong', () => {
    const shown = [
      ...['deactivated', 'warned first', 'left: released', 'left: keys alike', 'left: used since the report'],
      ...['denied', 'deleted', 'key deleted', 'left: tried since it was denied'],
      ...['left: use undated, deny-everything', 'left: use undated, deletion'],
      ...['reported: key', 'reported: deny', 'reported: deletion', 'reported: deleted'],
    ];
    expect(shown.filter((what) => !seen.has(what))).toEqual([]);
  });
});
