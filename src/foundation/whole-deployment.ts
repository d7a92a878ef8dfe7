import type { Watched } from '../domain/tampering/watched';

/** What holds for a whole deployment, whichever guardrail's settings say it. */
export interface WholeDeployment {
  /** Groups whose members may call IAM, and repair what a guardrail breaks; none where admins are roles. */
  readonly adminGroups: readonly { readonly name: string; readonly id?: string }[];

  /** Users outside them who may call IAM all the same: break-glass. */
  readonly exempt: readonly { readonly arn: string; readonly id: string }[];

  /** Name of the policy that takes IAM away. */
  readonly denyPolicyName: string;

  /** Name of the function that gives back what was taken. */
  readonly releaseFunction: string;

  /** What a guardrail needs to know to look whether the deployment is whole. */
  readonly guard: {
    /** Beginning of every name. */
    readonly prefix: string;
    readonly region: string;
    /** What people are told of when somebody changes it, and whose changes they are not; absent where nobody is told. */
    readonly told?: { readonly watched: Watched; readonly deployers?: readonly string[] };
    /** Absent where the trail is somebody else's. */
    readonly trail?: { readonly events: 'writes' | 'all'; readonly excludeSources: readonly string[] };
  };

  /** Roles that the deployment makes; a name that no part bears is anybody's to take. */
  readonly ownRoles: { readonly path: string; readonly names: readonly string[] };
}
