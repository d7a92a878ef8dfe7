import type { Outcome } from '../../../../../src/domain/change/change';
import { forgedNotice, forgedReleaseNotice } from '../../../../../src/guardrails/revoker/report/rounds/notify-forged';
import { ACCOUNT, aCall, aUser, DENY_ARN, someRules } from '../../../../support/revoker';

const now = new Date('2026-06-01T12:00:00Z');
const incident = {
  ...{ accountId: ACCOUNT, principalId: aUser().id, principalArn: aUser().arn },
  ...{ number: 2, openedAt: new Date(0), changes: [] },
};

/** What is said to be done about a forged release. @param outcome absent: nobody was to be denied again */
function doneAfter(outcome?: Outcome): string | undefined {
  const again = outcome === undefined ? undefined : { user: aUser(), incident, outcome };
  return forgedReleaseNotice(aUser().id, again, aCall(), now, someRules()).notice.done[0];
}

describe('the notice of a forged release', () => {
  it.each<[string, Outcome | undefined, string]>([
    [
      'was denied again',
      {
        kind: 'done',
        changes: [{ kind: 'managed-policy-attached', user: aUser(), policyArn: DENY_ARN }],
        refused: [],
      },
      `The revoker denied rogue IAM access again: policy ${DENY_ARN} attached to user rogue.`,
    ],
    [
      'could not be denied again',
      { kind: 'failed', why: 'Throttling', changes: [] },
      'The revoker tried to deny rogue IAM access again and failed: Throttling. It tries again every five minutes.',
    ],
    [
      'is only observed',
      { kind: 'withheld', changes: [] },
      'Nothing was done: the revoker is in observe mode. In enforce mode it would have denied rogue IAM access again.',
    ],
    [
      'is gone or was released since',
      undefined,
      'Nothing was done about the user, who has been deleted, is an admin by now, or was released in another way since.',
    ],
  ])('says truly what was done where the user %s', (_, outcome, done) => {
    expect(doneAfter(outcome)).toBe(done);
  });
});

describe('the notice of a forged addition to an admin group', () => {
  it('leaves it to the mail about the call whether the user was denied: in observe mode nobody is', () => {
    const { done } = forgedNotice(aUser(), now, now, someRules({ mode: 'observe' })).notice;
    expect(done[0]).toMatch(/^The revoker no longer takes rogue for a new admin\. Another mail says what it did/);
    expect(done[0]).not.toContain('has denied');
  });
});
