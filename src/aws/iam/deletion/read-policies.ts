import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRolePolicyCommand,
  GetUserPolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListRolePoliciesCommand,
  ListUserPoliciesCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { AttachedPolicy, PrincipalState } from '../../../domain/deletion/principal-state';
import { decoded } from '../../../domain/policy/policy-document';
import type { Paced } from '../paced';
import { listed, required } from './answers';

type Policies = Pick<PrincipalState, 'attached' | 'inline' | 'boundary'>;

/** How IAM's calls are named for users and for roles. */
interface Calls {
  readonly kind: 'User' | 'Role';
  readonly attached: (marker: { Marker?: string }) => Promise<AttachedPage>;
  readonly names: (marker: { Marker?: string }) => Promise<NamesPage>;
  readonly text: (name: string) => Promise<{ readonly PolicyDocument: string | undefined }>;
}
interface Page {
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}
type AttachedPage = Page & {
  readonly AttachedPolicies?: readonly { readonly PolicyArn?: string | undefined }[] | undefined;
};
type NamesPage = Page & { readonly PolicyNames: readonly string[] | undefined };

const ofUser = (iam: IAMClient, UserName: string): Calls => ({
  kind: 'User',
  attached: (marker) => iam.send(new ListAttachedUserPoliciesCommand({ UserName, ...marker })),
  names: (marker) => iam.send(new ListUserPoliciesCommand({ UserName, ...marker })),
  text: (PolicyName) => iam.send(new GetUserPolicyCommand({ UserName, PolicyName })),
});

const ofRole = (iam: IAMClient, RoleName: string): Calls => ({
  kind: 'Role',
  attached: (marker) => iam.send(new ListAttachedRolePoliciesCommand({ RoleName, ...marker })),
  names: (marker) => iam.send(new ListRolePoliciesCommand({ RoleName, ...marker })),
  text: (PolicyName) => iam.send(new GetRolePolicyCommand({ RoleName, PolicyName })),
});

/**
 * The policies of a user or role, with what they say.
 *
 * @param boundary ARN of the permissions boundary. Absent: none stands
 */
export async function policiesOf(
  iam: IAMClient,
  paced: Paced,
  {
    kind,
    name,
    boundary,
  }: { readonly kind: 'user' | 'role'; readonly name: string; readonly boundary?: string | undefined },
): Promise<Policies> {
  const calls = kind === 'user' ? ofUser(iam, name) : ofRole(iam, name);
  const attached = await listed(
    paced,
    `ListAttached${calls.kind}Policies`,
    calls.attached,
    (page) => page.AttachedPolicies,
  );
  const names = await listed(paced, `List${calls.kind}Policies`, calls.names, (page) => page.PolicyNames);
  const texts: [string, string][] = [];
  for (const one of names) {
    const { PolicyDocument } = await paced(`Get${calls.kind}Policy`, () => calls.text(one));
    texts.push([one, decoded(required(PolicyDocument, 'PolicyDocument'))]);
  }
  const managed: AttachedPolicy[] = [];
  for (const { PolicyArn } of attached) managed.push(await policyOf(iam, paced, required(PolicyArn, 'PolicyArn')));
  return {
    attached: managed,
    inline: Object.fromEntries(texts),
    ...(boundary !== undefined && { boundary: await policyOf(iam, paced, boundary) }),
  };
}

/** A managed policy with what its default version says. */
async function policyOf(iam: IAMClient, paced: Paced, arn: string): Promise<AttachedPolicy> {
  const { Policy } = await paced('GetPolicy', () => iam.send(new GetPolicyCommand({ PolicyArn: arn })));
  const VersionId = required(Policy?.DefaultVersionId, 'DefaultVersionId');
  const version = new GetPolicyVersionCommand({ PolicyArn: arn, VersionId });
  const { PolicyVersion } = await paced('GetPolicyVersion', () => iam.send(version));
  return { arn, text: decoded(required(PolicyVersion?.Document, 'Document')) };
}
