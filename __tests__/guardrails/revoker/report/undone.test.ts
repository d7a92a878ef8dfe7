import type { DenyChange } from '../../../../src/domain/change/change';
import { undoneWords } from '../../../../src/guardrails/revoker/report/undone';
import { releaseMail } from '../../../support/releasers';
import { aUser } from '../../../support/revoker';

const user = aUser({ name: 'ada' });
const left: DenyChange = { kind: 'group-left', user, group: { id: 'AGPA1', name: 'Administrators' } };
const replaced: DenyChange = { kind: 'inline-policy-put', user, policyName: 'DenyIAM', before: '{}' };
const policyArn = 'arn:aws:iam::111122223333:policy/DenyIAMAccess';
const attached: DenyChange = { kind: 'managed-policy-attached', user, policyArn };
const bounded: DenyChange = { kind: 'boundary-set', user, policyArn: 'arn:deny' };

/** The notice of one user's release. */
function told(takenBack: readonly DenyChange[], notGivenBack: readonly DenyChange[] = []) {
  const released = { principal: 'arn:aws:iam::111122223333:user/ada', takenBack, notGivenBack };
  return releaseMail([{ released, words: undoneWords(released) }]);
}

describe('the notice that the revoker released somebody', () => {
  it.each([
    ['IAM access given back: ada', [attached], []],
    ['Nothing taken back, something remains: ada', [], [left]],
    ['Nothing to take back: ada', [], []],
  ])('says %s', (subject, takenBack, notGivenBack) => {
    expect(told(takenBack, notGivenBack).subject).toBe(subject);
  });

  it('says what was taken away, what was given back and what remains', () => {
    const { body } = told([attached], [left, replaced]);
    expect(body).toContain('\narn:aws:iam::111122223333:user/ada was released.\n');
    expect(body).toContain(
      `Taken away: policy ${policyArn}\n` +
        "Given back: IAM access, as far as the user's own policies allow it\n" +
        'Remains:    user ada stays out of group Administrators; an admin may add the user again by hand; ' +
        'the inline policy DenyIAM of user ada that the guard replaced stays away; an admin may put it back by hand (its text is in the log)\n',
    );
  });

  it('never says of anything that it was set or attached, or what was undone without saying what that means', () => {
    const { body } = told([attached, replaced, bounded]);
    expect(body).not.toMatch(/undone|attached| set | put on/);
    expect(body.match(/Given back: IAM access/g)).toHaveLength(1);
  });

  it('says of no boundary of the revoker that a run may put it again', () => {
    const { body } = told([bounded]);
    expect(body).toContain('Taken away: permissions boundary arn:deny\n');
    expect(body).not.toContain('exempt it');
  });

  it('says of any other change that stays what it was, and that an admin may undo it', () => {
    expect(told([], [attached]).body).toContain(
      `Remains:    policy ${policyArn} attached to user ada; an admin may undo that by hand\n`,
    );
  });
});
