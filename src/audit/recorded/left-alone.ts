import type { DescribedPrincipal, SubjectFacts } from '../inventory/described';
import { exemptionOf, type Exemption } from '../../domain/exemption/exemption';
import { adminGroupIn, adminsUnknown, type FoundGroup, type PinnedGroup } from '../../domain/identity/admin-groups';
import { protectionOf } from '../../domain/identity/protected';
import type { Subject } from '../../domain/identity/subject';
import { EVERYBODY } from '../../domain/ledger/hold';
import { ageDaysOf, later } from '../../domain/run/usage';
import type { AuditRules } from '../rules';
import type { Decision } from './row';

/** What the facts of a principal go by beside the account itself. */
export interface FactsBy {
  readonly rules: AuditRules;
  readonly adminGroups: readonly PinnedGroup[];
  /** Those of the rules and those of the exemptions object. */
  readonly exemptions: readonly Exemption[];
  /** `YYYY-MM-DD` (UTC), the day the run started. */
  readonly today: string;
}

/**
 * The facts that keep every guardrail from touching a principal.
 *
 * @param groups every group of the account
 * @throws Error for a control role whose trust policy cannot be read
 */
export function protectingFacts(
  found: DescribedPrincipal,
  groups: readonly FoundGroup[],
  { rules, adminGroups, exemptions, today }: FactsBy,
): SubjectFacts {
  const protection = protectionOf(found, rules);
  const exemption = exemptionOf(found, exemptions, today);
  const unknown = found.kind === 'user' ? adminsUnknown(found.memberships, groups, adminGroups) : undefined;
  return {
    mayDoSomething: found.grants.some(({ allowsSomething }) => allowsSomething),
    ...{ keeps: [], ownTags: {}, otherTags: Object.keys(found.tags).length },
    ...(adminGroupIn(found.memberships, adminGroups) !== undefined && { admin: true }),
    ...(unknown !== undefined && { adminsUnknown: unknown }),
    ...(protection !== undefined && { protection }),
    ...(exemption !== undefined && { exemption }),
  };
}

/** What is done about a principal that is left alone. */
export type Leave = Extract<Decision<never>, { readonly kind: 'leave' }>;

/** @param why absent where the reason says it all */
export const leave = (reason: string, why?: string): Leave => ({
  kind: 'leave',
  reason,
  ...(why !== undefined && { why }),
});

/** Leaves a principal without a look at how it is used; undefined where there is to be one. */
export function leftAlone(
  { id, protection, exemption, admin, adminsUnknown: unknown }: Subject,
  { guardrail, leftElsewhere }: { readonly guardrail: string; readonly leftElsewhere: ReadonlyMap<string, string> },
): Leave | undefined {
  const from: readonly string[] = exemption?.from ?? [];
  const elsewhere = leftElsewhere.get(id);
  if (elsewhere !== undefined) return leave(elsewhere);
  if (protection !== undefined) return leave(protection);
  if (from.includes(guardrail)) return leave('exempt', exemption?.reason);
  if (admin === true) return leave('admin');
  return unknown === undefined ? undefined : leave('admin-group', unknown);
}

/** Until when a release keeps a guardrail off whom a person has released. */
interface Releases {
  /** When a person last released a principal, by unique id; `*` is everybody. */
  readonly releases: ReadonlyMap<string, Date>;
  readonly releasedDays: number;
  /** Start of the run. */
  readonly now: Date;
}

/** Leaves a principal that a person has released not so many days ago; undefined where that is longer ago, or never was. */
export function releasedLately(
  { id }: Pick<Subject, 'id'>,
  { releases, releasedDays, now }: Releases,
): Leave | undefined {
  const at = later(releases.get(id)?.toISOString(), releases.get(EVERYBODY)?.toISOString());
  if (at === undefined || ageDaysOf(at, now) > releasedDays) return undefined;
  return leave('released', `a person released it at ${at}`);
}
