import { contentNameOf } from '../../../../src/domain/policy/content-name';
import { ownPolicyArnOf } from '../../../../src/domain/policy/own-policies';
import { canonical, type PolicyDocument } from '../../../../src/domain/policy/policy-document';
import { onlyDenies } from '../../../../src/guardrails/unused-service-deny/apply/only-denies';
import { VirtualClock } from '../../../audit/support/virtual-clock';
import { sha256 } from '../../../support/boundaries';
import { denyPoliciesOf, OWN_DENIES } from '../../../support/some-denies';

const [deny = { arn: '', text: '' }] = denyPoliciesOf(['sqs']);
const documentOf = (Effect: 'Allow' | 'Deny'): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Sid: 'mine', Effect, Action: ['iam:*'], Resource: '*' }],
});
/** A policy that somebody gave the very name that its text would have among the project's denies. */
const named = (document: PolicyDocument) => ({
  arn: ownPolicyArnOf(contentNameOf(document, OWN_DENIES.namePrefix, sha256), OWN_DENIES),
  text: canonical(document),
});

/** An account with policies. @param shownAfter looks in which none is shown yet */
function looking(all: readonly { readonly arn: string; readonly text: string }[], shownAfter = 0) {
  const looks: string[] = [];
  const read = (arn: string) => {
    looks.push(arn);
    const text = all.find((one) => one.arn === arn)?.text;
    return Promise.resolve(text === undefined || looks.length <= shownAfter ? undefined : { text, versionId: 'v1' });
  };
  const only = onlyDenies({ policies: { read }, own: OWN_DENIES, sha256, clock: new VirtualClock() });
  return { only, looks };
}

describe('a policy that is to be attached', () => {
  it('is a deny of this project by its text, which is read once', async () => {
    const { only, looks } = looking([deny]);
    expect(await Promise.all([only(deny.arn), only(deny.arn)])).toEqual([true, true]);
    expect([await only(deny.arn), looks]).toEqual([true, [deny.arn]]);
  });

  it('is waited for where it was made a moment ago', async () => {
    expect(await looking([deny], 3).only(deny.arn)).toBe(true);
  });

  const allow = named(documentOf('Allow'));
  it.each([
    ['that allows, under the name that its text gives it', allow],
    ['that denies something else, under the name that its text gives it', named(documentOf('Deny'))],
    ['that allows, under the name of a deny', { ...allow, arn: deny.arn }],
    ['whose name only begins as those of the project do', { ...allow, arn: `${deny.arn}-mine` }],
    ['on another path', { ...deny, arn: deny.arn.replace('/iam-guardrails/', '/team/') }],
  ])('is none of this project: one %s', async (_, policy) => {
    expect(await looking([policy]).only(policy.arn)).toBe(false);
  });

  it('is none where it is gone', async () => {
    expect(await looking([]).only(deny.arn)).toBe(false);
  });
});
