import { alarmNotice } from '../../src/notify/alarm-notice';

const ALARM = {
  AlarmName: 'iam-guardrails-revoker-failing',
  AlarmDescription: 'The function failed at least once. What to do: docs/runbook.md#revoker-failing',
  AWSAccountId: '111122223333',
  NewStateValue: 'ALARM',
  NewStateReason: 'Threshold crossed',
  StateChangeTime: '2026-11-29T03:00:00.000+0000',
  Region: 'US East (N. Virginia)',
};

describe('an alarm of CloudWatch', () => {
  it('needs action, and says what happened and where to read what to do', () => {
    expect(alarmNotice(ALARM)).toMatchObject({
      class: 'action-needed',
      guardrail: 'guardrails',
      thread: 'alarm/111122223333/iam-guardrails-revoker-failing',
      happened: ['The function failed at least once.'],
      actions: [{ say: expect.stringContaining('docs/runbook.md#revoker-failing') as unknown }],
      links: [{ href: 'docs/runbook.md#revoker-failing' }],
    });
  });

  it('is told without a description as well', () => {
    expect(alarmNotice({ ...ALARM, AlarmDescription: null })).toMatchObject({ happened: [], actions: [], links: [] });
  });

  it('keeps what somebody else named on one line', () => {
    const notice = alarmNotice({ ...ALARM, AlarmName: 'a\nb', NewStateReason: 'c\u0000d' });
    expect(notice?.headline).toContain('a b');
    expect(JSON.stringify(notice)).not.toMatch(/\\n|\\u0000/);
  });

  it.each([
    ['that ends', { ...ALARM, NewStateValue: 'OK' }],
    ['that lacks data', { ...ALARM, NewStateValue: 'INSUFFICIENT_DATA' }],
    ['that is another message', { hello: 'world' }],
    ['that is no JSON', undefined],
  ])('is told nobody where it is one %s', (_, message) => {
    expect(alarmNotice(message)).toBeUndefined();
  });
});
