import type { Pace } from '../audit/pace/pace';
import type { EvidenceStore } from '../aws/evidence-store';
import type { LeaseLedger } from '../aws/ledger/leases';
import { sha256 } from '../aws/sha256';
import { systemClock } from '../aws/system-clock';
import type { Clock } from '../domain/clock';
import { type UnreadableEntry, unreadableEntryLine } from '../domain/ledger/unreadable-entry';
import { log } from './environment';
import { pace } from './iam';
import { leases } from './ledger';
import type { Place } from './place';
import { evidence } from './store';

/** What every step of a scheduled guardrail is given. */
interface RunPorts {
  readonly accountId: string;
  readonly store: EvidenceStore;
  readonly leases: LeaseLedger;
  readonly sha256: (text: string) => string;
  readonly clock: Clock;
  readonly now: () => Date;
  readonly pace: (callsPerSecond: number, endsAfterMs?: number) => Pace;
  readonly log: (line: object) => void;
}

/** {@link RunPorts} of a function. */
export function runPorts(at: Place): RunPorts {
  return {
    ...{ accountId: at.accountId, store: evidence(at), leases: leases(at), sha256, clock: systemClock, pace, log },
    now: () => new Date(),
  };
}

/** Skips an entry of the ledger that cannot be read, and logs it under a guardrail. */
export const leftOut =
  (at: Place, guardrail: string) =>
  (entry: UnreadableEntry): void => {
    log(unreadableEntryLine(guardrail, at.accountId, entry));
  };
