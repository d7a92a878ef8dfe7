import { weaknesses } from '../../src/settings/weaknesses';
import { someSettings } from '../support/settings';

const exempt = { arn: 'arn:aws:iam::111122223333:user/break-glass', id: 'AIDAEXAMPLE', reason: 'break-glass' };

describe('weaknesses', () => {
  it('are none with the defaults and somebody to tell', () => {
    expect(weaknesses(someSettings())).toEqual([]);
  });

  it.each([
    ['an observing revoker', { revoker: { mode: 'observe' } }, ['revoker.mode is observe: nobody is revoked']],
    ['no revoker', { revoker: { mode: 'off', failedCalls: 'ignore' } }, ['revoker.mode is off: nobody is watched']],
    [
      'an exemption',
      { revoker: { exempt: [exempt] } },
      [`revoker.exempt: ${exempt.arn} is never revoked (reason: break-glass)`],
    ],
    [
      'other admin groups',
      { revoker: { adminGroups: ['Administrators', { name: 'Owners', id: 'AGPAX' }, 'Ops'] } },
      ['revoker.adminGroups: members of Owners may call IAM', 'revoker.adminGroups: members of Ops may call IAM'],
    ],
    [
      'more self-service',
      { revoker: { selfService: ['ChangePassword', 'CreateAccessKey'] } },
      ['revoker.selfService: CreateAccessKey on oneself is no violation'],
    ],
    [
      'spared self-service',
      { revoker: { denySparesSelfService: true } },
      ['revoker.denySparesSelfService: a revoked user keeps the self-service calls'],
    ],
    [
      'ignored failures',
      { revoker: { failedCalls: 'ignore' } },
      ['revoker.failedCalls is ignore: who tries and is refused goes unnoticed'],
    ],
    [
      'notified failures',
      { revoker: { failedCalls: 'notify' } },
      ['revoker.failedCalls is notify: who tries and is refused keeps IAM'],
    ],
    [
      'an earlier pause',
      { limits: { revocationsPer10Minutes: 19 } },
      ['limits.revocationsPer10Minutes is 19: beyond it nobody more is revoked'],
    ],
    ['no topic', { notifications: { topic: 'none' } }, ['notifications.topic is none: nobody is told']],
    ['no address', { notifications: {} }, ['notifications.emails is empty: nobody is told by mail']],
    [
      'a bucket that may go',
      { trail: { forceDestroy: true } },
      ['trail.forceDestroy: destroy deletes the bucket with the log files in it'],
    ],
    [
      'a trail of somebody else',
      { trail: { use: 'existing', forceDestroy: true, retentionDays: 1 } },
      ['trail.use is existing: this stack does not provision the trail it depends on'],
    ],
    [
      'shorter logs',
      { logRetentionDays: 180 },
      ['logRetentionDays is 180: logs of the functions and the trail are gone after that'],
    ],
    [
      'shorter log files',
      { trail: { retentionDays: 364 } },
      ['trail.retentionDays is 364: log files are gone after that'],
    ],
  ])('name %s', (_, overrides, expected) => {
    expect(weaknesses(someSettings(overrides))).toEqual(expected);
  });

  it.each([
    ['less self-service', { revoker: { selfService: [] } }],
    ['a later pause', { limits: { revocationsPer10Minutes: 21 } }],
    ['longer logs', { logRetentionDays: 400 }],
    ['judged reads', { revoker: { readOnlyCalls: true } }],
    ['a bucket of somebody else', { trail: { bucket: 'logs-bucket', forceDestroy: true, retentionDays: 1 } }],
    ['a deny that spares nothing', { revoker: { selfService: [], denySparesSelfService: true } }],
    ['a pinned admin group', { revoker: { adminGroups: [{ name: 'Administrators', id: 'AGPAX' }] } }],
    ['an account without IAM admins', { revoker: { adminGroups: 'none' } }],
    ['a topic that exists', { notifications: { topic: 'arn:aws:sns:us-east-1:111122223333:alerts' } }],
  ])('do not name %s', (_, overrides) => {
    expect(weaknesses(someSettings(overrides))).toEqual([]);
  });
});
