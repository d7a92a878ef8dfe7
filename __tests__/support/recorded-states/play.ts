import {
  CreateGroupCommand,
  DeleteGroupCommand,
  DeleteRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { iamOf } from '../../../src/trial/scenarios/cast';
import { LOOK_RULE, REVOKER } from '../deployed';
import { allowing, DAY_MS, enforce, release, waitingIn } from '../enforcement';
import { CAST } from './town';

const MINUTE_MS = 60_000;

/** Nine days of guardrails and people, up to the middle of a wave. */
export async function play(account: EmbeddedAccount): Promise<void> {
  await fire(account, LOOK_RULE);
  for (const name of [CAST.rogue, CAST.packed, CAST.cornered]) await callsIam(account, name);
  account.clock.advance(MINUTE_MS + 1_000);
  await fire(account, `${REVOKER}-tell`);

  await enforce(account, 'audit-1', { purpose: 'audit' });
  await enforce(account, 'change-1', { days: 1 });
  for (let run = 1; waitingIn(account) > 0; run += 1)
    await enforce(account, `upkeep-${run}`, { purpose: 'upkeep', days: 1 });

  account.clock.advance(DAY_MS);
  await changeSomething(account);
  await enforce(account, 'upkeep-after-changes', { purpose: 'upkeep', days: 2 });
  await enforce(account, CAST.run.id, { days: 2 });
  await release(account, { principal: arnOf(account, 'role', CAST.released) });
  await fire(account, LOOK_RULE);
}

export const arnOf = ({ accountId }: EmbeddedAccount, kind: 'user' | 'role', name: string) =>
  `arn:aws:iam::${accountId}:${kind}/${name}`;

/** The IAM API in the hands of an admin, about whose calls nobody is told. */
export const adminsIam = (account: EmbeddedAccount): IAMClient => iamOf(account, account.credentialsOf('admin'));

/** Fires scheduled rules, and waits for what they start. */
export async function fire(account: EmbeddedAccount, ...rules: readonly string[]): Promise<void> {
  for (const rule of rules) account.fire(rule);
  await account.idle();
}

/** Two calls before the deny binds; the second takes back what the first did. */
async function callsIam(account: EmbeddedAccount, name: string): Promise<void> {
  const iam = iamOf(account, account.credentialsOf(name));
  await iam.send(new CreateGroupCommand({ GroupName: `of-${name}` }));
  await iam.send(new DeleteGroupCommand({ GroupName: `of-${name}` }));
  await account.idle();
}

/** People grant one role more and remove the boundary of another; a third tries what its boundary denies. */
async function changeSomething(account: EmbeddedAccount): Promise<void> {
  const { granted, needsAgain, flippedOnce } = CAST;
  const iam = adminsIam(account);
  const more = { RoleName: granted.name, PolicyName: 'more', PolicyDocument: allowing(granted.service) };
  await iam.send(new PutRolePolicyCommand(more));
  await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: flippedOnce }));
  account.use({ arn: arnOf(account, 'role', needsAgain.name), action: `${needsAgain.service}:Publish` });
  await account.idle();
}
