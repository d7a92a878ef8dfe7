import type { Mode } from '../domain/mode';
import { after } from './direction';
import type { GuardrailSettings } from './guardrail-settings';
import { says } from './says';
import { weakens } from './weakness';

/** The settings of a guardrail that its mode alone switches on. */
type Switched<Key extends string> = Readonly<Record<Key, { readonly mode: Mode }>>;

/**
 * What the settings know of a scheduled guardrail that its mode alone switches on, and whose limits are everybody's.
 *
 * @typeParam Given the settings that it reads
 * @param functionsIn its functions in a mode
 * @param off what does not happen where it is off: `no access key is reported`
 */
export function modeSwitch<Key extends string, Given extends Switched<Key>>(
  key: Key,
  name: string,
  { functionsIn, off }: { readonly functionsIn: (name: string, mode: Mode) => readonly string[]; readonly off: string },
): Pick<GuardrailSettings<Given>, 'name' | 'limits' | 'isOn' | 'plansChanges' | 'offWhen' | 'functions' | 'switches'> {
  const isOn = (given: Given) => given[key].mode !== 'off';
  return {
    ...{ name, limits: {}, isOn, plansChanges: isOn, offWhen: [`${key}.mode is "off"`] },
    functions: (given) => (isOn(given) ? functionsIn(name, given[key].mode) : []),
    switches: {
      [`${key}.mode`]: weakens<Given>(
        (given, than) => says(!isOn(given) && isOn(than), `${key}.mode is off: ${off}`),
        after('enforce', 'observe', 'off'),
      ),
    },
  };
}
