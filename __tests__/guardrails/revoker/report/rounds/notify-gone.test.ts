import { goneNotice } from '../../../../../src/guardrails/revoker/report/rounds/notify-gone';
import { ADMINS, someRules } from '../../../../support/revoker';

const noticeOf = (remembered: number) =>
  goneNotice([ADMINS], remembered, new Date('2026-06-01T12:00:00Z'), someRules()).notice;

describe('the notice of an admin group that is gone', () => {
  it.each([
    [1, 'one admin'],
    [3, '3 admins'],
  ])('says that the revoker goes by the admins it remembers (%d), and denies everybody else', (remembered, who) => {
    expect(noticeOf(remembered).done).toEqual([
      `The revoker goes by the ${who} that it remembers from CloudTrail's history: it leaves them alone, and denies everybody else who calls the IAM API.`,
    ]);
  });

  it('says that nothing was done where no admin is remembered, and that calls are kept', () => {
    expect(noticeOf(0).done).toEqual([
      'Nothing was done. The revoker keeps each call, and judges it once it can tell who is an admin.',
    ]);
  });

  it.each([0, 1])('has people find who did it, then put the group back (%d admins are remembered)', (remembered) => {
    expect(noticeOf(remembered).actions.map(({ say }) => say)).toEqual([
      expect.stringMatching(/^Find in CloudTrail who deleted or emptied the group/),
      expect.stringMatching(/^Put the group and its members back.* revoker\.adminGroups and deploy/),
    ]);
  });
});
