import type { Cleaned, Cleanup } from '../../src/trial/scenarios/cleanup';
import type { CleanupCase } from '../../src/trial/scenarios/cleanup-cast';
import { CLEANUP_LEGEND, cleanupDeviationsOf, cleanupTableOf } from '../../src/trial/scenarios/cleanup-report';
import { aReport } from '../report/support';

const aKey: CleanupCase = {
  arn: 'arn:aws:iam::111122223333:user/team/importer',
  key: { id: 'AKIAOLD', called: 'the old one' },
  ...{ announced: 'countdown: unused', due: 'change: unused', loses: true },
};
const aRole: CleanupCase = {
  arn: 'arn:aws:iam::111122223333:role/app',
  ...{ announced: 'leave: in-use', due: 'leave: in-use', loses: false },
};

/** A key that was announced, deactivated, and activated again. */
const cleaned = (overrides: Partial<Cleaned> = {}): Cleaned => ({
  ...{ one: aKey, announced: 'countdown: unused', due: 'change: unused' },
  statuses: { warned: 'Active', due: 'Inactive', released: 'Active' },
  ...overrides,
});
const noKey = { warned: undefined, due: undefined, released: undefined };
const role = cleaned({ one: aRole, announced: 'leave: in-use', due: 'leave: in-use', statuses: noKey });
const cleanup = (...cases: readonly Cleaned[]): Cleanup => ({
  cases,
  subjects: [],
  announces: [],
  report: aReport(),
});

describe('the table of unused credentials', () => {
  it('tells of each key what two reports decided, and its status at three times', () => {
    expect(cleanupTableOf(cleanup(cleaned()))).toMatch(
      /^user importer +the old one +countdown +change +Active +Inactive +Active *$/m,
    );
  });

  it('says why somebody was left, and nothing of keys where the case is about none', () => {
    expect(cleanupTableOf(cleanup(role))).toMatch(/^role app +left: in-use +left: in-use *$/m);
  });

  it('stays within 100 columns', () => {
    const lines = `${cleanupTableOf(cleanup(cleaned(), role))}\n${CLEANUP_LEGEND}`.split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(100);
  });
});

describe('what went otherwise than it should with somebody who may have unused credentials', () => {
  it('is nothing where everything is as expected', () => {
    expect([cleaned(), role].flatMap(cleanupDeviationsOf)).toEqual([]);
  });

  const statuses = { warned: 'Active', due: 'Inactive', released: 'Active' };
  it.each([
    ['another decision of the second report', cleaned({ announced: 'leave: in-use' })],
    ['another decision of the third', cleaned({ due: 'countdown: unused' })],
    ['a principal missing from a summary', { ...role, due: undefined }],
    ['a key that is deactivated without a warning', cleaned({ statuses: { ...statuses, warned: 'Inactive' } })],
    ['a key that stays active', cleaned({ statuses: { ...statuses, due: 'Active' } })],
    ['a key that is not given back', cleaned({ statuses: { ...statuses, released: 'Inactive' } })],
    ['a key that is gone', cleaned({ statuses: { ...statuses, released: undefined } })],
    ['a key in use that is deactivated', cleaned({ one: { ...aKey, loses: false } })],
  ])('is %s', (_, one) => {
    expect(cleanupDeviationsOf(one)).toHaveLength(1);
  });
});
