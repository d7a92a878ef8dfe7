import type { AlteredWords } from '../../audit/report/altered-policies';
import type { Giving } from '../../audit/recorded/releaser';
import { counted, few } from '../../domain/notice/lists';
import { has, isAllBut, namesIn, NO_SERVICES, type Services } from '../../domain/policy/services';
import { UNUSED_SERVICE_DENY } from './contract';
import type { DenyLeaveReason } from './judge/reasons';
import { DENY_KINDS, type ServicesDenied } from './kinds';

/** Services in words, the first of many. @param later whether what is granted later is meant as well */
const services = (names: readonly string[], later: boolean) => {
  if (names.length === 0) return later ? 'whatever is granted later' : 'no service';
  return `${counted(names.length, 'service')} (${few(names)})${later ? ' and whatever is granted later' : ''}`;
};

/** What the guardrail is, and how its changes are worded. */
export const SERVICE_DENIES: Giving<ServicesDenied> = {
  guardrail: UNUSED_SERVICE_DENY,
  ...{ whom: ['user'], done: 'denied unused services' },
  again: {
    one: 'The guardrail leaves this user alone for 30 days, or for as many as unusedServiceDeny.releasedDays says. To keep it as it is for good, exempt it',
    many: 'The guardrail leaves these users alone for 30 days, or for as many as unusedServiceDeny.releasedDays says. To keep a user as it is for good, exempt it',
  },
  kinds: DENY_KINDS,
  toLookAt: ['attachment-quota', 'deny-too-large', 'policy-altered', 'bridge-altered'] satisfies DenyLeaveReason[],
  words: {
    title: 'Unused services',
    does: 'It denies users the services that their policies grant and that they have not used lately.',
    change: (change) => {
      const { from, to, before, after, mayBridge } = change;
      if (from === to && mayBridge) return 'took away the group that an earlier change had left';
      const [more, less] = [beyond(after, before, change), beyond(before, after, change)];
      const other = `denied ${beyond(after, NO_SERVICES, change) ?? services([], false)} by other policies`;
      return [
        ...(more === undefined ? [] : [`denied ${more}`]),
        ...(less === undefined ? [] : [`allowed again ${less}`]),
        ...(more === undefined && less === undefined ? [other] : []),
      ].join(', ');
    },
    grantedSince: {
      heading: 'Granted since, and denied',
      about: 'They are denied whatever is granted later. If they are to use it, release them with the command',
    },
    back: (change) => beyond(change.after, change.before, change) ?? services([], false),
  },
};

/** How altered denies are worded. */
export const ALTERED_DENIES: AlteredWords = {
  ...{ one: 'deny policy', many: 'deny policies' },
  what: 'They deny users the services that these do not use, so altering one changes what users may do.',
  meanwhile: 'attaches none of them to anybody',
  observed: 'Users that have one of these policies keep it as it is.',
};

/** What the one denies and the other does not, in words; undefined where that is nothing. */
function beyond(one: Services, other: Services, change: ServicesDenied): string | undefined {
  const names = servicesBeyond(one, other, change);
  const later = isAllBut(one) && !isAllBut(other);
  return names.length > 0 || later ? services(names, later) : undefined;
}

/** What the one denies and the other does not, of what was granted then or a policy names; in the order of the alphabet. */
export function servicesBeyond(
  one: Services,
  other: Services,
  { before, after, granted = [] }: ServicesDenied,
): readonly string[] {
  const known = [...new Set([...granted, ...namesIn(before), ...namesIn(after)])].sort();
  return known.filter((service) => has(one, service) && !has(other, service));
}
