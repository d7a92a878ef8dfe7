import type { Exemptable } from '../../domain/exemption/exemption';
import type { FoundGroup, Membership } from '../../domain/identity/admin-groups';
import type { Protectable } from '../../domain/identity/protected';
import type { Subject } from '../../domain/identity/subject';
import type { Grants } from '../../domain/policy/granting';

/** Somebody as IAM describes them. */
export interface DescribedPrincipal extends Protectable, Exemptable {
  /** Unique id. */
  readonly id: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** The groups of a user. */
  readonly memberships: readonly Membership[];
  /** What each identity policy may allow, those of a user's groups among them. */
  readonly grants: readonly Grants[];
  /** ARNs of its own managed policies. */
  readonly attached: readonly string[];
}

/** What a guardrail reads off somebody before there is evidence. */
export type SubjectFacts = Pick<
  Subject,
  | 'mayDoSomething'
  | 'keeps'
  | 'spared'
  | 'ownTags'
  | 'otherTags'
  | 'admin'
  | 'adminsUnknown'
  | 'administersIam'
  | 'protection'
  | 'exemption'
>;

/** @typeParam More what the guardrail notes of somebody for itself */
export type FactsOf<More extends object = object> = (
  found: DescribedPrincipal,
  groups: readonly FoundGroup[],
) => SubjectFacts & More;
