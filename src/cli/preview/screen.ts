import * as z from 'zod/mini';
import type { Clock } from '../../domain/clock';
import { few } from '../../domain/notice/lists';
import { plain } from '../../domain/notice/notice';
import { placeIn } from '../../guardrails/permissions-boundary/report/words';

/** So many names fit on a screen. */
const NAMED = 3;

/** So long nobody is told again how far a run is. */
const QUIET_MS = 2_000;

/** The lines of a guardrail's log that a person at a desk is told. */
const told = z.discriminatedUnion('msgtype', [
  z.object({ msgtype: z.literal('start'), guardrail: z.string(), account: z.string(), principals: z.number() }),
  z.object({ msgtype: z.literal('summary') }),
  z.object({ msgtype: z.literal('unread-policy'), why: z.string() }),
  z.object({ msgtype: z.literal('ignored-evidence'), message: z.string() }),
  z.object({ msgtype: z.literal('unread-resource'), arn: z.string(), why: z.string() }),
]);

/** Where words go. */
export interface Screen {
  readonly say: (line: string) => void;
  readonly warn: (line: string) => void;
  readonly clock: Clock;
}

/** Turns log lines of the steps into words on the screen, as far as they help the person who waits for the run. */
export function onScreen({ say, warn, clock }: Screen) {
  const unread: string[] = [];
  const warned = new Set<string>();
  const warnOnce = (line: string) => {
    if (warned.has(line)) return;
    warned.add(line);
    warn(line);
  };
  let quietUntil = -Infinity;
  const sayFrom = (line: () => string) => {
    if (clock.now() < quietUntil) return;
    quietUntil = clock.now() + QUIET_MS;
    say(line());
  };
  let [judged, of] = [0, 0];
  return {
    /** Each guardrail reads the same account: what one has said is not said again. */
    warn: warnOnce,
    /** How many users, roles and groups are read so far. */
    read: (principals: number): void => {
      sayFrom(() => `${principals} users, roles and groups read`);
    },
    log: (line: object): void => {
      const { data } = told.safeParse(line);
      switch (data?.msgtype) {
        case undefined:
          return;
        case 'start': {
          const { guardrail, account, principals } = data;
          [judged, of] = [0, principals];
          say(`Account ${account}, ${guardrail}: looking at ${principals} principals, and changing nothing`);
          return;
        }
        case 'summary':
          judged += 1;
          sayFrom(() => `${judged} of ${of}`);
          return;
        case 'unread-policy':
          warnOnce(`Taken for one that may allow anything: ${data.why}`);
          return;
        case 'ignored-evidence':
          warnOnce(data.message);
          return;
        case 'unread-resource':
          unread.push(`${placeIn(data.arn)} (${plain(data.why)})`);
      }
    },
    /** Resources that the plan could not read, once it is made: one line, however many. */
    warnOfUnread: (): void => {
      if (unread.length === 0) return;
      warn(
        `Not read, so it may shut out whoever has a boundary, or grant what a boundary takes: ${few(unread.splice(0), NAMED)}`,
      );
    },
  };
}
