import type { AlteredWords } from '../../audit/report/altered-policies';
import type { Giving } from '../../audit/recorded/releaser';
import { counted, few } from '../../domain/notice/lists';
import { UNUSED_SERVICE_DENY } from './contract';
import { DENY_KINDS, type ServicesDenied } from './kinds';

/** Services in words, the first of many. */
const services = (names: readonly string[]) =>
  names.length === 0 ? 'no service' : `${counted(names.length, 'service')} (${few(names)})`;

/** What the guardrail is, and how its changes are worded. */
export const SERVICE_DENIES: Giving<ServicesDenied> = {
  guardrail: UNUSED_SERVICE_DENY,
  ...{ whom: ['user'], done: 'denied unused services' },
  kinds: DENY_KINDS,
  toLookAt: ['attachment-quota', 'policy-altered'],
  words: {
    title: 'Unused services',
    does: 'It denies users the services that their policies grant and that they have not used lately.',
    change: ({ before, after }) => {
      const [more, less] = [without(after, before), without(before, after)];
      return [
        ...(more.length > 0 ? [`denied ${services(more)}`] : []),
        ...(less.length > 0 ? [`allowed again ${services(less)}`] : []),
        ...(more.length + less.length === 0 ? [`denied ${services(after)} by other policies`] : []),
      ].join(', ');
    },
    back: ({ before, after }) => services(without(after, before)),
  },
};

/** How altered denies are worded. */
export const ALTERED_DENIES: AlteredWords = {
  ...{ one: 'deny policy', many: 'deny policies' },
  what: 'They deny users the services that these do not use, so altering one changes what users may do.',
  meanwhile: 'attaches none of them to anybody',
  observed: 'Users that have one of these policies keep it as it is.',
};

function without(names: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return names.filter((name) => !known.has(name));
}
