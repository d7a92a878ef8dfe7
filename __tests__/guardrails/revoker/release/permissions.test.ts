import {
  boundary,
  may,
  ofRevoker,
  own,
  REVOKER_NEEDS,
  role,
  shown,
  tags,
  user,
} from '../../../support/release-permissions';

describe("the revoker's releaser", () => {
  it.each(shown(REVOKER_NEEDS))('asks itself for %s on %s', (_, __, row) => {
    expect(may(row, ofRevoker())).toBe(true);
  });

  it.each(
    shown([
      ['iam:GetRole', role],
      ['iam:DeleteUserPermissionsBoundary', user, boundary(own)],
      ['iam:PutUserPermissionsBoundary', user, boundary(own)],
      ['iam:TagUser', user, tags('Permissions_Used')],
      ['iam:UntagUser', user, tags('iam-guardrails:incident', 'team')],
      ['iam:UntagUser', user],
      ['iam:DeletePolicy', own],
    ]),
  )('asks for nothing of others: %s on %s', (_, __, row) => {
    expect(may(row, ofRevoker())).toBe(false);
  });
});
