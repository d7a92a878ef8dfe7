import type { EvidenceStore } from '../../aws/evidence-store';
import type { Subject } from '../../domain/identity/subject';
import type { REPORT_RULES } from '../rules';
import { earlierEvidence, type EarlierEvidence, type EvidenceShards } from './evidence-shards';
import type * as z from 'zod/mini';

/** Whose reports are kept, and where. */
export interface KeptFor {
  readonly accountId: string;
  /** Guardrail that reads and keeps them. */
  readonly guardrail: string;
  readonly store: EvidenceStore;
  /**
   * Where the guardrail kept evidence of its own before it was for all.
   *
   * @default nowhere
   */
  readonly formerBases?: readonly string[];
  /** Takes the lines of the log. */
  readonly log: (line: object) => void;
}

/** Where the reports of a run are kept for later ones. @param run what its lines of the log begin with */
export function keptReports(run: object, { log, formerBases = [], ...kept }: KeptFor): EvidenceShards {
  return {
    ...{ ...kept, formerBases },
    ignored: (key, why) => {
      log({ msgtype: 'ignored-evidence', ...run, key, why, message: `${key} is ignored: ${why}` });
    },
  };
}

/** What decides whether a report of earlier will do. */
type ReuseRules = Pick<z.infer<z.ZodMiniObject<typeof REPORT_RULES>>, 'incremental' | 'refreshDays' | 'sharedHours'>;

/** When a run began, and when it looks for what others know. */
export interface Looking {
  /** ISO 8601. */
  readonly startedAt: string;
  readonly now: Date;
}

/** What earlier runs know of the principals of a batch, and those that this one has waited for. */
export function knownReports(
  subjects: readonly Subject[],
  { startedAt, now }: Looking,
  shards: EvidenceShards,
  { incremental, refreshDays, sharedHours }: ReuseRules,
): Promise<ReadonlyMap<string, EarlierEvidence>> {
  const reuse = incremental ? { now: new Date(startedAt), lookedForAt: now, refreshDays, sharedHours } : undefined;
  return earlierEvidence(subjects, shards, reuse);
}
