import { gatherEvidence } from '../../audit/evidence/evidence';
import type { AccountReadings } from '../../audit/desk/readings';
import type { DetailsPage } from '../../aws/iam/authorization-details';
import type { ServiceUse } from '../../domain/run/evidence';
import { inLanes } from '../../domain/in-lanes';
import { servicesToAsk } from '../../domain/service-roles/asked';
import type { UnusedAccess } from '../../domain/unused-access/finding';
import { PREVIEWED } from '../../guardrails/catalogue/preview';
import type { Settings } from '../../settings';
import { errorKinds } from '../../wiring/iam';
import type { Source } from '../preview/source';
import { FORMAT, type Snapshot, snapshotForm, VERSION } from './form';
import { settingsFor } from './settings';

/** Users whose keys are listed at a time; the pace says how fast. */
const LANES = 8;

/** So many findings of a kind are asked for details, as the job does at most. */
const DETAILED = 50;

/** Told how far it is. */
type Say = (line: string) => void;

/** Reads everything that previews by these settings, or by others, ask of an account. What cannot be read is written down with why. */
export async function takeSnapshot(source: Source, settings: Settings, say: Say): Promise<Snapshot> {
  const { readings, now, pace } = source;
  const takenAt = now().toISOString();
  const { run: paced } = pace(settings.limits.iamCallsPerSecond);
  const account = await accountIn(readings.pages(paced));
  const principals = [...account.users, ...account.roles, ...account.groups];
  say(`${principals.length} users, roles and groups; their reports and keys are next`);
  const [report, quotas, reports, accessKeys, undated] = await Promise.all([
    readings.credentialReport(paced),
    orFailed(readings.quotas(paced)),
    reportsOf(principals, source, settings, say),
    ofEach(account.users, (name) => readings.accessKeys(paced).of(name)),
    ofEach(account.users, (name) => readings.lastSeen(paced).undated(name)),
  ]);
  const { resourcePolicies, exemptionsObject } = settings.audit;
  const own = {
    accountId: readings.accountId,
    partition: settings.partition,
    path: '/',
    namePrefix: '',
    denyPolicyName: '',
  };
  return {
    ...{ format: FORMAT, version: VERSION, takenAt, accountId: readings.accountId, anonymised: false },
    ...{ settings: settingsFor(settings), account, quotas, reports, accessKeys, undated },
    credentialReport: {
      ...(report.generatedAt && { generatedAt: report.generatedAt.toISOString() }),
      lines: [...report.lines],
    },
    resources: mutable(await readings.resources(own, resourcePolicies)),
    analysis: mutable(await analysisOf(readings, settings, paced)),
    rolesInUse: mutable(
      await readings.rolesInUse(
        servicesToAsk(account.roles.map(({ trust }) => trust)),
        settings.credentialCleanup.roles.regions,
      ),
    ),
    objects: exemptionsObject === undefined ? {} : await objectAt(exemptionsObject, readings),
    remembered: await rememberedIn(readings),
  };
}

type Account = Snapshot['account'];
type Paced = Parameters<AccountReadings['quotas']>[0];

/** The same, as the document's type has it. */
const mutable = <T>(value: T) => JSON.parse(JSON.stringify(value)) as Unread<T>;
type Unread<T> = T extends readonly (infer One)[]
  ? Unread<One>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Unread<T[Key]> }
    : T;

async function accountIn(pages: AsyncIterable<DetailsPage>): Promise<Account> {
  const account: Account = { users: [], roles: [], groups: [], policies: [] };
  for await (const page of pages) {
    account.users.push(...mutable(page.users));
    account.roles.push(...mutable(page.roles));
    account.groups.push(...mutable(page.groups));
    account.policies.push(...mutable(page.policies));
  }
  return account;
}

const SERVICE_LINKED = '/aws-service-role/';

/** Of everybody but roles of AWS's own services, which no guardrail asks about. */
async function reportsOf(
  all: readonly { readonly arn: string; readonly path: string }[],
  { readings, pace, clock }: Source,
  { audit, limits }: Settings,
  say: Say,
): Promise<Snapshot['reports']> {
  const asked = all.filter(({ path }) => !path.startsWith(SERVICE_LINKED));
  const found: Snapshot['reports'] = {};
  let count = 0;
  const sources = {
    ...{ advisor: readings.advisor, pace: pace(limits.iamCallsPerSecond), clock, ...errorKinds },
    ...{ reportWaitSeconds: audit.reportWaitSeconds, reportTimeoutSeconds: audit.reportTimeoutSeconds },
  };
  await gatherEvidence(asked, sources, async ({ arn }, evidence) => {
    if (evidence.kind === 'report') found[arn] = compact(evidence.services);
    if (evidence.kind === 'failed') found[arn] = { failed: evidence.why };
    count += 1;
    if (count % 100 === 0) say(`${count} of ${asked.length} reports`);
    await Promise.resolve();
  });
  return Object.fromEntries(Object.entries(found).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function compact(services: readonly ServiceUse[]): Snapshot['reports'][string] {
  const used = services.flatMap(({ service, lastUsedAt, entities }) =>
    lastUsedAt === undefined ? [] : [{ service, lastUsedAt, entities }],
  );
  return { used, unused: services.flatMap(({ service, lastUsedAt }) => (lastUsedAt === undefined ? [service] : [])) };
}

/** What IAM says of each user, by name, in the order of names; nothing of whom it does not know any more. */
async function ofEach<T>(users: Account['users'], ask: (name: string) => Promise<T | undefined>) {
  const found: Record<string, Unread<T> | { failed: string }> = {};
  await inLanes(users, LANES, async ({ name }) => {
    const held = await orFailed(ask(name));
    if (held !== undefined) found[name] = mutable(held);
  });
  return Object.fromEntries(Object.entries(found).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function analysisOf(readings: AccountReadings, { credentialCleanup }: Settings, paced: Paced) {
  if (credentialCleanup.analyzer === 'none') return { analyzers: [], findings: [], unread: [] };
  const asked = new Map<UnusedAccess['kind'], number>();
  return readings.unusedAccess(paced, ({ kind }) => {
    asked.set(kind, (asked.get(kind) ?? 0) + 1);
    return (asked.get(kind) ?? 0) <= DETAILED;
  });
}

async function objectAt(uri: string, { readObject }: AccountReadings): Promise<Snapshot['objects']> {
  const [bucket = '', ...key] = uri.replace('s3://', '').split('/');
  return { [`${bucket}/${key.join('/')}`]: await orFailed(readObject(bucket, key.join('/'))) };
}

async function rememberedIn({ remembered }: AccountReadings): Promise<Snapshot['remembered']> {
  const of = async <T>(read: (one: (typeof PREVIEWED)[number]) => Promise<T>) =>
    Object.fromEntries(await Promise.all(PREVIEWED.map(async (one) => [one.name, await read(one)] as const)));
  const found = {
    leftElsewhere: Object.fromEntries(remembered.leftElsewhere),
    entries: await of<unknown>((one) => one.entries(remembered)),
    holds: await of((one) => remembered.holds(one.name)),
  };
  return snapshotForm.shape.remembered.parse(JSON.parse(JSON.stringify(found)));
}

/** Why somebody could not read something is what a preview says of it later. */
async function orFailed<T>(reading: Promise<T>): Promise<T | { failed: string }> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof Error) || errorKinds.isExpired(error)) throw error;
    return { failed: `${error.name}: ${error.message}` };
  }
}
