import { credentialsIn, type ReportLine } from '../../../src/domain/credentials/report-line';
import { activityOf, activityOfKey } from '../../../src/domain/credentials/user-credentials';
import { aLine, ROOT_LINE } from '../../support/report-lines';

const at = (day: string) => `2026-${day}T00:00:00+00:00`;
const iso = (day: string) => `2026-${day}T00:00:00.000Z`;

function read(overrides: Partial<ReportLine> = {}) {
  const found = credentialsIn(aLine(overrides));
  if ('unreadable' in found) throw new Error(found.unreadable);
  return found;
}

const none = (number: 1 | 2) => ({ number, active: false, rotatedAt: undefined, lastUsedAt: undefined });
const nothing = {
  createdAt: '2025-01-01T00:00:00.000Z',
  password: { enabled: false, lastUsedAt: undefined, changedAt: undefined },
  keys: [none(1), none(2)],
  mfa: false,
};

describe('the line of a user in the credential report', () => {
  it.each<[string, Partial<ReportLine>, object]>([
    ['nothing to sign in or call with', {}, {}],
    [
      'a password that was used',
      { password_enabled: 'true', password_last_used: at('03-01'), password_last_changed: at('02-01') },
      { password: { enabled: true, lastUsedAt: iso('03-01'), changedAt: iso('02-01') } },
    ],
    [
      'a password that nobody has used',
      { password_enabled: 'true', password_last_used: 'no_information', password_last_changed: at('02-01') },
      { password: { enabled: true, lastUsedAt: undefined, changedAt: iso('02-01') } },
    ],
    [
      'capital letters, as in the documentation',
      { password_enabled: 'TRUE', mfa_active: 'FALSE' },
      {
        password: { ...nothing.password, enabled: true },
      },
    ],
    ['a device for MFA', { mfa_active: 'true' }, { mfa: true }],
    [
      'an active key that was used, and one that never was',
      {
        ...{
          access_key_1_active: 'true',
          access_key_1_last_rotated: at('01-01'),
          access_key_1_last_used_date: at('02-01'),
        },
        ...{ access_key_2_active: 'true', access_key_2_last_rotated: at('01-02'), access_key_2_last_used_date: 'N/A' },
      },
      {
        keys: [
          { number: 1, active: true, rotatedAt: iso('01-01'), lastUsedAt: iso('02-01') },
          { number: 2, active: true, rotatedAt: iso('01-02'), lastUsedAt: undefined },
        ],
      },
    ],
    [
      'a key that is not active, of which IAM says no date of creation',
      { access_key_1_last_used_date: at('02-01') },
      { keys: [{ ...none(1), lastUsedAt: iso('02-01') }, none(2)] },
    ],
  ])('is read of a user with %s', (_, overrides, expected) => {
    expect(credentialsIn(aLine(overrides))).toEqual({ ...nothing, ...expected });
  });

  it('is read of the root user, for whom IAM supports less', () => {
    expect(credentialsIn(ROOT_LINE)).toEqual({ ...nothing, mfa: true });
  });

  it.each<keyof ReportLine>([
    ...([
      'user_creation_time',
      'password_enabled',
      'password_last_used',
      'password_last_changed',
      'mfa_active',
    ] as const),
    ...(['access_key_1_active', 'access_key_1_last_rotated', 'access_key_1_last_used_date'] as const),
    ...(['access_key_2_active', 'access_key_2_last_rotated', 'access_key_2_last_used_date'] as const),
  ])('is unreadable, and not empty, where %s holds what IAM does not document', (column) => {
    for (const odd of ['', '2026', 'soon', '2026-13-01T00:00:00+00:00']) {
      const unreadable = `the credential report says "${odd}" in the column ${column}`;
      expect(credentialsIn(aLine({ [column]: odd }))).toEqual({ unreadable });
    }
  });

  it('has to say when the user was created', () => {
    expect(credentialsIn(aLine({ user_creation_time: 'N/A' }))).toHaveProperty('unreadable');
  });
});

describe('when a user was last seen', () => {
  it.each<[string, Partial<ReportLine>, string]>([
    ['created', {}, '2025-01-01T00:00:00.000Z'],
    ['its password used', { password_last_used: at('03-01'), access_key_1_last_used_date: at('02-01') }, iso('03-01')],
    ['its first key used', { password_last_used: at('01-01'), access_key_1_last_used_date: at('02-01') }, iso('02-01')],
    [
      'its second key used',
      { access_key_1_last_used_date: at('02-01'), access_key_2_last_used_date: at('02-02') },
      iso('02-02'),
    ],
    ['given another password', { password_last_changed: at('05-02') }, iso('05-02')],
    ['given another key', { access_key_2_last_rotated: at('05-03') }, iso('05-03')],
    [
      'created, where all uses are of somebody before',
      { user_creation_time: at('05-01'), password_last_used: at('03-01') },
      iso('05-01'),
    ],
  ])('is when it was %s', (_, overrides, expected) => {
    expect(activityOf(read(overrides))).toBe(expected);
  });
});

describe('when a key was last seen', () => {
  it.each([
    ['used', { rotatedAt: iso('01-01'), lastUsedAt: iso('02-01') }, iso('02-01')],
    ['created, where nobody has used it', { rotatedAt: iso('01-01') }, iso('01-01')],
    [
      'changed, where that came after its last use',
      { rotatedAt: iso('03-01'), lastUsedAt: iso('02-01') },
      iso('03-01'),
    ],
    ['nobody knows when', {}, undefined],
  ])('is when it was %s', (_, times, expected) => {
    expect(activityOfKey({ number: 1, active: true, ...times })).toBe(expected);
  });
});
