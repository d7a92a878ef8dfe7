import {
  GetAccountAuthorizationDetailsCommand,
  type RoleDetail as RoleEntry,
  type GetAccountAuthorizationDetailsResponse,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { pages } from './pages';
import { unpaced, type Paced } from './paced';

/** What users, roles and groups have in common. */
export interface Detail {
  /** Unique id: `AIDA…`, `AROA…`, `AGPA…`. */
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Texts of the inline policies, URL-encoded or plain. */
  readonly inline: readonly string[];
  /** ARNs of the managed policies. */
  readonly attached: readonly string[];
}

/** What users and roles have in common. */
export interface PrincipalDetail extends Detail {
  readonly boundaryArn?: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface UserDetail extends PrincipalDetail {
  /** Names. */
  readonly groups: readonly string[];
}

export interface RoleDetail extends PrincipalDetail {
  /** Trust policy, URL-encoded or plain. */
  readonly trust: string;
  /** ARNs of the instance profiles that it is in. Absent: it is in none. */
  readonly instanceProfiles?: readonly string[];
  /** ISO 8601; absent where the role was not used within the tracking period. */
  readonly lastUsedAt?: string;
}

/** A managed policy of the account, or one of AWS that somebody has. */
export interface PolicyDetail {
  readonly arn: string;
  /** Text of the default version, URL-encoded or plain. */
  readonly text: string;
}

/** A part of what IAM knows of an account; users, roles, groups and policies come in any order. */
export interface DetailsPage {
  readonly users: readonly UserDetail[];
  readonly roles: readonly RoleDetail[];
  readonly groups: readonly Detail[];
  readonly policies: readonly PolicyDetail[];
}

/** A part of what IAM knows of an account. */
export type DetailsFilter = 'User' | 'Role' | 'Group' | 'LocalManagedPolicy' | 'AWSManagedPolicy';

/** Everything IAM knows of an account, but for credentials. */
export interface AuthorizationDetails {
  /**
   * Read one after another, so that no more than one page has to be held.
   *
   * @param only what is to be on them. @default everything
   */
  pages(only?: readonly DetailsFilter[]): AsyncIterable<DetailsPage>;
}

/** IAM answers up to 1,000, and AWS's own advice is smaller pages: each entry comes with its policies. */
const PAGE = 100;

/**
 * {@link AuthorizationDetails} backed by the AWS API.
 *
 * @param paced says when each page may be asked for
 */
export function authorizationDetails(iam: IAMClient, paced: Paced = unpaced): AuthorizationDetails {
  return {
    async *pages(only = []) {
      const Filter = only.length > 0 ? { Filter: [...only] } : {};
      const ask = (Marker: { Marker?: string }) =>
        paced('GetAccountAuthorizationDetails', () =>
          iam.send(new GetAccountAuthorizationDetailsCommand({ MaxItems: PAGE, ...Filter, ...Marker })),
        );
      for await (const page of pages(ask)) yield pageOf(page);
    },
  };
}

function pageOf(page: GetAccountAuthorizationDetailsResponse): DetailsPage {
  const { UserDetailList = [], RoleDetailList = [], GroupDetailList = [], Policies = [] } = page;
  return {
    users: UserDetailList.map((user) => ({
      ...detailOf(user, user.UserId, user.UserName, user.UserPolicyList),
      ...extrasOf(user),
      groups: user.GroupList ?? [],
    })),
    roles: RoleDetailList.map((role) => ({
      ...detailOf(role, role.RoleId, role.RoleName, role.RolePolicyList),
      ...extrasOf(role),
      trust: required(role.AssumeRolePolicyDocument, 'AssumeRolePolicyDocument'),
      ...profilesOf(role),
      ...(role.RoleLastUsed?.LastUsedDate && { lastUsedAt: role.RoleLastUsed.LastUsedDate.toISOString() }),
    })),
    groups: GroupDetailList.map((group) => detailOf(group, group.GroupId, group.GroupName, group.GroupPolicyList)),
    policies: Policies.flatMap(({ Arn, PolicyVersionList = [] }) => {
      const text = PolicyVersionList.find(({ IsDefaultVersion }) => IsDefaultVersion === true)?.Document;
      return text === undefined ? [] : [{ arn: required(Arn, 'Arn'), text }];
    }),
  };
}

/** The fields that users, roles and groups name alike. */
interface Common {
  readonly Arn?: string | undefined;
  readonly Path?: string | undefined;
  readonly CreateDate?: Date | undefined;
  readonly AttachedManagedPolicies?: readonly { readonly PolicyArn?: string | undefined }[] | undefined;
}

type Inline = readonly { readonly PolicyDocument?: string | undefined }[] | undefined;

function profilesOf({ InstanceProfileList = [] }: RoleEntry): Pick<RoleDetail, 'instanceProfiles'> {
  const instanceProfiles = InstanceProfileList.flatMap(({ Arn }) => Arn ?? []);
  return instanceProfiles.length > 0 ? { instanceProfiles } : {};
}

function detailOf(entry: Common, id: string | undefined, name: string | undefined, inline: Inline): Detail {
  return {
    id: required(id, 'an id'),
    arn: required(entry.Arn, 'Arn'),
    name: required(name, 'a name'),
    path: entry.Path ?? '/',
    createdAt: required(entry.CreateDate, 'CreateDate').toISOString(),
    inline: (inline ?? []).flatMap(({ PolicyDocument }) => PolicyDocument ?? []),
    attached: (entry.AttachedManagedPolicies ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? []),
  };
}

interface Extras {
  readonly PermissionsBoundary?: { readonly PermissionsBoundaryArn?: string | undefined } | undefined;
  readonly Tags?: readonly { readonly Key: string | undefined; readonly Value: string | undefined }[] | undefined;
}

function extrasOf({ PermissionsBoundary, Tags = [] }: Extras): Pick<PrincipalDetail, 'boundaryArn' | 'tags'> {
  const boundaryArn = PermissionsBoundary?.PermissionsBoundaryArn;
  return {
    ...(boundaryArn !== undefined && { boundaryArn }),
    tags: Object.fromEntries(Tags.map(({ Key, Value }) => [required(Key, 'Key'), Value ?? ''])),
  };
}

function required<T>(value: T | undefined, field: string): T {
  if (value === undefined) throw new Error(`IAM answered without ${field}`);
  return value;
}
