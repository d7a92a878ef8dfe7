import type { RecordedCall } from '../../src/embedded-account/calls';
import { CreateAccessKeyCommand } from '@aws-sdk/client-iam';
import * as z from 'zod';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import { iamOf } from '../../src/trial/scenarios/cast';
import { atOnce, daysAgo, EVIDENCE, withCredentialReport } from './audit';
import { DAY_MS } from './enforcement';

export const CLEANUP_MACHINE = 'iam-guardrails-credential-cleanup';
export const CLEANUP_BASE = 'accounts/111122223333/credential-cleanup';

/** Settings under which access keys are deactivated after 90 days, once two reports have announced it. @param own of the guardrail */
export const cleaning = (own: object = {}) => ({
  ...atOnce(),
  permissionsBoundary: { mode: 'off', tags: false },
  unusedServiceDeny: { mode: 'off' },
  credentialCleanup: { warnDays: 2, keys: { report: 30, disable: 90 }, ...own },
});

/** A user of 300 days with an access key that was used so many days ago; without days, with one that never was. */
export function aKeyHolder(account: EmbeddedAccount, name: string, usedDays?: number) {
  const user = account.addUser({ name, createdAt: daysAgo(account, 300) });
  const { accessKeyId: keyId } = user.credentials;
  if (usedDays !== undefined) useKey(account, user.arn, keyId, usedDays);
  return { ...user, keyId };
}

/** Somebody uses a key so many days ago. */
export function useKey(account: EmbeddedAccount, arn: string, keyId: string, days = 0): void {
  account.use({ arn, action: 's3:GetObject', at: daysAgo(account, days), credential: keyId });
}

/** A second key of a user, made now. @returns its id */
export async function anotherKey(account: EmbeddedAccount, UserName: string): Promise<string> {
  const { AccessKey } = await iamOf(account, account.root).send(new CreateAccessKeyCommand({ UserName }));
  if (AccessKey?.AccessKeyId === undefined) throw new Error('IAM made no key');
  return AccessKey.AccessKeyId;
}

/** Status of every access key, by id. */
export const keysIn = (account: EmbeddedAccount): Readonly<Record<string, string>> =>
  Object.fromEntries(account.snapshot().users.flatMap(({ keys }) => keys.map(({ id, status }) => [id, status])));

/** Runs the state machine. @param between what happens once the credential report is made */
export async function runCleanup(account: EmbeddedAccount, runId: string, between: () => void = () => undefined) {
  await withCredentialReport(account);
  between();
  const execution = await account.runStateMachine(CLEANUP_MACHINE, { purpose: 'change' }, runId);
  await account.idle();
  return execution;
}

/** A run a day, from now on, each named after its number. @throws Error where one did not succeed */
export async function cleanUp(account: EmbeddedAccount, ...runIds: readonly string[]): Promise<void> {
  for (const runId of runIds) {
    const { status, cause } = await runCleanup(account, runId);
    if (status !== 'SUCCEEDED') throw new Error(`run ${runId} ended as ${status}: ${String(cause)}`);
    account.clock.advance(DAY_MS);
  }
}

const row = z.object({
  name: z.string(),
  decision: z.object({
    ...{ kind: z.string(), reason: z.string(), why: z.string().optional() },
    analysis: z.array(z.string()).optional(),
    announced: z
      .array(z.object({ thing: z.string(), since: z.string(), due: z.object({ on: z.string() }).optional() }))
      .optional(),
  }),
  outcome: z.object({ kind: z.string(), why: z.string().optional() }).optional(),
});

/** What a run says of each principal, by name. */
export function cleanupRowsOf(account: EmbeddedAccount, runId: string): ReadonlyMap<string, z.infer<typeof row>> {
  const key = `${CLEANUP_BASE}/runs/${runId}/summary.json`;
  const found = account.objects(EVIDENCE, key)[0];
  if (found === undefined) throw new Error(`there is no ${key}`);
  const { principals } = z.object({ principals: z.array(row) }).parse(JSON.parse(found.body.toString()));
  return new Map(principals.map((one) => [one.name, one]));
}

/** Calls that AWS refused for want of a right. */
export const refusedIn = (account: EmbeddedAccount): readonly RecordedCall[] =>
  account.calls().filter(({ errorCode }) => /AccessDenied|Unauthorized/.test(errorCode ?? ''));
