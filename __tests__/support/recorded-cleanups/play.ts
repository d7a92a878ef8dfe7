import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { awsManagedArn } from '../../../src/embedded-account/iam/policies/aws-managed-policies';
import { daysAgo } from '../audit';
import { aKeyHolder, cleaning, CLEANUP_MACHINE, cleanUp, runCleanup } from '../cleanup';
import { crashAt } from '../crashes';
import { allowing, release } from '../enforcement';
import { arnOf } from '../recorded-states/play';
import type { CleanupCast } from './recording';

/** Sets whatever decides when somebody is due, so that a later default is not taken for lost state. */
export const CLEANUP_SETTINGS = {
  backend: 'local',
  notifications: { emails: ['on-call@example.com'] },
  ...cleaning({
    ...{ warnDays: 2, releasedDays: 30 },
    keys: { report: 30, disable: 90, delete: 120 },
    users: { report: 30, disable: 90, delete: 180 },
    roles: { report: 30, disable: 90, delete: 180, regions: ['us-east-1'] },
  }),
};

export const CLEANUP_CHANGE = `${CLEANUP_MACHINE}-change`;
const GUARDRAIL = 'credential-cleanup';
const INTERRUPTED = 'seven';
/** The lease, the entry of the ledger, the copy and one of two inline policies: then the function ends. */
const CHANGES = 4;

/** Adds users and a role, so long unused that each is somewhere else on the way when the seventh run begins. */
export function addUnused(account: EmbeddedAccount): CleanupCast {
  account.addUser({ name: 'admin', groups: ['Administrators'] });
  account.addGroup({ name: 'Developers', inline: { own: allowing('ec2') } });
  // The account's keys are used by the day, and half a day keeps each off the limit.
  const [bob, kim] = [aKeyHolder(account, 'bob', 113.5), aKeyHolder(account, 'kim', 130)];
  aKeyHolder(account, 'ida', 115);
  aKeyHolder(account, 'dora', 27.5);
  const ada = account.addUser({
    ...{ name: 'ada', path: '/people/', createdAt: daysAgo(account, 174.5), groups: ['Developers'] },
    ...{ policies: [awsManagedArn('ReadOnlyAccess')], inline: { one: allowing('s3'), two: allowing('sqs') } },
    tags: { 'cost:centre': 'a b+c' },
  });
  account.addRole({
    ...{ name: 'etl', path: '/team/', createdAt: daysAgo(account, 250), inline: { own: allowing('sns') } },
    ...{ policies: [awsManagedArn('PowerUserAccess')], tags: { team: 'data' } },
  });
  return {
    ...{ begun: ada.name, deleted: 'etl', released: 'ida', run: INTERRUPTED },
    disabled: { name: 'bob', keyId: bob.keyId },
    keyless: { name: 'kim', keyId: kim.keyId },
    warned: { name: 'dora', since: '2026-06-04' },
  };
}

/** A week of runs and one release, up to the middle of a deletion. @throws Error where the last run is not interrupted */
export async function playCleanup(account: EmbeddedAccount, { released }: CleanupCast): Promise<void> {
  await cleanUp(account, 'one', 'two', 'three');
  await release(account, { principal: arnOf(account, 'user', released), guardrail: GUARDRAIL });
  await cleanUp(account, 'four', 'five', 'six');
  crashAt(account, CLEANUP_CHANGE, CHANGES);
  const { status } = await runCleanup(account, INTERRUPTED);
  if (status !== 'FAILED') throw new Error(`the run ended as ${status}`);
}
