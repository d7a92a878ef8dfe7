import { ownTextOf } from '../../../../../src/guardrails/permissions-boundary/apply/boundary/own-text';
import { contentNameOf } from '../../../../../src/domain/policy/content-name';
import { boundaryDocumentOf } from '../../../../../src/domain/boundary/document';
import { ownPolicyArnOf } from '../../../../../src/domain/policy/own-policies';
import { VirtualClock } from '../../../../audit/support/virtual-clock';
import { OWN, sha256 } from '../../../../support/boundaries';
import { somePolicies } from '../../../../support/some-policies';

const document = boundaryDocumentOf({ style: 'allowUsed', services: ['s3'], actions: [] }, OWN);
const [name, text] = [contentNameOf(document, OWN.namePrefix, sha256), JSON.stringify(document)];
const arn = ownPolicyArnOf(name, OWN);
const ALTERED = '{"Version":"2012-10-17","Statement":[]}';

describe('the text of a boundary', () => {
  it.each([
    ['intact', 'of the project that says what its name stands for', arn, text],
    ['altered', 'of the project that says something else', arn, ALTERED],
    ['gone', 'of the project that is not there', arn, undefined],
    ['altered', 'on another path, whatever it says', `arn:aws:iam::${OWN.accountId}:policy/${name}`, text],
    [
      'altered',
      'on another path, whether it is there or not',
      `arn:aws:iam::${OWN.accountId}:policy/${name}`,
      undefined,
    ],
    ['altered', 'of another account, whatever it says', arn.replace(OWN.accountId, '999999999999'), text],
  ])('is %s for one %s', async (expected, _, asked, said) => {
    const policies = somePolicies();
    if (said !== undefined) policies.add(asked, said);
    await expect(ownTextOf(asked, policies, { own: OWN, sha256 })).resolves.toBe(expected);
  });

  it('of a policy that was made a moment ago is waited for, and not taken for gone', async () => {
    const policies = somePolicies();
    const clock = new VirtualClock();
    const soon = {
      read: (one: string) => {
        if (clock.now() >= 750) policies.add(arn, text);
        return policies.read(one);
      },
    };
    await expect(ownTextOf(arn, soon, { own: OWN, sha256, clock })).resolves.toBe('intact');
    await expect(ownTextOf(arn, somePolicies(), { own: OWN, sha256, clock: new VirtualClock() })).resolves.toBe('gone');
  });
});
