import type { AlarmReader, ReadAlarm } from '../../../aws/cloudwatch/alarms';
import type { TrailReader } from '../../../aws/cloudtrail/trails';
import type { RuleReader } from '../../../aws/events/rules';
import { alarmWrongs, ruleWrongs, trailWrongs } from '../judge/part-wrongs';
import type { Part } from '../judge/parts';

/** What reads the parts. */
export interface PartReaders {
  readonly rule: RuleReader;
  readonly trail: TrailReader;
  readonly alarms: AlarmReader;
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
  const read = readerOf(parts, readers);
  for (const part of parts) {
    try {
      const wrongs = await read(part);
      seen.push(wrongs.length === 0 ? { kind: 'whole', part } : { kind: 'off', part, wrongs });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      seen.push({ kind: 'unread', part, why: `${error.name}: ${error.message}` });
    }
  }
  return seen;
}

/** Reads what is wrong with a part; all alarms are read at once, with the first of them. */
function readerOf(parts: readonly Part[], { rule, trail, alarms }: PartReaders) {
  const names = parts.flatMap((part) => (part.kind === 'alarm' ? [part.name] : []));
  let reading: Promise<readonly ReadAlarm[]> | undefined;
  return async (part: Part): Promise<readonly string[]> => {
    if (part.kind === 'rule') return ruleWrongs(part, await rule(part.name));
    if (part.kind === 'trail') return trailWrongs(part, await trail(part.name));
    reading ??= alarms(names);
    const found = await reading;
    return alarmWrongs(
      part,
      found.find(({ name }) => name === part.name),
    );
  };
}
