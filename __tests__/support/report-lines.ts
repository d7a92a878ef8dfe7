import type { ReportLine } from '../../src/domain/credentials/report-line';

export const BORN = '2025-01-01T00:00:00+00:00';

/** A line as IAM writes it of a user without password and keys; override only what the test is about. */
export function aLine(overrides: Partial<ReportLine> = {}): ReportLine {
  return {
    ...{ user: 'ada', arn: 'arn:aws:iam::111122223333:user/ada', user_creation_time: BORN, mfa_active: 'false' },
    ...{ password_enabled: 'false', password_last_used: 'N/A', password_last_changed: 'N/A' },
    ...{ access_key_1_active: 'false', access_key_1_last_rotated: 'N/A', access_key_1_last_used_date: 'N/A' },
    ...{ access_key_2_active: 'false', access_key_2_last_rotated: 'N/A', access_key_2_last_used_date: 'N/A' },
    ...overrides,
  };
}

export const ROOT_LINE = aLine({
  ...{ user: '<root_account>', arn: 'arn:aws:iam::111122223333:root', mfa_active: 'true' },
  ...{
    password_enabled: 'not_supported',
    password_last_used: 'no_information',
    password_last_changed: 'not_supported',
  },
});
