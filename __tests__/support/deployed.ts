import { readFileSync } from 'node:fs';
import { EmbeddedAccount, type AccountUser } from '../../src/embedded-account/account';
import type { AccountOptions } from '../../src/embedded-account/account-options';
import { iamOf } from '../../src/trial/scenarios/cast';
import type { IAMClient } from '@aws-sdk/client-iam';
import { stackOf } from './stacks-of-run';

export const REVOKER = 'iam-guardrails-revoker';
export const FALLBACK = 'iam-guardrails-revoker-fallback';
export const RELEASE = 'iam-guardrails-release';
export const LOOK_RULE = 'iam-guardrails-revoker-look';
export const TELL_RULE = 'iam-guardrails-revoker-tell';
export const IAM_FULL_ACCESS = 'arn:aws:iam::aws:policy/IAMFullAccess';

/** Settings under which nobody looks for unused credentials. */
export const NO_CLEANUP = { keys: { report: 0 }, users: { report: 0 }, roles: { report: 0 } };

/** Path of the synthesised stack. */
export function templateFor(settings: object = {}): string {
  const base = { backend: 'local', notifications: { emails: ['on-call@example.com'] } };
  // A test deploys the guardrail that it is about, and the two that were there before.
  return stackOf({ ...base, unusedServiceDeny: { mode: 'off' }, credentialCleanup: NO_CLEANUP, ...settings });
}

/** Runs a test in an account of its own with the stack deployed into it. */
export async function inAccount(
  test: (account: EmbeddedAccount) => Promise<void>,
  { settings, ...options }: Partial<AccountOptions> & { readonly settings?: object } = {},
): Promise<void> {
  const account = await EmbeddedAccount.start({ templatePath: templateFor(settings), ...options });
  try {
    await test(account);
  } finally {
    await account.stop();
  }
}

/** A user with rights it should not have, and the IAM API in its hands. */
export function aRogue(account: EmbeddedAccount, name = 'rogue'): AccountUser & { readonly iam: IAMClient } {
  const user = account.addUser({ name, policies: [IAM_FULL_ACCESS] });
  return { ...user, iam: iamOf(account, user.credentials) };
}

/** What IAM holds of a user, found by id. */
export function stateOf(account: EmbeddedAccount, { id }: AccountUser) {
  const user = account.snapshot().users.find((one) => one.id === id);
  if (user === undefined) throw new Error(`user ${id} is gone`);
  return user;
}

/** Fires a scheduled rule, and waits for what it starts. */
export async function fire(account: EmbeddedAccount, rule: string): Promise<void> {
  account.fire(rule);
  await account.idle();
}

/** Time goes on, with a telling every minute and a look every five. */
export async function pass(account: EmbeddedAccount, minutes: number): Promise<void> {
  for (let minute = 1; minute <= minutes; minute += 1) {
    account.clock.advance(60_000);
    await fire(account, TELL_RULE);
    if (minute % 5 === 0) await fire(account, LOOK_RULE);
  }
}

export const denyArn = ({ accountId }: EmbeddedAccount): string => `arn:aws:iam::${accountId}:policy/DenyIAMAccess`;

export const isDenied = (account: EmbeddedAccount, user: AccountUser): boolean =>
  stateOf(account, user).attached.includes(denyArn(account));

export const subjects = (account: EmbeddedAccount): readonly string[] =>
  account.published().map(({ subject }) => subject ?? '');

/** The synthesised stack, to be changed by a test. */
export function readTemplate(path: string): string {
  return readFileSync(path, 'utf8');
}
