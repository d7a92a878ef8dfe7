import { baseOf } from '../../../audit/contract';
import type { OwnPolicyTexts } from '../../../audit/inventory/own-policy-texts';
import type { Notes } from '../../../audit/recorded/list';
import type { Paced } from '../../../aws/iam/paced';
import { isOwnPolicy, type OwnPolicies } from '../../../domain/policy/own-policies';
import { knownOf, SERVICE_PREFIXES } from '../../../domain/policy/service-prefixes';
import { unionOf } from '../../../domain/policy/services';
import { UNUSED_SERVICE_DENY } from '../contract';
import type { InventoryPorts, UserQuotas } from '../ports';
import type { DeniableUser } from '../subject';
import type { FoundBridges } from './found-bridges';
import { refusalsSince, type Refusals } from './refusals';

/** What is noted of a user beside what every guardrail notes. */
type Noted = Pick<DeniableUser, 'denies' | 'slots' | 'granted' | 'bridge' | 'noBridge' | 'inTheWay' | 'refused'>;

/** What the pages of an inventory have shown of the project. */
export interface FoundOwn {
  readonly texts: OwnPolicyTexts;
  readonly bridges: FoundBridges;
  readonly own: OwnPolicies;
}

/** Notes what a user is denied, what room it has for denies, and what it was refused. */
export function denyNotes({ texts, bridges, own }: FoundOwn, ports: InventoryPorts) {
  const { newServices } = ports.rules;
  const isAllBut = (arn: string) => texts.textOf(arn)?.includes('NotAction') === true;
  return async (paced: Paced): Promise<Notes<Noted>> => {
    const [quotas, { of, remarks }] = await Promise.all([ports.quotas(paced), refusalsIn(ports)]);
    return {
      remarks,
      of: ({ id, attached, groups, grants }) => {
        const ofUser = attached.filter((arn) => isOwnPolicy(arn, own));
        const found = bridges.of(id);
        const { carried, ...bridging } = found ?? { noBridge: noBridgeFor(groups.length, quotas), carried: [] };
        const denies = [...new Set([...ofUser, ...carried])].sort();
        const refused = denies.length > 0 ? of.get(id) : undefined;
        const noted = {
          denies,
          slots: Math.max(0, quotas.attachedPerUserQuota - (attached.length - ofUser.length)),
          ...bridging,
          ...(refused && { refused }),
        };
        if (newServices === 'allow' && !denies.some(isAllBut)) return noted;
        const granted = unionOf(grants.map((one) => one.servicesAmong(SERVICE_PREFIXES)));
        return { ...noted, granted: knownOf(granted) };
      },
    };
  };
}

/** @param groups how many the user is in */
function noBridgeFor(groups: number, quotas: UserQuotas): DeniableUser['noBridge'] {
  if (groups >= quotas.groupsPerUserQuota) return 'user-groups';
  return quotas.groups >= quotas.groupsQuota ? 'account-groups' : undefined;
}

/** What the trail knows of refused calls. Where nobody is denied anything there is nothing to ask. */
function refusalsIn({ accountId, rules, store, refusedCalls, now }: InventoryPorts): Promise<Refusals> {
  if (rules.mode !== 'enforce') return Promise.resolve({ of: new Map(), remarks: [] });
  const base = baseOf(accountId, UNUSED_SERVICE_DENY);
  return refusalsSince({ store, base, refusedCalls, unusedAfterDays: rules.unusedAfterDays, now: now() });
}
