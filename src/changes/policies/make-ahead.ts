import type { ManagedPolicies } from '../../aws/iam/managed-policies';
import { isIntact, type Sha256 } from '../../domain/policy/content-name';
import type { OwnPolicies } from '../../domain/policy/own-policies';
import type { PolicyTexts } from './keep';

/** What making policies before their plan takes. */
export interface AheadPorts {
  readonly policies: Pick<ManagedPolicies, 'create'>;
  readonly texts: Pick<PolicyTexts, 'write'>;
  readonly own: OwnPolicies;
  readonly sha256: Sha256;
  /** Names of policies that exist. */
  readonly existing: ReadonlySet<string>;
  /** Told once, when no more are made. */
  readonly gaveUp: (why: string) => void;
}

/** So many that cannot be made are no accident. */
const MOST_FAILURES = 5;

/**
 * Makes policies that a plan is likely to take, each once, while there is time: a policy that nobody has does nothing.
 *
 * The plan looks at each of them as at any other, makes what is missing, and decides alone who gets which. So nothing
 * depends on this: one that fails is left to the plan, and where several do, all that come after it.
 */
export function makingAhead(ports: AheadPorts): (policy: { name: string; text: string }) => Promise<void> {
  const { policies, texts, own, sha256, existing, gaveUp } = ports;
  const begun = new Set(existing);
  let failures = 0;
  const fail = (why: string, weight = 1) => {
    const wasOver = failures >= MOST_FAILURES;
    failures += weight;
    if (!wasOver && failures >= MOST_FAILURES) gaveUp(why);
  };
  return async ({ name, text }) => {
    if (failures >= MOST_FAILURES || begun.has(name)) return;
    begun.add(name);
    try {
      if (!isIntact(name, text, own.namePrefix, sha256)) throw new Error(`${name} does not stand for its text`);
      await texts.write(name, text);
      if ((await policies.create(name, text)) === 'refused') fail('the account has no room for it', MOST_FAILURES);
    } catch (error) {
      fail(String(error));
    }
  };
}
