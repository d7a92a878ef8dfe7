import type * as z from 'zod';
import type { Contradiction, DistinctList, ExactArn } from './contradiction';
import type { WeaknessByKey, WeaknessPart } from './weakness';

/**
 * What the settings of a deployment know of one guardrail; its entry in the catalogue.
 *
 * @typeParam Given the settings that it reads: its own slice, and what it needs of the rest
 */
export interface GuardrailSettings<Given> {
  readonly name: string;

  /** What may stand at its key, defaults and description included. */
  readonly slice: z.ZodType;

  /** Its own keys in `limits`; `{}` where it has none. */
  readonly limits: Readonly<Record<string, z.ZodType>>;

  /** Whether there is anything for it to do. */
  readonly isOn: (given: Given) => boolean;

  /** What the settings say when there is not, each a clause. */
  readonly offWhen: readonly string[];

  /** Names of its functions, without the prefix; none where there is nothing to do. */
  readonly functions: (given: Given) => readonly string[];

  /** Weaknesses of the keys that switch it on. */
  readonly switches: WeaknessByKey<Given>;

  /** Weaknesses of its other keys. */
  readonly weaknesses: WeaknessPart<Given>;

  /**
   * What whoever deploys should know before they do.
   *
   * @default - nothing
   */
  readonly warnings?: (given: Given) => readonly string[];

  /** @default - nothing contradicts itself */
  readonly contradictions?: (given: Given) => readonly Contradiction[];

  /**
   * What is done only after its digests have warned of it, each with its key and the days after which it is done.
   *
   * @default - nothing is
   */
  readonly warnsBefore?: (given: Given) => readonly { readonly path: Contradiction['path']; readonly days: number }[];

  /** @default - there is no list in which something could stand twice */
  readonly distinct?: (given: Given) => readonly DistinctList[];

  /** @default - no ARN is written */
  readonly exactArns?: (given: Given) => readonly ExactArn[];

  /**
   * Whether its runs plan changes, which `limits.changesPerRun` and `limits.maxChangePercent` hold.
   *
   * @default - they do not
   */
  readonly plansChanges?: (given: Given) => boolean;

  /**
   * The key by which calls that only read are judged too, which a trail has to log then.
   *
   * @default - no such call is judged
   */
  readonly readsJudged?: { readonly key: string; readonly isOn: (given: Given) => boolean };

  /**
   * Something with a name that does not begin with `namePrefix`: two deployments in one account may collide by it.
   *
   * @default - every name begins so
   */
  readonly nameOfItsOwn?: { readonly key: string; readonly what: string; readonly of: (given: Given) => string };
}

/** One type that is all of a union's. */
export type AllOf<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;
