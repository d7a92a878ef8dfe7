import { makingAhead, type AheadPorts } from '../../../src/changes/policies/make-ahead';
import { contentNameOf } from '../../../src/domain/policy/content-name';
import { canonical, type PolicyDocument } from '../../../src/domain/policy/policy-document';
import { OWN, ownArn, sha256 } from '../../support/boundaries';
import { somePolicies } from '../../support/some-policies';

const policyOf = (service: string) => {
  const Statement = [{ Sid: 'Used', Effect: 'Allow', Action: [`${service}:*`], Resource: '*' }] as const;
  const document: PolicyDocument = { Version: '2012-10-17', Statement };
  return { name: contentNameOf(document, OWN.namePrefix, sha256), text: canonical(document) };
};
const [s3, sqs, sns] = [policyOf('s3'), policyOf('sqs'), policyOf('sns')];

function aWorld(overrides: Partial<AheadPorts> = {}, policiesQuota = 1500) {
  const policies = somePolicies({ policiesQuota });
  const events: string[] = [];
  const reasons: string[] = [];
  const make = makingAhead({
    policies: {
      create: (name, text) => {
        events.push(`create ${name}`);
        return policies.create(name, text);
      },
    },
    texts: { write: (name) => Promise.resolve(events.push(`write ${name}`)).then(() => undefined) },
    ...{ own: OWN, sha256, existing: new Set(), gaveUp: (why: string) => reasons.push(why) },
    ...overrides,
  });
  return { policies, events, reasons, make };
}

describe('policies that are made before their plan', () => {
  it('are kept first, and made once however many mean them', async () => {
    const { make, events, policies } = aWorld();
    await Promise.all([make(s3), make(s3), make(sqs)]);
    await make(s3);
    expect(events.filter((event) => event.endsWith(s3.name))).toEqual([`write ${s3.name}`, `create ${s3.name}`]);
    expect(Object.values(policies.texts()).sort()).toEqual([s3.text, sqs.text].sort());
  });

  it('are left alone where they exist, as the inventory or as IAM says, whatever they say', async () => {
    const { make, events, policies, reasons } = aWorld({ existing: new Set([s3.name]) });
    policies.add(ownArn(sqs.name.slice(OWN.namePrefix.length)), 'altered');
    await Promise.all([make(s3), make(sqs)]);
    expect(events).toEqual([`write ${sqs.name}`, `create ${sqs.name}`]);
    expect([Object.values(policies.texts()), reasons]).toEqual([['altered'], []]);
  });

  it('are no more where the account has no room, which is said once', async () => {
    const { make, policies, reasons } = aWorld({}, 1);
    for (const one of [s3, sqs, sns]) await make(one);
    expect([Object.values(policies.texts()), reasons]).toEqual([[s3.text], ['the account has no room for it']]);
  });

  it.each(['kept', 'made'])(
    'fail nobody where they cannot be %s, and are no more when five have failed',
    async (step) => {
      let isBroken = true;
      const all = somePolicies();
      const broken = () => Promise.reject(new Error('no bucket'));
      const { make, reasons } = aWorld({
        texts: { write: () => (isBroken && step === 'kept' ? broken() : Promise.resolve()) },
        policies: { create: (name, text) => (isBroken && step === 'made' ? broken() : all.create(name, text)) },
      });
      for (const service of ['a', 'b', 'c', 'd']) await make(policyOf(service));
      isBroken = false;
      await make(s3);
      expect([Object.values(all.texts()), reasons]).toEqual([[s3.text], []]);
      isBroken = true;
      await Promise.all(['e', 'f'].map((service) => make(policyOf(service))));
      isBroken = false;
      await make(sqs);
      expect([Object.values(all.texts()), reasons]).toEqual([[s3.text], ['Error: no bucket']]);
    },
  );

  it('are none whose name does not stand for its text', async () => {
    const { make, events, reasons } = aWorld();
    for (const one of [sqs, sns, ...['a', 'b', 'c'].map(policyOf)])
      await make({ name: `${one.name}0`, text: one.text });
    expect([events, reasons]).toEqual([[], [expect.stringContaining('does not stand for its text')]]);
  });
});
