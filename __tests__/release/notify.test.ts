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

const attached = {
  kind: 'managed-policy-attached' as const,
  user: { accountId: '111122223333', id: 'AIDAADA1', arn: 'arn:aws:iam::111122223333:user/ada', name: 'ada' },
  policyArn: 'arn:aws:iam::111122223333:policy/DenyIAMAccess',
};

describe('the notice of a release', () => {
  it.each([
    ['Nothing to take back: etl', [aRelease()]],
    ['Nothing to take back: 2 principals', [aRelease(), aRelease({ stays: 'a later run has changed it' })]],
    ['IAM access given back: etl', [aRelease({ takenBack: [attached] })]],
    ['Boundaries taken back: etl', [aRelease({ takenBack: [aBoundarySet(), tags] })]],
    ['Tags taken back: 2 principals', [aRelease({ takenBack: [tags] }), aRelease()]],
  ])('says %s', (subject, released) => {
    expect(noticeOf(released).subject).toBe(subject);
  });

  it('says what stays and why, and that the next run may bound somebody again', () => {
    const { body } = noticeOf([aRelease({ takenBack: [aBoundarySet()], stays: 'a later run has changed it' })]);
    expect(body).toContain('undone: permissions boundary');
    expect(body).toContain('Stays: a later run has changed it.');
    expect(body).toContain('exempt it');
  });

  it('says of no boundary of the revoker that a run may put it again', () => {
    const user = {
      accountId: '111122223333',
      id: 'AIDAADA00000000000001',
      arn: 'arn:aws:iam::111122223333:user/ada',
      name: 'ada',
    };
    const { body } = noticeOf([
      aRelease({
        takenBack: [{ kind: 'boundary-set', user, policyArn: 'arn:aws:iam::111122223333:policy/DenyIAMAccess' }],
      }),
    ]);
    expect(body).toContain('undone: permissions boundary');
    expect(body).not.toContain('exempt it');
  });

  it.each([
    [200, false],
    [201, true],
  ])('of %i names all, or says how many it does not: %s', (count, isShort) => {
    const { body } = noticeOf(Array.from({ length: count }, () => aRelease()));
    expect(/And \d+ more/.exec(body)?.[0]).toBe(isShort ? 'And 1 more' : undefined);
  });

  it('names no more than a mail can bear', () => {
    const { body } = noticeOf(Array.from({ length: 5_000 }, () => aRelease({ takenBack: [aBoundarySet()] })));
    expect(body.length).toBeLessThan(200_000);
    expect(body).toContain('And 4800 more');
  });
});
