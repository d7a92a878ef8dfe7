import { cannotBeDeactivated as keyWords, identity } from '../../../../src/guardrails/revoker/report/notify-identity';
import { announcementsOf } from '../../../../src/guardrails/revoker/report/notify';
import type { Call, RootCaller, UserCaller } from '../../../../src/guardrails/revoker/judge/parse';
import { textOf } from '../../../../src/notify/render/text';
import { aCall, aCaller, ACCOUNT, someRules } from '../../../support/revoker';

const ROOT_SESSION = 'ASIAROOT000000000001';
const rootCall = (by: Partial<RootCaller>): Call => aCall({ caller: { kind: 'root', ...by } });
const cannotBeDeactivated = (call: Call) => keyWords(call, someRules());
const keyOf = (by: Partial<UserCaller>) => cannotBeDeactivated(aCall({ caller: aCaller(by) }));

describe('the identity of a caller', () => {
  it.each<[Call['caller'], string]>([
    [aCaller(), 'ARN (AIDAROGUE000000000001, access key AKIAROGUE00000000001)'],
    [
      aCaller({ accessKeyId: 'ASIAROGUE0000000001', mfa: true }),
      'ARN (AIDAROGUE000000000001, session key ASIAROGUE0000000001, with MFA)',
    ],
    [{ kind: 'user', id: 'AIDAROGUE000000000001', arn: 'arn' }, 'ARN (AIDAROGUE000000000001)'],
    [{ kind: 'root', accessKeyId: 'AKIAROOT' }, 'ARN (access key AKIAROOT, without MFA, as every long-term key)'],
    [{ kind: 'root', accessKeyId: ROOT_SESSION, mfa: true }, `ARN (session key ${ROOT_SESSION}, with MFA)`],
    [
      { kind: 'root', accessKeyId: ROOT_SESSION },
      `ARN (session key ${ROOT_SESSION}, with or without MFA: not recorded)`,
    ],
    [{ kind: 'other', type: 'AssumedRole' }, 'ARN'],
  ])('of %j names the key and its kind', (caller, words) => {
    expect(identity(aCall({ caller }), 'ARN')).toBe(words);
  });
});

describe('what cannot be deactivated', () => {
  it("is a sign-in session's key of root, for which there is only the password and the MFA device", () => {
    expect(cannotBeDeactivated(rootCall({ accessKeyId: ROOT_SESSION }))).toBe(
      "belongs to a sign-in session of root, which no IAM policy stops: change root's password and MFA device",
    );
  });

  it("is a temporary session's key of a user, which the mail says where to read about", () => {
    expect(keyOf({ accessKeyId: 'ASIAROGUE0000000001' })).toBe(
      'belongs to a temporary session and cannot be deactivated; how to cut it off: docs/runbook.md#revoked',
    );
  });

  it('is no long-term key, whose ever it is, and none that the event does not name', () => {
    expect(keyOf({ accessKeyId: 'AKIAASIA000000000001' })).toBeUndefined();
    expect(cannotBeDeactivated(aCall({ caller: { kind: 'user', id: 'AIDA1', arn: 'arn' } }))).toBeUndefined();
    expect(cannotBeDeactivated(rootCall({ accessKeyId: 'AKIAROOT' }))).toBeUndefined();
    expect(cannotBeDeactivated(rootCall({}))).toBeUndefined();
    expect(cannotBeDeactivated(aCall({ caller: { kind: 'other', type: 'AssumedRole' } }))).toBeUndefined();
  });

  it("stands in root's mail, below who called", () => {
    const call = rootCall({ accessKeyId: ROOT_SESSION, mfa: false });
    const tell = { kind: 'tell', reason: 'root' } as const;
    const [told] = announcementsOf(call, tell, { kind: 'nothing-to-do' }, undefined, someRules());
    expect(told && textOf(told.notice)).toContain(
      `Who:     root of account ${ACCOUNT} (session key ${ROOT_SESSION}, without MFA)\n` +
        "Key:     belongs to a sign-in session of root, which no IAM policy stops: change root's password and MFA device\n",
    );
  });
});
