import {
  GetAccountAuthorizationDetailsCommand,
  type AttachedPolicy,
  type PolicyDetail,
  type Tag,
} from '@aws-sdk/client-iam';
import * as z from 'zod';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { iamOf } from '../../../src/trial/scenarios/cast';

const document = z.looseObject({});
const principal = {
  id: z.string(),
  name: z.string(),
  path: z.string(),
  createdAt: z.string(),
  /** ARNs. */
  attached: z.array(z.string()),
  inline: z.record(z.string(), document),
};
const bounded = { ...principal, boundary: z.string().optional(), tags: z.record(z.string(), z.string()) };

/** Users, roles, groups and managed policies as recorded; the stack's own are left out, since a deployment makes them. */
export const iamShape = z.strictObject({
  users: z.array(z.strictObject({ ...bounded, groups: z.array(z.string()) })),
  roles: z.array(z.strictObject({ ...bounded, trust: document })),
  groups: z.array(z.strictObject(principal)),
  policies: z.array(
    z.strictObject({ id: z.string(), name: z.string(), path: z.string(), createdAt: z.string(), document }),
  ),
});
export type RecordedIam = z.infer<typeof iamShape>;

/** Describes IAM by `GetAccountAuthorizationDetails`. @param own ARNs to leave out, as those of the stack. @default none */
export async function describeIam(account: EmbeddedAccount, own: ReadonlySet<string> = new Set()) {
  const iam = iamOf(account, account.root);
  const found: RecordedIam = { users: [], roles: [], groups: [], policies: [] };
  const theirs = <T extends { Arn?: string | undefined }>(all: readonly T[] = []) =>
    all.filter(({ Arn = '' }) => !own.has(Arn) && !Arn.startsWith('arn:aws:iam::aws:'));
  for (let Marker: string | undefined, isLast = false; !isLast;) {
    const page = await iam.send(new GetAccountAuthorizationDetailsCommand({ MaxItems: 1000, Marker }));
    for (const one of theirs(page.UserDetailList)) {
      const base = baseOf(one.UserId, one.UserName, one, one.UserPolicyList);
      found.users.push({ ...base, ...boundedBy(one), groups: one.GroupList ?? [] });
    }
    for (const one of theirs(page.RoleDetailList)) {
      const base = baseOf(one.RoleId, one.RoleName, one, one.RolePolicyList);
      found.roles.push({ ...base, ...boundedBy(one), trust: documentIn(one.AssumeRolePolicyDocument) });
    }
    for (const one of theirs(page.GroupDetailList))
      found.groups.push(baseOf(one.GroupId, one.GroupName, one, one.GroupPolicyList));
    for (const { PolicyId = '', PolicyName = '', PolicyVersionList = [], ...one } of theirs(page.Policies)) {
      const version = PolicyVersionList.find(({ IsDefaultVersion }) => IsDefaultVersion === true);
      const placed = { path: one.Path ?? '/', createdAt: timeOf(one.CreateDate) };
      found.policies.push({ id: PolicyId, name: PolicyName, ...placed, document: documentIn(version?.Document) });
    }
    [Marker, isLast] = [page.Marker, page.IsTruncated !== true];
  }
  // Runs make several policies at once, so their order is chance.
  return { ...found, policies: found.policies.sort((one, other) => (one.name < other.name ? -1 : 1)) };
}

/** ARNs of everything in IAM. */
export function arnsIn(account: EmbeddedAccount): ReadonlySet<string> {
  const { users, roles, groups, policies } = account.snapshot();
  const groupArn = ({ path, name }: { path: string; name: string }) =>
    `arn:aws:iam::${account.accountId}:group${path}${name}`;
  return new Set([...[...users, ...roles, ...policies].map(({ arn }) => arn), ...groups.map(groupArn)]);
}

interface Detail {
  readonly Path?: string | undefined;
  readonly CreateDate?: Date | undefined;
  readonly AttachedManagedPolicies?: readonly AttachedPolicy[] | undefined;
}

const baseOf = (id = '', name = '', detail: Detail, inline: readonly PolicyDetail[] = []) => ({
  ...{ id, name, path: detail.Path ?? '/', createdAt: timeOf(detail.CreateDate) },
  attached: (detail.AttachedManagedPolicies ?? []).map(({ PolicyArn = '' }) => PolicyArn),
  inline: Object.fromEntries(
    inline.map(({ PolicyName = '', PolicyDocument }) => [PolicyName, documentIn(PolicyDocument)]),
  ),
});

/** IAM promises no order of tags. */
const boundedBy = ({
  PermissionsBoundary,
  Tags = [],
}: {
  readonly PermissionsBoundary?: { readonly PermissionsBoundaryArn?: string | undefined } | undefined;
  readonly Tags?: readonly Tag[] | undefined;
}) => ({
  ...(PermissionsBoundary?.PermissionsBoundaryArn && { boundary: PermissionsBoundary.PermissionsBoundaryArn }),
  tags: Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value] as const).sort()),
});

const timeOf = (date: Date | undefined) => (date ?? new Date(Number.NaN)).toISOString();

/** @throws Error for a text that `JSON.stringify` does not give back: stored hashes are of the text, not of what it says */
function documentIn(encoded = ''): z.infer<typeof document> {
  const text = decodeURIComponent(encoded);
  const found = document.parse(JSON.parse(text));
  if (JSON.stringify(found) !== text) throw new Error(`JSON.stringify does not write this text: ${text}`);
  return found;
}
