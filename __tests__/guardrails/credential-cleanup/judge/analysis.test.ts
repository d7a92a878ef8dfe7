import { withAnalysis } from '../../../../src/guardrails/credential-cleanup/judge/analysis';
import { decide } from '../../../../src/guardrails/credential-cleanup/judge/decide';
import { aKey, aRole, aUser, circumstances, daysAgo, listed } from '../../../support/some-credentials';

const analysis = ['the role, unused for 90 days or more'];

describe('what IAM Access Analyzer finds', () => {
  it.each([
    ['is in use by the facts of IAM', aRole(daysAgo(500), daysAgo(1))],
    ['is unused by them as well', aRole(daysAgo(500))],
    ['has a key that is deactivated', aUser({ keys: [aKey(1, 400, 200)] })],
  ])('stands beside the decision and alters nothing of it, where a principal %s', (_, subject) => {
    const decision = decide(subject, listed(aKey(1, 400, 200)), circumstances());
    expect(withAnalysis(decision, { ...subject, analysis })).toEqual({ ...decision, analysis });
    expect(withAnalysis(decision, subject)).toBe(decision);
  });

  it('is not reported of a principal that a person has released', () => {
    const role = { ...aRole(daysAgo(500)), analysis };
    const released = circumstances({ releases: new Map([[role.id, new Date(daysAgo(1))]]) });
    const decision = decide(role, [], released);
    expect([decision.reason, withAnalysis(decision, role)]).toEqual(['released', decision]);
  });
});
