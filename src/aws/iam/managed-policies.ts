import {
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeleteConflictException,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  EntityAlreadyExistsException,
  GetAccountSummaryCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  ListPoliciesCommand,
  ListPolicyVersionsCommand,
  SetDefaultPolicyVersionCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { isOwnPolicy, type OwnPolicies } from '../../domain/policy/own-policies';
import { ifThere } from './if-there';
import { unlessFull } from './writer';
import { unpaced, type Paced } from './paced';
import { pages } from './pages';

/** What IAM has room for. */
export interface PolicyQuotas {
  readonly policies: number;
  readonly policiesQuota: number;
  /** Characters, without white space. */
  readonly policySizeQuota: number;
  readonly versionsPerPolicyQuota: number;
  /** Managed policies that a user may have. */
  readonly attachedPerUserQuota: number;
  /** Managed policies that a role may have. */
  readonly attachedPerRoleQuota: number;
  readonly groups: number;
  readonly groupsQuota: number;
  /** Groups that a user may be in. */
  readonly groupsPerUserQuota: number;
}

export interface PolicyVersion {
  readonly versionId: string;
  readonly isDefault: boolean;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** The project's own boundaries in IAM. Each call may be repeated. */
export interface ManagedPolicies {
  quotas(): Promise<PolicyQuotas>;
  /** @returns `exists` whatever the policy of that name says, `refused` where the account has no room for another */
  create(name: string, text: string): Promise<'made' | 'exists' | 'refused'>;
  /** Text of the default version. @returns undefined where there is no such policy */
  read(arn: string): Promise<{ readonly text: string; readonly versionId: string } | undefined>;
  /** @returns nothing where there is no such policy */
  versions(arn: string): Promise<readonly PolicyVersion[]>;
  /** @returns undefined where there is no such version */
  textOf(arn: string, versionId: string): Promise<string | undefined>;
  /** Makes a version that is the default at once. */
  createVersion(arn: string, text: string): Promise<void>;
  setDefault(arn: string, versionId: string): Promise<void>;
  /** Not the default one: IAM keeps that. */
  deleteVersion(arn: string, versionId: string): Promise<void>;
  /** All versions, then the policy. @returns false where it is gone, or in use */
  delete(arn: string): Promise<boolean>;
  /** Policies of the project that are neither attached nor the boundary of anybody. */
  unused(): Promise<readonly { readonly arn: string; readonly createdAt: string }[]>;
}

/** {@link ManagedPolicies} backed by the AWS API. @param paced when each call may be made */
export function managedPolicies(iam: IAMClient, own: OwnPolicies, paced: Paced = unpaced): ManagedPolicies {
  const versions = async (PolicyArn: string): Promise<readonly PolicyVersion[]> => {
    const found: PolicyVersion[] = [];
    const lists = pages((marker) =>
      paced('ListPolicyVersions', () => iam.send(new ListPolicyVersionsCommand({ PolicyArn, ...marker }))),
    );
    const all = async () => {
      for await (const { Versions = [] } of lists) found.push(...Versions.map(versionOf));
      return found;
    };
    return (await ifThere(all())) ?? [];
  };
  const textOf = async (PolicyArn: string, VersionId: string) => {
    const command = new GetPolicyVersionCommand({ PolicyArn, VersionId });
    return (await ifThere(paced('GetPolicyVersion', () => iam.send(command))))?.PolicyVersion?.Document;
  };
  const deleteVersion = async (PolicyArn: string, VersionId: string) => {
    await ifThere(
      paced('DeletePolicyVersion', () => iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }))),
    );
  };

  return {
    async quotas() {
      const { SummaryMap = {} } = await paced('GetAccountSummary', () => iam.send(new GetAccountSummaryCommand({})));
      const number = (key: keyof typeof SummaryMap) => {
        const value = SummaryMap[key];
        if (value === undefined) throw new Error(`GetAccountSummary answered without ${key}`);
        return value;
      };
      return {
        policies: number('Policies'),
        policiesQuota: number('PoliciesQuota'),
        policySizeQuota: number('PolicySizeQuota'),
        versionsPerPolicyQuota: number('VersionsPerPolicyQuota'),
        attachedPerUserQuota: number('AttachedPoliciesPerUserQuota'),
        attachedPerRoleQuota: number('AttachedPoliciesPerRoleQuota'),
        groups: number('Groups'),
        groupsQuota: number('GroupsQuota'),
        groupsPerUserQuota: number('GroupsPerUserQuota'),
      };
    },
    async create(PolicyName, PolicyDocument) {
      const command = new CreatePolicyCommand({ PolicyName, Path: own.path, PolicyDocument });
      try {
        const attempt = await unlessFull(paced('CreatePolicy', () => iam.send(command)));
        return attempt === 'done' ? 'made' : 'refused';
      } catch (error) {
        if (error instanceof EntityAlreadyExistsException) return 'exists';
        throw error;
      }
    },
    async read(PolicyArn) {
      const found = await ifThere(paced('GetPolicy', () => iam.send(new GetPolicyCommand({ PolicyArn }))));
      const versionId = found?.Policy?.DefaultVersionId;
      if (versionId === undefined) return undefined;
      const text = await textOf(PolicyArn, versionId);
      return text === undefined ? undefined : { text, versionId };
    },
    versions,
    textOf,
    async createVersion(PolicyArn, PolicyDocument) {
      const command = new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true });
      await paced('CreatePolicyVersion', () => iam.send(command));
    },
    async setDefault(PolicyArn, VersionId) {
      const command = new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId });
      await paced('SetDefaultPolicyVersion', () => iam.send(command));
    },
    deleteVersion,
    async delete(PolicyArn) {
      try {
        for (const { versionId, isDefault } of await versions(PolicyArn)) {
          if (!isDefault) await deleteVersion(PolicyArn, versionId);
        }
        const command = new DeletePolicyCommand({ PolicyArn });
        return (await ifThere(paced('DeletePolicy', () => iam.send(command)))) !== undefined;
      } catch (error) {
        if (error instanceof DeleteConflictException) return false;
        throw error;
      }
    },
    async unused() {
      const found: { arn: string; createdAt: string }[] = [];
      const lists = pages((marker) =>
        paced('ListPolicies', () =>
          iam.send(new ListPoliciesCommand({ Scope: 'Local', PathPrefix: own.path, ...marker })),
        ),
      );
      for await (const { Policies = [] } of lists) {
        for (const { Arn, CreateDate, AttachmentCount, PermissionsBoundaryUsageCount } of Policies) {
          if (Arn === undefined || CreateDate === undefined || !isOwnPolicy(Arn, own)) continue;
          if ((AttachmentCount ?? 0) + (PermissionsBoundaryUsageCount ?? 0) > 0) continue;
          found.push({ arn: Arn, createdAt: CreateDate.toISOString() });
        }
      }
      return found;
    },
  };
}

function versionOf(version: {
  readonly VersionId?: string | undefined;
  readonly IsDefaultVersion?: boolean | undefined;
  readonly CreateDate?: Date | undefined;
}): PolicyVersion {
  const { VersionId, IsDefaultVersion, CreateDate } = version;
  if (VersionId === undefined || IsDefaultVersion === undefined || CreateDate === undefined)
    throw new Error('IAM answered with a version of a policy without its id, date or whether it is the default');
  return { versionId: VersionId, isDefault: IsDefaultVersion, createdAt: CreateDate.toISOString() };
}
