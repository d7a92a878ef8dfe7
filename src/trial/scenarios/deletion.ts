import { isDeepStrictEqual } from 'node:util';
import { principalReader } from '../../aws/iam/deletion/reader';
import type { PrincipalState } from '../../domain/deletion/principal-state';
import type { EmbeddedAccount } from '../../embedded-account/account';
import type { AccountSnapshot } from '../../embedded-account/iam/snapshot';
import { iamOf } from './cast';
import { UNUSED_ROLE } from './cleanup-cast';
import { DAY_MS, GUARDRAIL, runDaily } from './cleanup';
import { answerTo, release, SETTLE_MS, type Answer } from './enforcement';
import { READS_PARAMETER } from './enforcement-cast';
import { adminOf, runRestore } from './operator';

/** The account, and the role that nobody uses, at one time. */
export interface Before {
  readonly iam: AccountSnapshot;
  readonly role: PrincipalState;
}

/** What became of the role until it is gone. */
export interface Deletion {
  readonly role: string;
  /** What the mail of each day says of it; empty where it says nothing. */
  readonly days: readonly string[];
  /** What the last of them says to run for it to come back. */
  readonly command: string;
  /** As it was the day before it is gone, if it is. */
  readonly disabled: PrincipalState;
  readonly isGone: boolean;
}

/** What came of its restoration, and of its release. */
export interface Restoration {
  /** Whether the command says that it did its work. */
  readonly isDone: boolean;
  /** What becomes of a call of the role before its release, and after it. */
  readonly answers: { readonly restored: Answer; readonly released: Answer };
  /** What of the role is another than the day before it was deleted, and than before anybody disabled it. */
  readonly differences: { readonly restored: readonly string[]; readonly released: readonly string[] };
  /** Whether IAM is in the end as it was, but for the id of the role. */
  readonly isBack: boolean;
}

/** @throws Error where the account has no such role */
export const before = async (account: EmbeddedAccount): Promise<Before> => ({
  iam: account.snapshot(),
  role: await roleIn(account),
});

/** Three more days: on two of them reports announce the deletion, on the third it happens. @throws Error where a run fails */
export async function deleteRole(account: EmbeddedAccount): Promise<Deletion> {
  await nextDay(account);
  await nextDay(account);
  const disabled = await roleIn(account);
  await nextDay(account);
  const mails = account
    .published()
    .filter(({ subject }) => /^Unused credentials: \d+ principals? changed/.test(subject ?? ''));
  const found = commandIn(mails.at(-1)?.message ?? '');
  return {
    role: disabled.arn,
    days: mails.map(({ message }) => saidOf(disabled.arn, message)),
    ...{ command: found, disabled, isGone: (await findRole(account)) === undefined },
  };
}

/** Restores the role by the command that people were told, and releases it as they would. @throws Error where one of these fails */
export async function restoreAndRelease(
  account: EmbeddedAccount,
  { command, disabled, role: arn }: Deletion,
  { iam, role }: Before,
): Promise<Restoration> {
  const isDone = await runRestore(account, command);
  account.clock.advance(SETTLE_MS);
  const restored = await roleIn(account);
  const refused = await answerOf(account);
  await release(account, { principal: arn, guardrail: GUARDRAIL });
  const released = await roleIn(account);
  const answers = { restored: refused, released: await answerOf(account) };
  // What is left is the policy that denies, which nobody has any more.
  await release(account, { all: true, guardrail: GUARDRAIL });
  return {
    ...{ isDone, answers },
    differences: { restored: differences(disabled, restored), released: differences(role, released) },
    isBack: isDeepStrictEqual(withoutRoleId(account.snapshot()), withoutRoleId(iam)),
  };
}

async function nextDay(account: EmbeddedAccount): Promise<void> {
  account.clock.advance(DAY_MS);
  await runDaily(account);
}

const findRole = (account: EmbeddedAccount) => principalReader(iamOf(account, adminOf(account)))('role', UNUSED_ROLE);

async function roleIn(account: EmbeddedAccount): Promise<PrincipalState> {
  const found = await findRole(account);
  if (found === undefined) throw new Error(`there is no role called ${UNUSED_ROLE}`);
  return found;
}

const answerOf = (account: EmbeddedAccount): Promise<Answer> =>
  answerTo(READS_PARAMETER, account.clientFor(account.assumeRole(UNUSED_ROLE, 'at-work')), 'explicit deny');

/** What a mail says behind the ARN. */
function saidOf(arn: string, message: string): string {
  const line = message.split('\n').find((one) => one.includes(`${arn}: `)) ?? '';
  return line.slice(line.indexOf(': ') + 2).trim();
}

/** @throws Error where the mail holds none */
function commandIn(message: string): string {
  const command = /^ *(iam-guardrails restore \S+)$/m.exec(message)?.[1];
  if (command === undefined) throw new Error(`the mail names no command that restores anybody: ${message}`);
  return command;
}

/** What of two states is another, by name. IAM promises no order of policies. */
export function differences(one: PrincipalState, other: PrincipalState): readonly string[] {
  const [first, second] = [one, other].map((state) => new Map(Object.entries({ ...state, attached: inOrder(state) })));
  const names = new Set([...(first?.keys() ?? []), ...(second?.keys() ?? [])]);
  return [...names].filter((name) => !isDeepStrictEqual(first?.get(name), second?.get(name))).sort();
}

const inOrder = ({ attached }: PrincipalState) => attached.toSorted((one, other) => (one.arn < other.arn ? -1 : 1));

const withoutRoleId = ({ roles, ...rest }: AccountSnapshot) => ({
  ...rest,
  roles: roles.map(({ id, ...role }) => ({ ...role, id: role.arn.endsWith(`/${UNUSED_ROLE}`) ? 'any' : id })),
});
