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
