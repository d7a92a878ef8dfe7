import { isRead } from '../../../../src/guardrails/revoker/judge/read-only';

describe('a call that only reads', () => {
  it.each(['GetUser', 'ListUsers', 'DescribeWhatIsToCome', 'GenerateCredentialReport', 'SimulatePrincipalPolicy'])(
    'is known by its name: %s',
    (eventName) => {
      expect(isRead({ eventName })).toBe(true);
    },
  );

  it.each(['UpdateListOfKeys', 'ResetGetToken', 'GenerateWhatIsToCome', 'getUser', 'SimulatePrincipalPolicyAndPut'])(
    'is none because a word for reading stands somewhere in its name: %s',
    (eventName) => {
      expect(isRead({ eventName })).toBe(false);
      expect(isRead({ eventName, readOnly: true })).toBe(true);
    },
  );
});
