import { AccessAnalyzerClient } from '@aws-sdk/client-accessanalyzer';
import type { UnreadAnalysis } from '../../domain/unused-access/finding';
import { clientOptions } from '../clients/regional';
import type { Turn } from '../clients/turn';
import type { Paced } from '../iam/paced';

/** Access Analyzer in one Region, asked no faster than it may be. */
export interface RegionalAnalyzer {
  readonly region: string;
  readonly client: AccessAnalyzerClient;
  readonly turn: Turn;
}

/** A client makes each call once more where it fails for another reason than its rate, which is the pace's to keep. */
export function analyzerIn(region: string, paced: Paced): RegionalAnalyzer {
  return {
    region,
    client: new AccessAnalyzerClient(clientOptions(region)),
    turn: (action, call) => paced(`access-analyzer:${action} in ${region}`, call),
  };
}

/** What was found, and what could not be read: a report goes on without it. */
export interface Found<T> {
  readonly found: readonly T[];
  readonly unread: readonly UnreadAnalysis[];
}

/** Something that could not be read. @param what as a sentence begins */
export const unreadFor = (what: string, error: unknown): UnreadAnalysis => ({
  what,
  why: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
});
