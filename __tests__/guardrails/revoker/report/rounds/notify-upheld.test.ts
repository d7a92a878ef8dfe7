import type { Outcome } from '../../../../../src/domain/change/change';
import type { Upheld } from '../../../../../src/guardrails/revoker/apply/uphold/uphold';
import { upheldNotices } from '../../../../../src/guardrails/revoker/report/rounds/notify-upheld';
import { ACCOUNT, ADMINS, aUser, DENY_ARN, DEVELOPERS, someRules } from '../../../../support/revoker';

const nothing: Upheld = { groups: [], admins: [], intruders: [], deniedAgain: [], failures: [] };
const incident = {
  ...{ accountId: ACCOUNT, principalId: aUser().id, principalArn: aUser().arn },
  ...{ number: 2, openedAt: new Date(0), changes: [] },
};
const deniedAgain = (outcome: Outcome) => ({ deniedAgain: [{ user: aUser(), incident, outcome }] });
const putBack: Outcome = {
  kind: 'done',
  changes: [{ kind: 'managed-policy-attached', user: aUser(), policyArn: DENY_ARN }],
  refused: [],
};

/** What is said to be done, and what people are to do, of the one thing that was mended. */
function saidOf(upheld: Partial<Upheld>) {
  const now = new Date('2026-06-01T12:00:00Z');
  return upheldNotices({ ...nothing, ...upheld }, now, someRules()).map(({ notice }) => ({
    done: notice.done,
    actions: notice.actions.map(({ say, command }) => command ?? say),
  }));
}

describe('the notice of what was mended', () => {
  it('says of a group that carried a deny that it was detached, and which calls to look for', () => {
    expect(saidOf({ groups: [{ kind: 'group', ...DEVELOPERS }] })).toEqual([
      {
        done: ['The revoker detached it. It never puts a deny on a group itself.'],
        actions: [expect.stringMatching(/^Find in CloudTrail who did it \(look for AttachGroupPolicy/)],
      },
    ]);
  });

  it('says of an admin that it was released, and how it becomes an admin again', () => {
    expect(saidOf({ admins: [{ user: aUser(), left: [] }] })).toEqual([
      {
        done: ['The revoker released rogue.'],
        actions: [
          expect.stringContaining('PutUserPermissionsBoundary'),
          'If rogue was taken out of an admin group meanwhile, an admin has to add the user again.',
        ],
      },
    ]);
  });

  it('says of an admin whom the revoker took out of the group how an admin puts her back', () => {
    expect(saidOf({ admins: [{ user: aUser(), left: [ADMINS] }] })).toEqual([
      {
        done: [
          'The revoker released rogue.',
          'When it denied rogue, it took the user out of the admin group Administrators. It puts nobody into a group.',
        ],
        actions: [
          expect.stringContaining('PutUserPermissionsBoundary'),
          'aws iam add-user-to-group --group-name Administrators --user-name rogue',
        ],
      },
    ]);
  });

  it('says of an intruder that it was taken out of the group, and what to look at', () => {
    expect(saidOf({ intruders: [{ user: aUser(), group: ADMINS }] })).toEqual([
      {
        done: ['The revoker took rogue out of the group, and changed nothing else.'],
        actions: [
          expect.stringMatching(/^Look in CloudTrail at what rogue did .* deactivate its access keys/),
          'If the user is to be an admin, have an admin put it into the group.',
        ],
      },
    ]);
  });

  it('says of a deny that was lost how it was put back, whose keys to cut off and how to release', () => {
    expect(saidOf(deniedAgain(putBack))).toEqual([
      {
        done: [`The revoker denied rogue IAM access again: policy ${DENY_ARN} attached to user rogue.`],
        actions: [
          expect.stringContaining('Deactivate the access keys of rogue and stop their sessions'),
          expect.stringContaining('(look for DetachUserPolicy'),
          expect.stringContaining(`{"principal":"${aUser().arn}"}`),
        ],
      },
    ]);
  });

  it('says of a deny that could not be put back why, and that the revoker goes on trying', () => {
    expect(saidOf(deniedAgain({ kind: 'failed', why: 'Throttling', changes: [] }))[0]?.done).toEqual([
      'The revoker tried to deny rogue IAM access again and failed: Throttling. It tries again every five minutes.',
    ]);
  });

  it('says in observe mode that the deny is still gone', () => {
    const [observed] = upheldNotices(
      { ...nothing, ...deniedAgain({ kind: 'withheld', changes: [] }) },
      new Date('2026-06-01T12:00:00Z'),
      someRules(),
    );
    expect(observed?.notice.headline).toBe(
      'ESCALATION: rogue had lost the deny on IAM; it was NOT put back, in observe mode',
    );
    expect(observed?.notice.class).toBe('action-needed');
    expect(observed?.notice.done).toEqual([
      'Nothing was done: the revoker is in observe mode. In enforce mode it would have denied rogue IAM access again.',
    ]);
  });
});
