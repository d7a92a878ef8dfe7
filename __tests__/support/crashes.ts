import { CreatePolicyVersionCommand } from '@aws-sdk/client-iam';
import { contentNameOf } from '../../src/domain/policy/content-name';
import { boundaryDocumentOf } from '../../src/domain/boundary/document';
import { DEFAULT_ALWAYS_ALLOW } from '../../src/guardrails/permissions-boundary/judge/always-allowed';
import { canonical } from '../../src/domain/policy/policy-document';
import { EmbeddedAccount } from '../../src/embedded-account/account';
import { changesSomething } from '../../src/embedded-account/wire/changes';
import { iamOf } from '../../src/trial/scenarios/cast';
import { aRole, daysAgo, EVIDENCE, READY, RUNS, withCredentialReport } from './audit';
import { OWN, sha256 } from './boundaries';
import { templateFor } from './deployed';
import { allowing, DAY_MS, enforcing } from './enforcement';
import { FIRST_PLACE, STRIDE } from './thorough';

/** Where the audit keeps its objects. */
export const BASE = RUNS.replace(/\/runs$/, '');

// One batch at a time, so that every run makes the same calls in nearly the same order.
const settings = enforcing({ adopt: ['arn:aws:iam::*:policy/team-*'] });

const ANYTHING = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** The boundary of whoever uses one service and nothing besides. */
function boundaryFor(service: string) {
  const document = boundaryDocumentOf(
    { style: 'allowUsed', services: [service], actions: [], alwaysAllow: DEFAULT_ALWAYS_ALLOW },
    OWN,
  );
  return { name: contentNameOf(document, OWN.namePrefix, sha256), text: canonical(document), document };
}

/** A boundary of an earlier run that somebody altered, in all the versions there may be, and one that nobody has. */
async function addThePast(account: EmbeddedAccount): Promise<void> {
  const [altered, orphan] = [boundaryFor('ecs'), boundaryFor('kms')];
  const PolicyArn = account.addPolicy({ name: altered.name, path: OWN.path, document: ANYTHING });
  account.addPolicy({ name: orphan.name, path: OWN.path, document: orphan.document });
  const iam = iamOf(account, account.root);
  for (const Sid of ['A', 'B', 'C', 'D']) {
    const Statement = [{ Sid, Effect: 'Allow', Action: '*', Resource: '*' }];
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }));
  }
  const { name, text } = altered;
  account.putObject(EVIDENCE, `${BASE}/policies/${name}.json`, JSON.stringify({ version: 1, name, text }));
  account.clock.advance(2 * DAY_MS);
  aRole(account, 'legacy', { may: ['ecs:*', 'sqs:*'], used: ['ecs'], boundary: PolicyArn });
}

/** An account with somebody of every kind: boundaries to come, an adopted one, an altered one, and a policy to collect. */
export async function anEventfulAccount(): Promise<EmbeddedAccount> {
  const account = await EmbeddedAccount.start({ templatePath: templateFor(settings), ...READY });
  await addThePast(account);
  aRole(account, 'app', { tags: { Permissions_Services_9: 'stale' } });
  aRole(account, 'etl', { used: ['sqs'], boundary: account.addPolicy({ name: 'team-limits', document: ANYTHING }) });
  const ada = account.addUser({
    name: 'ada',
    inline: { own: allowing('s3', 'sns') },
    createdAt: daysAgo(account, 200),
  });
  account.use({ arn: ada.arn, action: 'sns:Publish', at: daysAgo(account, 5) });
  await withCredentialReport(account);
  return account;
}

/** The whole of IAM; of a policy the text that counts, for a termination may leave an older version behind. */
export function iamIn(account: EmbeddedAccount) {
  const { policies, ...rest } = account.snapshot();
  const textOf = ({ versions, defaultVersion }: (typeof policies)[number]) => versions[defaultVersion] ?? '';
  return { ...rest, policies: policies.map((policy) => ({ id: policy.id, arn: policy.arn, text: textOf(policy) })) };
}

/** Boundaries of everybody, by ARN. */
export function boundariesIn(account: EmbeddedAccount): Readonly<Record<string, string | null>> {
  const { users, roles } = account.snapshot();
  return Object.fromEntries([...users, ...roles].map(({ arn, boundary }) => [arn, boundary]));
}

/**
 * Ends a function's worker after its very first call, or after its n-th call that can leave something behind.
 *
 * A worker that ends after a read leaves the account as the last change before it did (`account/crash-points`).
 *
 * @param nth 0 for the very first call
 */
export function crashAt(account: EmbeddedAccount, name: string, nth: number): void {
  if (nth === 0) account.crashAfter(name, 1);
  else account.crashAfter(name, nth, 'changes');
}

/** How many calls of a function could leave something behind. @param before calls that are not counted, from the first on */
export function changesOf(account: EmbeddedAccount, functionName: string, before = 0): number {
  const calls = account.calls({ functionName }).slice(before);
  return calls.filter(({ action }) => changesSomething(action)).length;
}

/** Everybody has what they had at one of these moments. */
export function expectOneOf(
  account: EmbeddedAccount,
  standing: (account: EmbeddedAccount) => Readonly<Record<string, unknown>>,
  ...moments: ReturnType<typeof standing>[]
): void {
  for (const [arn, stands] of Object.entries(standing(account))) {
    const allowed = moments.map((one) => one[arn]);
    expect([arn, allowed]).toEqual([arn, expect.arrayContaining([stands])]);
  }
}

/**
 * Attempts something with a termination of a function after its very first call, its first change, its second and so on,
 * until none comes; {@link crashAt} reads the number. Every attempt begins in the account as it is now, and so it stays.
 *
 * @returns the first number without a termination, `placeAfter` all of them (thorough.ts)
 */
export async function atEveryChange(
  account: EmbeddedAccount,
  name: string,
  attempt: (nth: number) => Promise<'terminated' | 'completed'>,
): Promise<number> {
  const back = await account.checkpoint();
  for (let nth = FIRST_PLACE; ; nth += STRIDE) {
    crashAt(account, name, nth);
    const end = await attempt(nth);
    await back();
    if (end === 'completed') return nth;
  }
}
