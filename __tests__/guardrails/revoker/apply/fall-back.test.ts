import { DENY_IAM, DENY_IAM_BOUNDARY } from '../../../../src/domain/policy/deny';
import { fallBack, parseFallbackRequest } from '../../../../src/guardrails/revoker/apply/fall-back';
import { someIam, type SomeIam } from '../../../support/iam';
import { aUser, BOUNDARY_ARN, DENY_ARN } from '../../../support/revoker';

const guard = {
  denyPolicyArn: DENY_ARN,
  boundaryPolicyArn: BOUNDARY_ARN,
  denyDocument: DENY_IAM,
  inlineDocument: DENY_IAM,
  boundaryDocument: DENY_IAM_BOUNDARY,
};
const intact = { [BOUNDARY_ARN]: JSON.stringify(DENY_IAM_BOUNDARY) };

/** Asks for a boundary in an account, and says what was written there. */
async function bound(account: SomeIam) {
  const written: string[] = [];
  const note = (what: string) => {
    written.push(what);
    return Promise.resolve('done' as const);
  };
  const writer = {
    putUserPolicy: () => note('inline'),
    putUserPermissionsBoundary: () => note('boundary'),
    rewritePolicy: (arn: string) => note(`rewritten ${arn}`),
  };
  const asked = { kind: 'boundary-set', userName: 'rogue', userId: aUser().id } as const;
  const attempt = await fallBack(asked, guard, { reader: someIam(account), writer });
  return { attempt, written };
}

describe('fallBack', () => {
  it.each([
    ['where none stands', {}, intact, 'done', ['boundary']],
    [
      'again where its own stands, whose reading may be old',
      { boundaryArn: BOUNDARY_ARN },
      intact,
      'done',
      ['boundary'],
    ],
    ['after mending its text', {}, { [BOUNDARY_ARN]: '{}' }, 'done', [`rewritten ${BOUNDARY_ARN}`, 'boundary']],
    ['never in place of somebody else’s', { boundaryArn: 'theirs' }, intact, 'refused', []],
    ['not where the policy was deleted', {}, {}, 'refused', []],
  ])('bounds a user %s', async (_, user, policies, attempt, written) => {
    await expect(bound({ users: [aUser(user)], policies })).resolves.toEqual({ attempt, written });
  });

  it('denies nobody who merely has the name', async () => {
    await expect(bound({ users: [aUser({ id: 'AIDAVICTIM' })], policies: intact })).rejects.toThrow('is not');
  });
});

describe('parseFallbackRequest', () => {
  it.each([[{}], [{ kind: 'boundary-set' }], [{ kind: 'inline-policy-put', userName: 'bob' }], ['text']])(
    'refuses %j',
    (event) => {
      expect(() => parseFallbackRequest(event)).toThrow();
    },
  );

  it('takes no text from whoever asks', () => {
    const asked = { kind: 'inline-policy-put', userName: 'bob', userId: 'AIDA', document: '{"Effect":"Allow"}' };
    expect(parseFallbackRequest(asked)).toEqual({ kind: 'inline-policy-put', userName: 'bob', userId: 'AIDA' });
  });
});
