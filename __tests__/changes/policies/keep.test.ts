import { collectPolicies, makePolicy, restorePolicy } from '../../../src/changes/policies/keep';
import { contentNameOf } from '../../../src/domain/policy/content-name';
import { boundaryDocumentOf } from '../../../src/domain/boundary/document';
import { ownPolicyArnOf } from '../../../src/domain/policy/own-policies';
import { canonical } from '../../../src/domain/policy/policy-document';
import { encodedDocument } from '../../../src/embedded-account/iam/policies/documents';
import { OWN, ownArn, sha256 } from '../../support/boundaries';
import { dyingAfter, somePolicies, somePorts } from '../../support/some-policies';

const document = boundaryDocumentOf({ style: 'allowUsed', services: ['s3'], actions: [] }, OWN);
const [name, text] = [contentNameOf(document, OWN.namePrefix, sha256), canonical(document)];
const arn = ownPolicyArnOf(name, OWN);
const ALTERED = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';

describe('making a policy', () => {
  it('keeps its text before it is made', async () => {
    const [policies, kept] = [somePolicies({ policiesQuota: 0 }), new Map<string, string>()];
    expect(await makePolicy({ name, text }, somePorts(policies, kept))).toBe('refused');
    expect([kept.get(name), policies.all.size]).toEqual([text, 0]);
  });

  it('has kept the text when it makes it', async () => {
    const [policies, kept] = [somePolicies(), new Map<string, string>()];
    const seen: unknown[] = [];
    const create: typeof policies.create = (...args) => {
      seen.push(kept.get(name));
      return policies.create(...args);
    };
    await makePolicy({ name, text }, somePorts({ ...policies, create }, kept));
    expect(seen).toEqual([text]);
  });

  it('makes it once', async () => {
    const ports = somePorts(somePolicies());
    expect(await makePolicy({ name, text }, ports)).toBe('made');
    expect(await makePolicy({ name, text }, ports)).toBe('stands');
  });

  it('writes no text that is not the one of its name', async () => {
    const [policies, kept] = [somePolicies(), new Map<string, string>()];
    await expect(makePolicy({ name, text: ALTERED }, somePorts(policies, kept))).rejects.toThrow(/not the one/);
    expect([kept.size, policies.all.size]).toEqual([0, 0]);
  });

  it('says of one that exists whether somebody altered it', async () => {
    const policies = somePolicies();
    policies.add(arn, ALTERED);
    expect(await makePolicy({ name, text }, somePorts(policies))).toBe('altered');
  });

  it('takes one that exists in a full account for what it is', async () => {
    const policies = somePolicies({ policiesQuota: 1 });
    policies.add(arn, encodedDocument(text));
    const create = () => Promise.resolve('refused' as const);
    expect(await makePolicy({ name, text }, somePorts({ ...policies, create }))).toBe('stands');
  });

  it('waits for one that was made a moment ago, and gives up a name that is taken elsewhere', async () => {
    const policies = somePolicies();
    const create = () => Promise.resolve('exists' as const);
    expect(await makePolicy({ name, text }, somePorts({ ...policies, create }))).toBe('foreign');
    let looks = 0;
    const read = () => Promise.resolve((looks += 1) < 3 ? undefined : { text, versionId: 'v1' });
    expect(await makePolicy({ name, text }, somePorts({ ...policies, create, read }))).toBe('stands');
  });
});

