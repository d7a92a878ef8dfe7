import { CreateAccessKeyCommand } from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../embedded-account/account';
import { awsManagedArn } from '../../embedded-account/iam/policies/aws-managed-policies';
import { allowing } from './audit-cast';
import { iamOf } from './cast';
import { adminOf } from './operator';

/** Somebody, or one of their access keys, and what runs that look for unused credentials have to do about it. */
export interface CleanupCase {
  readonly arn: string;
  /** The access key; absent: the case is about the principal itself. */
  readonly key?: { readonly id: string; readonly called: string };
  /** Kind and reason of the decision about the principal, while reports announce what is unused. */
  readonly announced: string;
  /** The same once they have announced it for long enough. */
  readonly due: string;
  /** Whether the key is deactivated. */
  readonly loses: boolean;
}

const DAY_MS = 86_400_000;
const IN_USE = { announced: 'leave: in-use', due: 'leave: in-use', loses: false };
const CHANGED = { announced: 'countdown: unused', due: 'change: unused' };

/** The role that is deleted in the end, and restored. */
export const UNUSED_ROLE = 'old-importer';
/** What there is of it to restore. */
const ITS_OWN = {
  path: '/data/',
  policies: [awsManagedArn('PowerUserAccess')],
  inline: { work: allowing(['s3:*', 'sqs:*']) },
  tags: { team: 'data' },
  trust: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  },
  description: 'Imported orders every night, until somebody replaced it',
  maxSessionSeconds: 7_200,
};

/** Access keys and roles that somebody uses, and others that nobody does. */
export async function cleanupCast(account: EmbeddedAccount): Promise<readonly CleanupCase[]> {
  const daysAgo = (days: number) => new Date(account.clock.now().getTime() - days * DAY_MS);
  const user = (name: string, ageDays: number, usedDays?: number) => {
    const { arn, credentials } = account.addUser({ name, createdAt: daysAgo(ageDays) });
    const { accessKeyId: id } = credentials;
    if (usedDays !== undefined) uses(arn, usedDays, id);
    return { arn, key: { id, called: 'its only one' } };
  };
  const uses = (arn: string, days: number, credential?: string) => {
    account.use({ arn, action: 's3:GetObject', at: daysAgo(days), ...(credential !== undefined && { credential }) });
  };
  const role = (name: string, own: object, usedDays?: number) => {
    const { arn } = account.addRole({ name, createdAt: daysAgo(700), ...own });
    if (usedDays !== undefined) uses(arn, usedDays);
    return { arn };
  };

  const rotated = user('billing-export', 700, 200);
  const fresh = await anotherKey(account, 'billing-export');
  uses(rotated.arn, 0, fresh);
  return [
    { ...user('nightly-import', 700, 1), ...IN_USE },
    { arn: rotated.arn, key: { ...rotated.key, called: 'the old one' }, ...CHANGED, loses: true },
    { arn: rotated.arn, key: { id: fresh, called: 'the one in use' }, ...CHANGED, loses: false },
    { ...user('former-employee', 700), ...CHANGED, loses: true },
    { ...user('joined-yesterday', 1), ...IN_USE },
    { ...role(UNUSED_ROLE, ITS_OWN), ...CHANGED, loses: false },
    { ...role('orders-app', {}, 2), ...IN_USE },
  ];
}

/** A second key that an admin makes for a user now. @returns its id */
async function anotherKey(account: EmbeddedAccount, UserName: string): Promise<string> {
  const iam = iamOf(account, adminOf(account));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  if (AccessKey?.AccessKeyId === undefined) throw new Error('IAM made no key');
  return AccessKey.AccessKeyId;
}
