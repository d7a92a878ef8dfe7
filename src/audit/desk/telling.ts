import type { TellOncePorts } from '../../changes/tell-once';
import { titleOf } from '../../domain/notice/notice';

/** Tells the person at the desk what a run would tell people: there is nobody else, and each run tells anew. */
export function deskTelling(warn: (line: string) => void): TellOncePorts {
  return {
    ledger: {
      claim: () => Promise.resolve(true),
      giveUp: () => Promise.resolve(),
      markTold: () => Promise.resolve(),
    },
    alert: async (notice) => {
      await Promise.resolve();
      warn(titleOf(notice));
    },
  };
}
