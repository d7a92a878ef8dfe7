import type { TrailReader } from '../../../aws/cloudtrail/trails';
import type { RuleReader } from '../../../aws/events/rules';
import { ruleWrongs, trailWrongs } from '../judge/part-wrongs';
import type { Part } from '../judge/parts';

/** What reads the parts. */
export interface PartReaders {
  readonly rule: RuleReader;
  readonly trail: TrailReader;
}

/** What a look found of a part. */
export type SeenPart =
  | { readonly kind: 'whole'; readonly part: Part }
  /** @property wrongs what is not as it was deployed, in words */
  | { readonly kind: 'off'; readonly part: Part; readonly wrongs: readonly string[] }
  /** @property why AWS's error: nobody knows how the part is */
  | { readonly kind: 'unread'; readonly part: Part; readonly why: string };

/** Looks at each part by itself: what cannot be read of one says nothing of the others. */
export async function seeParts(parts: readonly Part[], readers: PartReaders): Promise<readonly SeenPart[]> {
  const seen: SeenPart[] = [];
  for (const part of parts) {
    try {
      const wrongs = await wrongsOf(part, readers);
      seen.push(wrongs.length === 0 ? { kind: 'whole', part } : { kind: 'off', part, wrongs });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      seen.push({ kind: 'unread', part, why: `${error.name}: ${error.message}` });
    }
  }
  return seen;
}

async function wrongsOf(part: Part, { rule, trail }: PartReaders): Promise<readonly string[]> {
  return part.kind === 'rule' ? ruleWrongs(part, await rule(part.name)) : trailWrongs(part, await trail(part.name));
}
