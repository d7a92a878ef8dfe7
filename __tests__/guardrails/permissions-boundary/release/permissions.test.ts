import {
  BOUNDARIES_NEED,
  boundary,
  deny,
  fallback,
  may,
  ofBoundaries,
  policyArn,
  shown,
  user,
} from '../../../support/release-permissions';

describe('the releaser of boundaries', () => {
  it.each(shown(BOUNDARIES_NEED))('asks itself for %s on %s', (_, __, row) => {
    expect(may(row, ofBoundaries())).toBe(true);
  });

  it.each(
    shown([
      ['iam:DetachUserPolicy', user, policyArn(deny)],
      ['iam:DeleteUserPolicy', user],
      ['iam:DeleteUserPermissionsBoundary', user, boundary(fallback)],
    ]),
  )('asks for nothing of others: %s on %s', (_, __, row) => {
    expect(may(row, ofBoundaries())).toBe(false);
  });
});
