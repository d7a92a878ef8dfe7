import type { Decision } from '../../../audit/recorded/row';
import type { SlotSet } from '../../../audit/recorded/slot-set';
import type { CleanableSubject } from '../subject';
import type { CleanupLeaveReason } from './reasons';

const RELEASED: CleanupLeaveReason = 'released';

/** A decision beside what IAM Access Analyzer finds, which alters none; of a released principal nothing is reported. */
export function withAnalysis(decision: Decision<SlotSet>, { analysis }: CleanableSubject): Decision<SlotSet> {
  return analysis === undefined || decision.reason === RELEASED ? decision : { ...decision, analysis };
}