describe('restoring a policy', () => {
  it('takes the older version that is whole', async () => {
    const policies = somePolicies();
    policies.add(arn, encodedDocument(text), { defaultVersion: 'v2' }).versions.set('v2', ALTERED);
    expect(await restorePolicy(arn, somePorts(policies))).toEqual({ restored: true });
    expect(policies.all.get(arn)).toMatchObject({ defaultVersion: 'v1' });
    expect(policies.all.get(arn)?.versions.size).toBe(2);
  });

  it.each([
    ['that is kept', new Map([[name, text]]), undefined],
    ['that the run means', new Map<string, string>(), text],
    ['that the run means, where the one that is kept was altered too', new Map([[name, ALTERED]]), text],
  ])('writes the text %s', async (_, kept, meant) => {
    const policies = somePolicies();
    policies.add(arn, ALTERED);
    expect(await restorePolicy(arn, somePorts(policies, kept), meant)).toEqual({ restored: true });
    expect(policies.texts()).toEqual({ [arn]: text });
  });

  it('leaves one alone that is whole', async () => {
    const policies = somePolicies();
    policies.add(arn, encodedDocument(text)).versions.set('v2', ALTERED);
    const never = () => Promise.reject(new Error('it is whole'));
    const ports = somePorts({ ...policies, versions: never, setDefault: never, createVersion: never });
    expect(await restorePolicy(arn, ports, text)).toEqual({ restored: true });
  });

  it('of five versions never deletes the one in force, even where it is the oldest', async () => {
    const policies = somePolicies();
    const altered = policies.add(arn, ALTERED);
    for (const id of ['v2', 'v3', 'v4', 'v5']) altered.versions.set(id, `${ALTERED} ${id}`);
    expect(await restorePolicy(arn, somePorts(policies), text)).toEqual({ restored: true });
    expect([...altered.versions.keys()]).toEqual(['v1', 'v3', 'v4', 'v5', 'v6']);
  });

  it('writes nothing where nobody knows what the name stands for', async () => {
    const policies = somePolicies();
    policies.add(arn, ALTERED);
    const answer = await restorePolicy(arn, somePorts(policies, new Map([[name, ALTERED]])), ALTERED);
    expect(answer).toEqual({ restored: false, why: 'nobody knows what it said' });
    expect(policies.texts()).toEqual({ [arn]: ALTERED });
  });

  it('says of one that is gone that it is', async () => {
    const answer = await restorePolicy(arn, somePorts(somePolicies()), text);
    expect(answer).toEqual({ restored: false, why: 'the policy is gone' });
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9])(
    'of five versions deletes the oldest, and goes on where it was terminated after call %i',
    async (calls) => {
      const policies = somePolicies();
      const altered = policies.add(arn, `${ALTERED} `, { defaultVersion: 'v5' });
      for (const id of ['v2', 'v3', 'v4', 'v5']) altered.versions.set(id, `${ALTERED} ${id}`);
      const kept = new Map([[name, text]]);
      const ports = somePorts(dyingAfter(calls)(policies), kept);
      await restorePolicy(arn, ports).catch((error: unknown) => {
        expect(String(error)).toMatch(/terminated/);
      });
      expect(await restorePolicy(arn, somePorts(policies, kept))).toEqual({ restored: true });
      expect(policies.texts()).toEqual({ [arn]: text });
      expect([...altered.versions.keys()]).toEqual(['v2', 'v3', 'v4', 'v5', 'v6']);
    },
  );
});

describe('collecting policies', () => {
  it('deletes what nobody has, nobody means, and is old enough', async () => {
    const policies = somePolicies();
    const createdAt = '2026-05-01T00:00:00.000Z';
    policies.add(ownArn('used'), text, { used: true, createdAt });
    policies.add(ownArn('meant'), text, { createdAt });
    policies.add(ownArn('old'), text, { createdAt });
    policies.add(ownArn('young'), text, { createdAt: '2026-05-31T00:00:00.000Z' });
    const madeBefore = new Date('2026-05-31T00:00:00.000Z');
    const kept = new Set([ownArn('meant')]);
    expect(await collectPolicies({ policies, kept, madeBefore })).toEqual([ownArn('old')]);
    expect(await collectPolicies({ policies, kept })).toEqual([ownArn('young')]);
    expect([...policies.all.keys()]).toEqual([ownArn('used'), ownArn('meant')]);
  });

  it('does not count what somebody put on a principal meanwhile', async () => {
    const policies = somePolicies();
    policies.add(ownArn('raced'), text);
    const raced = { ...policies, delete: () => Promise.resolve(false) };
    expect(await collectPolicies({ policies: raced, kept: new Set() })).toEqual([]);
  });
});
