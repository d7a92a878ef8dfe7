import fc from 'fast-check';
import { judgedId } from '../../../../src/guardrails/revoker/apply/judged-id';
import { IAM_WRITES } from '../../../../src/guardrails/revoker/iam-writes/table';
import type { Call } from '../../../../src/guardrails/revoker/judge/parse';
import { callOfText, callText } from '../../../../src/guardrails/revoker/judge/call-text';
import { aCall, aCaller } from '../../../support/revoker';

describe('a call that waits', () => {
  it.each<[string, Partial<Call>]>([
    ['by a user', { caller: aCaller({ mfa: true }) }],
    ['by root', { caller: { kind: 'root', accessKeyId: 'AKIAROOT', mfa: false } }],
    [
      'by a session of a role',
      { caller: { kind: 'other', type: 'AssumedRole', role: 'arn:aws:iam::111122223333:role/x' } },
    ],
    ['through a service', { invokedBy: 'cloudformation.amazonaws.com' }],
    [
      'that was refused',
      { failedWith: 'AccessDenied', failedBecause: 'no', parameters: undefined, response: undefined },
    ],
    ['that only read', { readOnly: true }],
    ['with parameters of every shape', { parameters: { list: [1, null], object: { a: true }, __proto__x: '' } }],
  ])('%s is the same when it is read back', (_, overrides) => {
    const call = JSON.parse(JSON.stringify(aCall(overrides))) as Call;
    expect(callOfText(callText(call))).toEqual({ ...call, at: aCall().at });
  });

  it.each([
    ['no JSON', 'x', 'JSON'],
    ['no time', JSON.stringify({ ...aCall(), at: 'yesterday' }), '"at"'],
    ['a caller of no kind', JSON.stringify({ ...aCall(), caller: { kind: 'nobody' } }), '"caller"'],
    ['no event', JSON.stringify({ ...aCall(), eventId: undefined }), '"eventId"'],
  ])('is an error with %s', (_, text, words) => {
    expect(() => callOfText(text)).toThrow(words);
  });
});

describe('a large call that waits', () => {
  const read = (call: Call) => callOfText(callText(call));

  it.each<[string, Partial<Call>]>([
    ['a policy document', { eventName: 'PutRolePolicy', parameters: { policyDocument: '\n'.repeat(100_000) } }],
    [
      'tags',
      { parameters: { tags: Array.from({ length: 50 }, () => ({ key: '🔑'.repeat(128), value: '🔑'.repeat(256) })) } },
    ],
    ['what was made', { response: { role: { roleName: 'x', assumeRolePolicyDocument: '%20'.repeat(30_000) } } }],
    ['its user agent', { userAgent: 'x'.repeat(30_000) }],
  ])('takes no more of the ledger for the size of %s', (_, overrides) => {
    expect(callText(aCall(overrides)).length).toBeLessThan(3_000);
  });

  const forger = (more: object) => ({ ...aCaller(), ...more });
  it.each<[string, Partial<Call>]>([
    ['an address', { sourceIp: 'x'.repeat(200_000) }],
    ['a service', { invokedBy: 'x'.repeat(200_000) }],
    ['a message', { failedWith: 'AccessDenied', failedBecause: 'x'.repeat(200_000) }],
    ['the ARN of a caller', { caller: forger({ arn: 'x'.repeat(200_000) }) }],
    [
      'parameters',
      { parameters: Object.fromEntries(Array.from({ length: 5_000 }, (_, one) => [`p${one}`, 'x'.repeat(40)])) },
    ],
    ['what stands in no words', { parameters: { tags: { key: 'a', value: 'b', more: 'x'.repeat(200_000) } } }],
    ['what stands in an answer', { response: { user: { ['x'.repeat(200_000)]: '' } } }],
  ])('takes little of the ledger where a message forges %s, and can be read back', (_, overrides) => {
    const call = aCall(overrides);
    expect(callText(call).length).toBeLessThan(5_000);
    expect(read(call)).toMatchObject({ eventName: call.eventName, caller: { id: aCaller().id } });
  });

  const awkward = fc.constantFrom('a', ' ', '\n', '🔑', '\ud83d', '…', '"', ',');
  const long = fc
    .tuple(fc.array(awkward, { maxLength: 60 }), fc.integer({ min: 1, max: 40 }))
    .map(([some, times]) => some.join('').repeat(times));
  const value = fc.oneof(
    { weight: 3, arbitrary: long },
    fc.array(long, { maxLength: 5 }),
    fc.array(fc.record({ key: long, value: long }), { maxLength: 5 }),
    fc.record({ one: long, other: long }),
    fc.constantFrom(null, 3_600, true),
  );
  const named = ['userName', 'roleName', 'policyArn', 'policyDocument', 'description', 'tags', 'status', 'anything'];
  const parameters = fc.dictionary(fc.constantFrom(...named), value, { maxKeys: 4 });
  const response = fc.record({
    role: fc.record({ arn: long, roleName: long, roleId: long }),
    accessKey: fc.record({ accessKeyId: long }),
  });
  const eventName = fc.constantFrom(...Object.keys(IAM_WRITES), 'CallOfTomorrow');

  it('is known as the same call when it is read back, and told of in the same words', () => {
    fc.assert(
      fc.property(fc.record({ eventName, parameters, response }), (some) => {
        const call = aCall(some);
        expect(judgedId(read(call))).toBe(judgedId(call));
      }),
      { numRuns: 3_000 },
    );
  });

  it('keeps every name that a verdict may ask for', () => {
    const names = { userName: 'u'.repeat(64), policyArn: `arn:aws:iam::111122223333:policy/${'p'.repeat(200)}` };
    expect(read(aCall({ parameters: { ...names, policyDocument: 'x'.repeat(9_000) } })).parameters).toMatchObject(
      names,
    );
  });
});
