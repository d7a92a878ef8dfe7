import {
  CreatePolicyVersionCommand,
  DeletePolicyVersionCommand,
  ListPolicyVersionsCommand,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { PolicyDocument } from '../../domain/policy/policy-document';
import { unlessFull, type Attempt } from './writer';

/** The changes of the fallback function's role. Each may be repeated. */
export interface IamFallbackWriter {
  putUserPolicy(userName: string, policyName: string, document: PolicyDocument): Promise<Attempt>;
  putUserPermissionsBoundary(userName: string, policyArn: string): Promise<Attempt>;
  /** Makes a text the default version of a policy; the oldest other version goes where five are there already. */
  rewritePolicy(policyArn: string, document: PolicyDocument): Promise<Attempt>;
}

/** {@link IamFallbackWriter} backed by the AWS API. */
export function iamFallbackWriter(iam: IAMClient): IamFallbackWriter {
  return {
    putUserPolicy: (UserName, PolicyName, document) =>
      unlessFull(
        iam.send(new PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument: JSON.stringify(document) })),
      ),
    putUserPermissionsBoundary: (UserName, PermissionsBoundary) =>
      unlessFull(iam.send(new PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary }))),
    async rewritePolicy(PolicyArn, document) {
      const create = new CreatePolicyVersionCommand({
        PolicyArn,
        PolicyDocument: JSON.stringify(document),
        SetAsDefault: true,
      });
      if ((await unlessFull(iam.send(create))) === 'done') return 'done';

      const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
      // The list begins with the newest.
      const oldest = Versions.filter(({ IsDefaultVersion }) => IsDefaultVersion !== true).at(-1);
      await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: oldest?.VersionId }));
      return unlessFull(iam.send(create));
    },
  };
}
