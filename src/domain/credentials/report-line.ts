import type { ReportedKey, UserCredentials } from './user-credentials';

/**
 * The columns of a line that are read, by the names that IAM gives them (IAM User Guide, "Understanding the report format");
 * there are more.
 */
export interface ReportLine {
  readonly user: string;
  readonly arn: string;
  readonly user_creation_time: string;
  readonly password_enabled: string;
  readonly password_last_used: string;
  readonly password_last_changed: string;
  readonly mfa_active: string;
  readonly access_key_1_active: string;
  readonly access_key_1_last_rotated: string;
  readonly access_key_1_last_used_date: string;
  readonly access_key_2_active: string;
  readonly access_key_2_last_rotated: string;
  readonly access_key_2_last_used_date: string;
}

/** What IAM writes for the name of the root user. */
export const ROOT = '<root_account>';

/** What IAM writes where there is no time, or none that it knows. */
const NO_TIME: readonly string[] = ['N/A', 'no_information', 'not_supported'];

/** Such as `2026-06-01T13:05:09+00:00`. `Date.parse` alone takes much else for a time. */
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** A cell that says something nobody has documented. */
class UnreadableCell extends Error {}

/** Reads the line of a user. @returns why not, where a cell says something that IAM does not document */
export function credentialsIn(line: ReportLine): UserCredentials | { readonly unreadable: string } {
  try {
    return {
      createdAt: givenTime(line, 'user_creation_time'),
      password: {
        enabled: isTrue(line, 'password_enabled'),
        lastUsedAt: time(line, 'password_last_used'),
        changedAt: time(line, 'password_last_changed'),
      },
      keys: [keyIn(line, 1), keyIn(line, 2)],
      mfa: isTrue(line, 'mfa_active'),
    };
  } catch (error) {
    if (error instanceof UnreadableCell) return { unreadable: error.message };
    throw error;
  }
}

function keyIn(line: ReportLine, number: 1 | 2): ReportedKey {
  return {
    number,
    active: isTrue(line, `access_key_${number}_active`),
    rotatedAt: time(line, `access_key_${number}_last_rotated`),
    lastUsedAt: time(line, `access_key_${number}_last_used_date`),
  };
}

/** IAM writes them in small letters; its documentation shows capitals. */
function isTrue(line: ReportLine, column: keyof ReportLine): boolean {
  const said = line[column].toLowerCase();
  if (said === 'true') return true;
  if (said === 'false' || NO_TIME.includes(line[column])) return false;
  throw unreadable(line, column);
}

function time(line: ReportLine, column: keyof ReportLine): string | undefined {
  return NO_TIME.includes(line[column]) ? undefined : givenTime(line, column);
}

function givenTime(line: ReportLine, column: keyof ReportLine): string {
  const at = TIME.test(line[column]) ? Date.parse(line[column]) : NaN;
  if (Number.isNaN(at)) throw unreadable(line, column);
  return new Date(at).toISOString();
}

const unreadable = (line: ReportLine, column: keyof ReportLine) =>
  new UnreadableCell(`the credential report says "${line[column].slice(0, 64)}" in the column ${column}`);
