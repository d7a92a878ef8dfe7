import type { Facts, Found } from '../../audit/inventory';
import { exemptionOf, type Exemption } from '../../domain/exemption';
import { sameName } from '../../domain/principal';
import { protectionOf } from '../../domain/protected';
import type { Rules } from './rules';
import { ownTagKey } from './tags';

/**
 * Reads off what the guardrail has to know of somebody before it asks for evidence.
 *
 * @param exemptions those of the rules and those of the exemptions object
 * @param today `YYYY-MM-DD` (UTC), the day the run started
 * @throws Error for a control role whose trust policy cannot be read
 */
export function factsOf(found: Found, rules: Rules, exemptions: readonly Exemption[], today: string): Facts {
  const protection = protectionOf(found, rules);
  const exemption = exemptionOf(found, exemptions, today);
  const admin = found.groups.some((group) => rules.adminGroups.some((one) => sameName(one, group)));
  const tags = Object.entries(found.tags);
  const own = tags.flatMap(([key, value]) => {
    const spelling = ownTagKey(key);
    return spelling === undefined ? [] : [[spelling, value] as const];
  });
  return {
    mayDoSomething: found.grants.some(({ allowsSomething }) => allowsSomething),
    keeps: rules.alwaysKeep.filter((action) => found.grants.some((grants) => grants.mayAllow(action))),
    ownTags: Object.fromEntries(own),
    otherTags: tags.length - own.length,
    ...(admin && { admin }),
    ...(protection !== undefined && { protection }),
    ...(exemption !== undefined && { exemption }),
  };
}
