import type { CloudTrailEvent } from '../../../src/embedded-account/events/cloudtrail';
import type { Rules } from '../../../src/guardrails/revoker/rules';
import { PlayedAccount, type Player } from './account';

export const IAM_FULL_ACCESS = 'arn:aws:iam::aws:policy/IAMFullAccess';
export const ADMINS = 'Administrators';
export const MINUTE = 60_000;

/** So long that the quota of inline policies, 2,048 characters, has no room for another. */
export const BULKY = {
  ...{ Version: '2012-10-17', Id: 'x'.repeat(1_940) },
  Statement: [{ Effect: 'Allow', Action: 's3:ListBucket', Resource: '*' }],
};

type By = Pick<Player, 'credentials'>;

export const add = (account: PlayedAccount, by: By, UserName: string): object | undefined =>
  account.act(by, 'AddUserToGroup', { UserName, GroupName: ADMINS });
export const create = (account: PlayedAccount, by: By, UserName: string): object | undefined =>
  account.act(by, 'CreateUser', { UserName });

/** An account on a day like any other: somebody has looked at the admin groups. */
export async function anAccount(rules: Partial<Rules> = {}): Promise<PlayedAccount> {
  const account = new PlayedAccount(rules);
  await account.look();
  account.clock.advance(MINUTE);
  return account;
}

/** Time goes on, as it does: a telling every minute, a look every fifth. */
export async function pass(account: PlayedAccount, minutes: number): Promise<void> {
  for (let minute = 1; minute <= minutes; minute += 1) {
    account.clock.advance(MINUTE);
    await account.tell();
    if (minute % 5 === 0) await account.look();
  }
}

/** Orders in which events may come. */
export const ORDERS = ['in order', 'reversed'] as const;

/** Delivers what was called since, in this order or the other. @param from how many events came before */
export async function deliver(
  account: PlayedAccount,
  from: number,
  order: (typeof ORDERS)[number] = 'in order',
): Promise<void> {
  account.clock.advance(5_000);
  const events = account.events.slice(from);
  for (const event of order === 'in order' ? events : events.toReversed()) await account.deliver(event);
}

/** Has somebody call, and what was called since be judged at once. */
export async function judged(account: PlayedAccount, call: () => unknown): Promise<void> {
  const before = account.events.length;
  call();
  await deliver(account, before);
}

/** Somebody who may call IAM and is no admin, and was denied for that. */
export async function aDenied(account: PlayedAccount, name: string): Promise<Player> {
  const player = account.user(name, [IAM_FULL_ACCESS]);
  await judged(account, () => create(account, player, `by-${name}`));
  return player;
}

/** The event of what was called first. @throws Error where nothing was */
export function firstEvent({ events: [first] }: PlayedAccount): CloudTrailEvent {
  if (first === undefined) throw new Error('nothing was called');
  return first;
}

/** Headlines of all that people were told. */
export const titles = (account: PlayedAccount): readonly string[] => account.told().map(({ title }) => title);
