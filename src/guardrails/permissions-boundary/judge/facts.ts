import type { SubjectFacts, DescribedPrincipal } from '../../../audit/inventory/described';
import { protectingFacts, type FactsBy as ProtectedBy } from '../../../audit/recorded/left-alone';
import type { FoundGroup } from '../../../domain/identity/admin-groups';
import { serviceOf } from '../../../domain/policy/action-pattern';
import { OWN_CREDENTIAL_ACTIONS, OWN_CREDENTIAL_READS } from '../../../domain/boundary/own-credentials';
import { widest } from '../../../domain/policy/granting';
import type { Rules } from '../rules';
import { ownTagKey } from '../report/tags';

/** What the facts go by beside the account itself. */
export interface FactsBy extends ProtectedBy {
  readonly rules: Rules;
}

/** Every administrator of IAM may do this, and whoever may do it can make an administrator of anybody. */
const ADMINISTERS = 'iam:PutRolePolicy';

/** The actions that {@link factsOf} asks policies for. */
export function askedFor({ alwaysKeep }: Pick<Rules, 'alwaysKeep'>): readonly string[] {
  return [...new Set([...alwaysKeep, ADMINISTERS])];
}

/** Patterns of actions that a boundary lets through where they are granted: {@link factsOf} asks how much more there is. */
export function sparedBy({ alwaysAllow, alwaysKeep }: Pick<Rules, 'alwaysAllow' | 'alwaysKeep'>): readonly string[] {
  return [...alwaysAllow, ...alwaysKeep, ...OWN_CREDENTIAL_ACTIONS, ...OWN_CREDENTIAL_READS];
}

/** A role has no credentials of its own, so that no boundary lets it look after them. */
function sparedOf({ kind, grants }: DescribedPrincipal, rules: Rules): readonly string[] {
  const services = [...new Set(sparedBy(rules).map(serviceOf))];
  return services
    .filter((service) => kind === 'user' || service !== 'iam')
    .filter((service) => widest(grants.map((one) => one.extentOf(service))) === 'spared')
    .sort();
}

/**
 * Reads off what the guardrail has to know of somebody before it asks for evidence.
 *
 * @param groups every group of the account
 * @throws Error for a control role whose trust policy cannot be read
 */
export function factsOf(found: DescribedPrincipal, groups: readonly FoundGroup[], by: FactsBy): SubjectFacts {
  const { rules } = by;
  const administersIam = found.grants.some((grants) => grants.mayAllow(ADMINISTERS));
  const spared = sparedOf(found, rules);
  const tags = Object.entries(found.tags);
  const own = tags.flatMap(([key, value]) => {
    const spelling = ownTagKey(key);
    return spelling === undefined ? [] : [[spelling, value] as const];
  });
  return {
    ...protectingFacts(found, groups, by),
    keeps: rules.alwaysKeep.filter((action) => found.grants.some((grants) => grants.mayAllow(action))),
    ...(spared.length > 0 && { spared }),
    ownTags: Object.fromEntries(own),
    otherTags: tags.length - own.length,
    ...(administersIam && { administersIam }),
  };
}
