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

  it('is not looked at where it was seen to be intact', async () => {
    const policies = { read: () => Promise.reject(new Error('it was looked at')) };
    const seen = () => Promise.resolve(encodeURIComponent(text));
    await expect(ownTextOf(arn, policies, { own: OWN, sha256, seen })).resolves.toBe('intact');
  });

  it.each([
    ['altered', ALTERED],
    ['not', undefined],
  ])('is looked at where it was seen to be %s, and decides', async (_, said) => {
    const policies = somePolicies();
    policies.add(arn, text);
    const seen = () => Promise.resolve(said);
    await expect(ownTextOf(arn, policies, { own: OWN, sha256, seen })).resolves.toBe('intact');
    await expect(ownTextOf(arn, somePolicies(), { own: OWN, sha256, seen })).resolves.toBe('gone');
  });

  it('counts for nothing where the policy is none of the project', async () => {
    const foreign = `arn:aws:iam::${OWN.accountId}:policy/${name}`;
    const seen = () => Promise.resolve(text);
    await expect(ownTextOf(foreign, somePolicies(), { own: OWN, sha256, seen })).resolves.toBe('altered');
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
