import { contentNameOf } from '../../../../src/domain/policy/content-name';
import { ownPolicyArnOf } from '../../../../src/domain/policy/own-policies';
import { canonical, type PolicyDocument } from '../../../../src/domain/policy/policy-document';
import { deniedTogether, standingIn } from '../../../../src/guardrails/unused-service-deny/judge/standing';
import { sha256 } from '../../../support/boundaries';
import { denyArnsOf, denyPoliciesOf, OWN_DENIES } from '../../../support/some-denies';

const standing = (policies: Parameters<typeof standingIn>[0]) => standingIn(policies, OWN_DENIES, sha256);
const [sqs, sns] = [denyPoliciesOf(['sqs']), denyPoliciesOf(['sns'])];

describe('what stands', () => {
  it('is read from the policies of the project, plain or encoded', () => {
    const encoded = sns.map(({ arn, text }) => ({ arn, text: encodeURIComponent(text) }));
    const all = standing([...sqs, ...encoded, { arn: 'arn:aws:iam::111122223333:policy/other', text: '{}' }]);
    expect(Object.fromEntries(all)).toEqual({
      [denyArnsOf(['sqs'])[0] ?? '']: ['sqs'],
      [denyArnsOf(['sns'])[0] ?? '']: ['sns'],
    });
    expect(deniedTogether([...all.keys()], all)).toEqual(['sns', 'sqs']);
  });

  it.each([
    ['one that somebody altered', sqs.map(({ arn, text }) => ({ arn, text: text.replace('sqs', 's3') }))],
    ['one that is no JSON', sqs.map(({ arn }) => ({ arn, text: 'Deny' }))],
  ])('is not %s', (_, policies) => {
    expect(standing(policies).size).toBe(0);
  });

  it.each([
    [
      'a statement without a list',
      { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
    ],
    ['another effect', { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['sqs:*'], Resource: '*' }] }],
  ])('is not one that somebody wrote under the name of its text, and ends no batch: %s', (_, text) => {
    const document = text as unknown as PolicyDocument;
    const name = contentNameOf(document, OWN_DENIES.namePrefix, sha256);
    const arn = ownPolicyArnOf(name, OWN_DENIES);
    expect(standing([{ arn, text: canonical(document) }]).size).toBe(0);
  });
});
