import type { Table } from '../../audit/desk/guardrail';
import type { ReplayedCall } from '../../guardrails/revoker/replay/replay';

/** Calls of one caller of whom the same was decided for the same reason. */
export interface ReplayedCaller extends Pick<ReplayedCall, 'caller' | 'decision' | 'reason'> {
  readonly calls: number;
  /** How many of them would have been refused, because the caller would have lost IAM access by then. */
  readonly refused: number;
  readonly first: Date;
  readonly firstCall: string;
}

const MOST_WORTH = ['revoke', 'undecidable', 'hold', 'tell', 'leave'];

/** By caller, decision and reason: those who would have been denied first, and each in the order of their first calls. */
export function grouped(calls: readonly ReplayedCall[]): readonly ReplayedCaller[] {
  const found = new Map<string, ReplayedCaller>();
  for (const { caller, decision, reason, at, eventName, isDenied } of calls) {
    const key = `${caller} ${decision} ${reason}`;
    const known = found.get(key) ?? {
      ...{ caller, decision, reason },
      calls: 0,
      refused: 0,
      first: at,
      firstCall: eventName,
    };
    found.set(key, { ...known, calls: known.calls + 1, refused: known.refused + (isDenied ? 1 : 0) });
  }
  const worth = ({ decision }: ReplayedCaller) => MOST_WORTH.indexOf(decision);
  return [...found.values()].sort((one, other) => worth(one) - worth(other));
}

const WORDS: Readonly<Record<ReplayedCall['decision'], string>> = {
  revoke: 'denied IAM',
  undecidable: 'cannot be judged',
  hold: 'waits',
  tell: 'reported',
  leave: 'left alone',
};

export function callersTable(callers: readonly ReplayedCaller[]): Table {
  return {
    heading: ['caller', 'calls', 'verdict', 'first call'],
    rows: callers.map(({ caller, calls, decision, reason, first, firstCall }) => [
      ...[caller.replace(/^arn:[\w-]+:iam::\d+:/, ''), calls, `${WORDS[decision]}: ${reason}`],
      `${first.toISOString().slice(0, 16)}Z ${firstCall}`,
    ]),
  };
}
