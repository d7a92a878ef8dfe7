import { lookAt } from '../../../src/domain/identity/roster';

const now = new Date('2026-06-01T12:00:00Z');
const before = new Date('2026-05-01T00:00:00Z');

describe('lookAt', () => {
  it('takes everybody of the first look for members from the beginning', () => {
    expect(lookAt(undefined, ['ada'], now)).toEqual({ ada: new Date(0) });
  });

  it('remembers since when a new member is there', () => {
    expect(lookAt({ ada: before }, ['ada', 'bob'], now)).toEqual({ ada: before, bob: now });
  });

  it('forgets who left, so that a return begins anew', () => {
    const without = lookAt({ ada: before, bob: before }, ['ada'], now);
    expect(without).toEqual({ ada: before });
    expect(lookAt(without, ['ada', 'bob'], now)).toEqual({ ada: before, bob: now });
  });

  it('writes nothing when nobody came or left', () => {
    expect(lookAt({ ada: before }, ['ada'], now)).toBeUndefined();
  });
});
