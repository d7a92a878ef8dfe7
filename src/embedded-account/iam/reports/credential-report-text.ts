import { lastUseOfKey, lastUseOfPassword } from './last-use';
import type { User } from '../entities';
import type { AccountState } from '../state';

/** As the IAM User Guide names them, in its order. */
const COLUMNS = [
  ...['user', 'arn', 'user_creation_time', 'password_enabled', 'password_last_used', 'password_last_changed'],
  ...['password_next_rotation', 'mfa_active'],
  ...['access_key_1_active', 'access_key_1_last_rotated', 'access_key_1_last_used_date'],
  ...['access_key_1_last_used_region', 'access_key_1_last_used_service'],
  ...['access_key_2_active', 'access_key_2_last_rotated', 'access_key_2_last_used_date'],
  ...['access_key_2_last_used_region', 'access_key_2_last_used_service'],
  ...['cert_1_active', 'cert_1_last_rotated', 'cert_2_active', 'cert_2_last_rotated'],
];
const NO_CERTIFICATES = ['false', 'N/A', 'false', 'N/A'];

/** The CSV file as IAM writes it: the root user first, then a line for each user. */
export function reportText(state: AccountState): string {
  const users = [...state.users.values()].map((user) => [
    ...[user.name, state.arnOf('user', user), dateOf(user.createdAt)],
    ...passwordOf(state, user),
    String(user.mfaDevices.length > 0),
    ...keyOf(state, user, 0),
    ...keyOf(state, user, 1),
    ...certificateOf(user, 0),
    ...certificateOf(user, 1),
  ]);
  // Names may hold commas.
  return [COLUMNS, rootOf(state), ...users].map((line) => line.map(quoted).join(',')).join('\n');
}

function rootOf({ rootArn }: AccountState): string[] {
  const password = ['not_supported', 'no_information', 'not_supported', 'not_supported'];
  const noKey = ['false', 'N/A', 'N/A', 'N/A', 'N/A'];
  return [
    '<root_account>',
    rootArn,
    '2015-01-01T00:00:00+00:00',
    ...password,
    'true',
    ...noKey,
    ...noKey,
    ...NO_CERTIFICATES,
  ];
}

function passwordOf(state: AccountState, user: User): string[] {
  if (!user.loginProfile) return ['false', 'N/A', 'N/A', 'N/A'];
  const used = lastUseOfPassword(state, user);
  return ['true', used ? dateOf(used) : 'no_information', dateOf(user.loginProfile.createdAt), 'N/A'];
}

function keyOf(state: AccountState, user: User, index: 0 | 1): string[] {
  const key = user.keys[index];
  if (!key) return ['false', 'N/A', 'N/A', 'N/A', 'N/A'];
  const used = lastUseOfKey(state, user, key);
  const isActive = key.status === 'Active';
  return [
    // Of a key that is not active IAM says no date of creation (IAM User Guide, "Understanding the report format").
    ...[String(isActive), isActive ? dateOf(key.createdAt) : 'N/A'],
    ...(used ? [dateOf(used.at), 'us-east-1', used.service] : ['N/A', 'N/A', 'N/A']),
  ];
}

function certificateOf({ signingCertificates }: User, index: 0 | 1): string[] {
  const certificate = signingCertificates[index];
  if (!certificate) return ['false', 'N/A'];
  return [String(certificate.status === 'Active'), dateOf(certificate.uploadedAt)];
}

/** Such as `2026-06-01T13:05:09+00:00`. */
const dateOf = (date: Date) => date.toISOString().replace(/\.\d+Z$/, '+00:00');

const quoted = (value: string) => (/[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
