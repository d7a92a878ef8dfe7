import type { ListAttachedUserPoliciesResponse } from '@aws-sdk/client-iam';
import { ifThere } from './if-there';
import { pages } from './pages';
import { unlessFull } from './writer';

/** Who has a name, and the managed policies that are attached there. */
export interface AttachedPolicies {
  /** Unique id: names can be used again. */
  readonly id: string;
  readonly arns: readonly string[];
}

/** The managed policies of users, or of roles. Each call may be repeated. */
export interface PrincipalPolicies {
  /** @returns undefined where nobody has the name */
  of(name: string): Promise<AttachedPolicies | undefined>;
  /** @returns `gone` where there is no such principal or policy, `refused` where the principal has no room for another */
  attach(name: string, policyArn: string): Promise<'done' | 'gone' | 'refused'>;
  /** @returns false where it is not attached, or nobody has the name */
  detach(name: string, policyArn: string): Promise<boolean>;
}

/** The calls by which IAM is asked for those of one kind of principal. */
export interface PolicyCalls {
  /** What the principal is to people: `user`. */
  readonly whom: string;
  readonly look: (name: string) => Promise<{ readonly id: string | undefined }>;
  /** A page of the list; users and roles have the same. */
  readonly list: (name: string, marker: { Marker?: string }) => Promise<ListAttachedUserPoliciesResponse>;
  readonly attach: (name: string, policyArn: string) => Promise<unknown>;
  readonly detach: (name: string, policyArn: string) => Promise<unknown>;
}

/** {@link PrincipalPolicies} by such calls. */
export function attachedPolicies({ whom, look, list, attach, detach }: PolicyCalls): PrincipalPolicies {
  const attachedTo = async (name: string): Promise<readonly string[]> => {
    const arns: string[] = [];
    for await (const { AttachedPolicies = [] } of pages((marker) => list(name, marker))) {
      arns.push(...AttachedPolicies.flatMap(({ PolicyArn }) => PolicyArn ?? []));
    }
    return arns;
  };
  return {
    async of(name) {
      const found = await ifThere(look(name));
      if (found === undefined) return undefined;
      if (found.id === undefined) throw new Error(`IAM answered without the id of ${whom} ${name}`);
      const arns = await ifThere(attachedTo(name));
      return arns && { id: found.id, arns };
    },
    attach: async (name, policyArn) => (await ifThere(unlessFull(attach(name, policyArn)))) ?? 'gone',
    detach: async (name, policyArn) => (await ifThere(detach(name, policyArn))) !== undefined,
  };
}
