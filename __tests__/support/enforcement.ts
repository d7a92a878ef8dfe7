import { GetAccountAuthorizationDetailsCommand, ListPoliciesCommand } from '@aws-sdk/client-iam';
import * as z from 'zod';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import type { AccountSnapshot } from '../../src/embedded-account/iam/snapshot';
import { iamOf } from '../../src/trial/scenarios/cast';
import { atOnce, audit, EVIDENCE, RUNS, textOf } from './audit';
import { OWN, ownArn } from './boundaries';
import { RELEASE } from './deployed';

export const DAY_MS = 86_400_000;
const IAM_LAG_MS = 60_000;

/** Settings under which runs put boundaries. @param room settings of the guardrail beside its mode */
export const enforcing = (room: object = {}, more: { readonly limits?: object; readonly audit?: object } = {}) => {
  const base = atOnce({}, more.audit);
  return {
    ...base,
    permissionsBoundary: { mode: 'enforce', ...room },
    limits: { ...base.limits, ...more.limits },
  };
};

/** Text of a policy that allows services whole. */
export const allowing = (...services: readonly string[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: services.map((service) => `${service}:*`), Resource: '*' }],
  });

/** Runs the state machine to its end, some days after what went before. @throws Error where the run did not succeed */
export async function enforce(
  account: EmbeddedAccount,
  runId: string,
  { purpose = 'change', days = 0 }: { readonly purpose?: 'audit' | 'change' | 'upkeep'; readonly days?: number } = {},
): Promise<void> {
  account.clock.advance(days * DAY_MS);
  const { status, cause } = await audit(account, runId, purpose);
  if (status !== 'SUCCEEDED') throw new Error(`${purpose} run ${runId} ended as ${status}: ${String(cause)}`);
}

const wave = z.object({ waiting: z.number() });

/** How many wait for a later run, as the last one that was about everybody has noted. */
export function waitingIn(account: EmbeddedAccount): number {
  const key = RUNS.replace(/runs$/, 'wave.json');
  const found = account.objects(EVIDENCE, key)[0];
  if (found === undefined) throw new Error(`there is no ${key}`);
  return wave.parse(JSON.parse(found.body.toString())).waiting;
}

/** The boundaries of users and roles by name; undefined where none stands. */
export function boundariesIn(account: EmbeddedAccount): ReadonlyMap<string, string | undefined> {
  const { users, roles } = account.snapshot();
  return new Map([...users, ...roles].map(({ arn, boundary }) => [arn.split('/').at(-1) ?? '', boundary ?? undefined]));
}

/** The boundary of a user or role; undefined where none stands. */
export function boundaryOf(account: EmbeddedAccount, name: string): string | undefined {
  const boundaries = boundariesIn(account);
  if (!boundaries.has(name)) throw new Error(`there is nobody called ${name}`);
  return boundaries.get(name);
}

const row = z.object({
  name: z.string(),
  arn: z.string(),
  usedServices: z.array(z.string()),
  keptByResourcePolicy: z.optional(z.array(z.object({ service: z.string() }))),
  decision: z.object({
    kind: z.string(),
    reason: z.string(),
    services: z.array(z.string()).optional(),
    needsAgain: z.array(z.string()).optional(),
  }),
  boundary: z
    .object({
      kind: z.string(),
      reason: z.string().optional(),
      why: z.string().optional(),
      policyArn: z.string().optional(),
      widened: z.array(z.string()).optional(),
    })
    .optional(),
});
const rowed = z.object({ counts: z.looseObject({ failed: z.number() }), principals: z.array(row) });

/** What a run says of the boundaries of everybody, by name. */
export function boundaryRowsOf(account: EmbeddedAccount, runId: string): ReadonlyMap<string, z.infer<typeof row>> {
  const { principals } = rowed.parse(JSON.parse(textOf(account, 'summary.json', runId)));
  return new Map(principals.map((one) => [one.name, one]));
}

/** ARNs of everybody who has a boundary of the project, in order. */
export function boundedIn({ users, roles }: Pick<AccountSnapshot, 'users' | 'roles'>): readonly string[] {
  const isOwn = ({ boundary }: { readonly boundary: string | null }) => boundary?.startsWith(ownArn('')) === true;
  return [...users, ...roles]
    .filter(isOwn)
    .map(({ arn }) => arn)
    .sort();
}

/** Names of the project's boundaries, as IAM lists them. */
export async function ownPoliciesOf(account: EmbeddedAccount): Promise<readonly string[]> {
  const iam = iamOf(account, account.root);
  const names: string[] = [];
  for (let Marker: string | undefined, isLast = false; !isLast;) {
    const page = await iam.send(new ListPoliciesCommand({ Scope: 'Local', MaxItems: 1000, Marker }));
    names.push(...(page.Policies ?? []).flatMap(({ PolicyName }) => PolicyName ?? []));
    [Marker, isLast] = [page.Marker, page.IsTruncated !== true];
  }
  return names.filter((name) => name.startsWith(OWN.namePrefix));
}

/** In the order of the alphabet, for IAM promises none; when a role was last used is no setting of anybody's. */
const comparable = <T extends object & { Tags?: readonly { Key: string | undefined }[] | undefined }>(one: T) => ({
  ...one,
  RoleLastUsed: undefined,
  Tags: [...(one.Tags ?? [])].sort((a, b) => (String(a.Key) < String(b.Key) ? -1 : 1)),
});

/** Everything that `GetAccountAuthorizationDetails` says, of all its pages. */
export async function authorizationDetails(account: EmbeddedAccount) {
  const iam = iamOf(account, account.root);
  const all = { users: [] as object[], roles: [] as object[], groups: [] as object[], policies: [] as object[] };
  for (let Marker: string | undefined, isLast = false; !isLast;) {
    const page = await iam.send(new GetAccountAuthorizationDetailsCommand({ MaxItems: 1000, Marker }));
    all.users.push(...(page.UserDetailList ?? []).map(comparable));
    all.roles.push(...(page.RoleDetailList ?? []).map(comparable));
    all.groups.push(...(page.GroupDetailList ?? []));
    all.policies.push(...(page.Policies ?? []));
    [Marker, isLast] = [page.Marker, page.IsTruncated !== true];
  }
  return all;
}

const released = z.object({
  released: z.array(
    z.object({
      principal: z.string(),
      takenBack: z.array(z.object({ kind: z.string() })),
      stays: z.string().optional(),
    }),
  ),
  deleted: z.array(z.string()).default([]),
  left: z.number().optional(),
});

/** Invokes the function that releases, as people on call do. @throws Error with what it failed with */
export async function release(account: EmbeddedAccount, payload: object): Promise<z.infer<typeof released>> {
  // Of a boundary of these moments a release waits to see whether it shows.
  account.clock.advance(2 * IAM_LAG_MS);
  const result = await account.invoke(RELEASE, payload);
  // A run of the very moment leaves alone whom it freed.
  account.clock.advance(1_000);
  if (result.kind === 'failed') throw new Error(JSON.stringify(result));
  return released.parse(JSON.parse(result.payload));
}
