import * as z from 'zod/mini';
import { plain } from '../../domain/notice/notice';
import { few } from '../../domain/notice/lists';
import { placeIn } from '../../guardrails/permissions-boundary/report/words';

/** So many names fit on a screen. */
const NAMED = 3;

/** The lines of a guardrail's log that a person at a desk is told. */
const told = z.discriminatedUnion('msgtype', [
  z.object({ msgtype: z.literal('start'), account: z.string(), principals: z.number() }),
  z.object({ msgtype: z.literal('unread-policy'), why: z.string() }),
  z.object({ msgtype: z.literal('ignored-evidence'), message: z.string() }),
  z.object({ msgtype: z.literal('unread-resource'), arn: z.string(), why: z.string() }),
]);

/** Where words go. */
export interface Screen {
  readonly say: (line: string) => void;
  readonly warn: (line: string) => void;
}

/** Turns log lines of the steps into words on the screen, as far as they help the person who waits for the run. */
export function onScreen({ say, warn }: Screen) {
  const unread: string[] = [];
  return {
    log: (line: object): void => {
      const { data } = told.safeParse(line);
      switch (data?.msgtype) {
        case undefined:
          return;
        case 'start': {
          const { account, principals } = data;
          say(`Account ${account}: asking about ${principals} users, roles and groups, and changing nothing`);
          return;
        }
        case 'unread-policy':
          warn(`Taken for one that may allow anything: ${data.why}`);
          return;
        case 'ignored-evidence':
          warn(data.message);
          return;
        case 'unread-resource':
          unread.push(`${placeIn(data.arn)} (${plain(data.why)})`);
      }
    },
    /** Resources that the plan could not read, once it is made: one line, however many. */
    warnOfUnread: (): void => {
      if (unread.length === 0) return;
      warn(
        `Not read, so it may shut out whoever has a boundary, or grant what a boundary takes: ${few(unread, NAMED)}`,
      );
    },
  };
}
