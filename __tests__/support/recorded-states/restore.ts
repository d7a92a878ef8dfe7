import { EmbeddedAccount } from '../../../src/embedded-account/account';
import { seedKey } from '../../../src/domain/admin-roster/seed';
import { textKeyOf } from '../../../src/domain/ledger/entry';
import { REVOKER } from '../../../src/guardrails/revoker/contract';
import { EVIDENCE, LEDGER, READY } from '../audit';
import { templateFor } from '../deployed';
import { arnsIn, type RecordedIam } from './iam';
import { storedText, type Stored } from './recording';

/** The guardrails that came later, as a deployment gets them that says nothing of them. */
const NEWER = { unusedServiceDeny: { mode: 'observe' } };

/**
 * Runs a test in an account restored from a recording, with the stack and the bundles of this tree deployed into it.
 *
 * @param test also given the ARNs of the stack's own principals and policies
 * @param gone names of users and roles that were deleted since
 * @param newer settings of the guardrails that came later
 * @throws Error for an id that differs from the recorded one
 */
export async function inRestored(
  recording: Stored,
  test: (account: EmbeddedAccount, own: ReadonlySet<string>) => Promise<void>,
  { gone = [], newer = NEWER }: { readonly gone?: readonly string[]; readonly newer?: object } = {},
): Promise<void> {
  const { settings, seed, time } = recording;
  const options = { ...READY, seed, startAt: new Date(time), withAdmin: false };
  const account = await EmbeddedAccount.start({ templatePath: templateFor({ ...newer, ...settings }), ...options });
  try {
    const own = arnsIn(account);
    restoreIam(account, recording.iam, gone);
    await seedAgain(account);
    for (const { at, ...use } of recording.uses) account.use({ ...use, at: new Date(at) });
    for (const resource of recording.resources) account.addResource(resource);
    for (const item of recording.ledger) await account.putItem(LEDGER, item);
    for (const [key, object] of Object.entries(recording.evidence))
      account.putObject(EVIDENCE, key, storedText(object));
    await test(account, own);
  } finally {
    await account.stop();
  }
}

/** Writes down who is in the admin groups, as the plan of the deployment would have if they had been there before it. */
async function seedAgain(account: EmbeddedAccount): Promise<void> {
  const { groups, users } = account.snapshot();
  for (const { id, name } of groups.filter(({ name }) => name === 'Administrators')) {
    const memberIds = users.filter((user) => user.groups.includes(name)).map((user) => user.id);
    const seed = { version: 1, groupId: id, memberIds, at: account.clock.now().toISOString() };
    const key = textKeyOf(seedKey(account.accountId, id, REVOKER));
    await account.putItem(LEDGER, { pk: { S: key.pk }, sk: { S: key.sk }, seed: { S: JSON.stringify(seed) } });
  }
}

/** Ids follow from names, so that the ledger's entries find their principals again. */
function restoreIam(
  account: EmbeddedAccount,
  { users, roles, groups, policies }: RecordedIam,
  gone: readonly string[],
) {
  const isThere = ({ name }: { readonly name: string }) => !gone.includes(name);
  for (const policy of policies) account.addPolicy({ ...policy, createdAt: new Date(policy.createdAt) });
  for (const group of groups) checkId(group, account.addGroup(seedOf(group)));
  for (const user of users.filter(isThere)) checkId(user, account.addUser({ ...seedOf(user), groups: user.groups }).id);
  for (const role of roles.filter(isThere)) checkId(role, account.addRole({ ...seedOf(role), trust: role.trust }).id);
  const restored = new Map(account.snapshot().policies.map(({ arn, id }) => [arn, id]));
  for (const policy of policies)
    checkId(policy, restored.get(`arn:aws:iam::${account.accountId}:policy${policy.path}${policy.name}`));
}

function seedOf({
  name,
  path,
  createdAt,
  attached,
  inline,
  ...more
}: RecordedIam['groups'][number] & Partial<Pick<RecordedIam['roles'][number], 'boundary' | 'tags'>>) {
  return {
    ...{ name, path, createdAt: new Date(createdAt), policies: attached },
    inline: Object.fromEntries(Object.entries(inline).map(([policy, document]) => [policy, JSON.stringify(document)])),
    ...(more.boundary !== undefined && { boundary: more.boundary }),
    ...(more.tags && { tags: more.tags }),
  };
}

function checkId({ name, id }: { readonly name: string; readonly id: string }, now: string | undefined): void {
  if (now !== id) throw new Error(`${name} was recorded with the id ${id} and now has ${String(now)}`);
}
