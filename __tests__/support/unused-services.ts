import * as z from 'zod';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import { atOnce, daysAgo, EVIDENCE, withCredentialReport } from './audit';
import { allowing, DAY_MS } from './enforcement';

export const DENY_MACHINE = 'iam-guardrails-unused-service-deny';
export const DENY_BASE = 'accounts/111122223333/unused-service-deny';
const RUNS = `${DENY_BASE}/runs`;

/** Settings under which unused services are denied. @param own settings of the guardrail beside its mode */
export const denying = (
  own: object = {},
  more: { readonly limits?: object; readonly audit?: object } = {},
  rest: object = {},
) => {
  const base = atOnce({}, more.audit);
  return {
    ...{ ...base, ...rest },
    permissionsBoundary: { mode: 'off', tags: false },
    unusedServiceDeny: { mode: 'enforce', ...own },
    limits: { ...base.limits, ...more.limits },
  };
};

/** A user who may use services, and used some of them five days ago. */
export function aDeniable(
  account: EmbeddedAccount,
  name: string,
  {
    may = ['s3', 'sqs', 'sns'],
    used = ['s3'],
    ...seed
  }: {
    readonly may?: readonly string[];
    readonly used?: readonly string[];
    readonly attached?: readonly string[];
    readonly inline?: Readonly<Record<string, string>>;
  } = {},
) {
  const user = account.addUser({
    ...{ name, createdAt: daysAgo(account, 200), inline: { own: allowing(...may) } },
    ...seed,
  });
  for (const service of used) account.use({ arn: user.arn, action: `${service}:Any`, at: daysAgo(account, 5) });
  return user;
}

/** Runs the state machine. */
export async function runDenies(account: EmbeddedAccount, runId: string, purpose = 'change') {
  await withCredentialReport(account);
  const execution = await account.runStateMachine(DENY_MACHINE, { purpose }, runId);
  await account.idle();
  return execution;
}

/** Runs the guardrail some days after what went before. @throws Error where the run did not succeed */
export async function deny(
  account: EmbeddedAccount,
  runId: string,
  { days = 0 }: { readonly days?: number } = {},
): Promise<void> {
  account.clock.advance(days * DAY_MS);
  const { status, cause } = await runDenies(account, runId);
  if (status !== 'SUCCEEDED') throw new Error(`run ${runId} ended as ${status}: ${String(cause)}`);
}

const services = z.union([z.array(z.string()), z.object({ allBut: z.array(z.string()) })]);
const row = z.object({
  name: z.string(),
  decision: z.object({
    ...{ kind: z.string(), reason: z.string(), why: z.string().optional() },
    ...{ needsAgain: z.array(z.string()).optional(), grantedSince: z.array(z.string()).optional() },
  }),
  changes: z.array(z.object({ before: services, after: services, granted: z.array(z.string()).optional() })),
  outcome: z.object({ kind: z.string(), why: z.string().optional() }).optional(),
});

/** What a run says of each user, by name. */
export function denyRowsOf(account: EmbeddedAccount, runId: string): ReadonlyMap<string, z.infer<typeof row>> {
  const key = `${RUNS}/${runId}/summary.json`;
  const found = account.objects(EVIDENCE, key)[0];
  if (found === undefined) throw new Error(`there is no ${key}`);
  const { principals } = z.object({ principals: z.array(row) }).parse(JSON.parse(found.body.toString()));
  return new Map(principals.map((one) => [one.name, one]));
}

/** ARNs of the project's denies that a user has, in order. */
export function deniesOf(account: EmbeddedAccount, name: string): readonly string[] {
  const user = account.snapshot().users.find(({ arn }) => arn.endsWith(`/${name}`));
  if (user === undefined) throw new Error(`there is nobody called ${name}`);
  return user.attached.filter((arn) => arn.includes('unused-service-deny-')).toSorted();
}

/** Bodies of the mails that people were sent. */
export const mailsOf = (account: EmbeddedAccount): readonly string[] =>
  account.published().map(({ message }) => message);
