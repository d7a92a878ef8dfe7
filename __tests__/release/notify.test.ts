import { noticeOf } from '../../src/release/notify';
import type { Released } from '../../src/release/take-back';
import { aBoundarySet, aPrincipal } from '../support/boundaries';

const aRelease = (overrides: Partial<Released> = {}): Released => ({
  ...{ principal: 'arn:aws:iam::111122223333:role/etl', takenBack: [], notGivenBack: [] },
  ...overrides,
});
const tags = {
  kind: 'tags-set' as const,
  principal: aPrincipal(),
  set: { Permissions_Used: '7' },
  removed: [],
  before: {},
};

describe('the notice of a release', () => {
  it.each([
    ['IAM access given back: etl', [aRelease()]],
    ['Boundaries taken back: etl', [aRelease({ takenBack: [aBoundarySet(), tags] })]],
    ['Tags taken back: 2 principals', [aRelease({ takenBack: [tags] }), aRelease()]],
  ])('says %s', (subject, released) => {
    expect(noticeOf(released).subject).toBe(subject);
  });

  it('says what is left and why, and that the next run may bound somebody again', () => {
    const { body } = noticeOf([aRelease({ takenBack: [aBoundarySet()], left: 'a later run has changed it' })]);
    expect(body).toContain('undone: permissions boundary');
    expect(body).toContain('Left: a later run has changed it.');
    expect(body).toContain('exempt it');
  });

  it('names no more than a mail can bear', () => {
    const { body } = noticeOf(Array.from({ length: 5_000 }, () => aRelease({ takenBack: [aBoundarySet()] })));
    expect(body.length).toBeLessThan(200_000);
    expect(body).toContain('And 4800 more');
  });
});
