import type { Today } from '../../../domain/admin-roster/trace';
import type { Decision } from '../judge/decision';
import { EventError, parseRecord, type Call } from '../judge/parse';
import { judge } from '../judgement';
import { accountOf, type Rules } from '../rules';
import { settledAt, sourcesAt } from './as-of';
import { pastOf } from './past';

/** A call, and what would have been decided of it. */
export interface ReplayedCall {
  readonly at: Date;
  readonly eventName: string;
  readonly eventId: string;
  /** ARN of a user; of others what CloudTrail calls them. */
  readonly caller: string;
  readonly decision: Decision['kind'];
  readonly reason: string;
  /** Whether an earlier call of the same user would have had it denied IAM: this one would have been refused. */
  readonly isDenied: boolean;
}

/** What the guardrail would have decided in a time that is over. */
export interface Replayed {
  /** The oldest first. */
  readonly calls: readonly ReplayedCall[];
  /** What nobody can tell, a sentence each. */
  readonly unknown: readonly string[];
  /** What is wrong with each record that nobody can read. */
  readonly unread: readonly string[];
}

/**
 * Judges calls of the past by the same code as calls that come now, each as of its own time.
 *
 * @param records CloudTrail's own, as JSON, in any order
 * @param from beginning of the time
 */
export async function replay(records: readonly string[], from: Date, today: Today, rules: Rules): Promise<Replayed> {
  const unread: string[] = [];
  const all = records.flatMap((record) => readable(record, accountOf(rules), unread));
  const calls = all.sort((one, other) => one.at.getTime() - other.at.getTime());
  const { roster, unknown } = pastOf(calls, from, today, rules);
  const denied = new Set<string>();
  const replayed: ReplayedCall[] = [];
  for (const call of calls) {
    // Nobody knows how fast somebody would have gone on who had been denied, so no limit is reached.
    const now = settledAt(call);
    const circumstances = { now, firstJudgedAt: call.at, recentRevocations: 0, isShown: true };
    const { decision } = await judge(call, rules, sourcesAt(call, roster, today), circumstances);
    const id = call.caller.kind === 'user' ? call.caller.id : '';
    // A deny on whoever is an admin by now is taken off.
    if (decision.kind === 'leave' && decision.reason === 'admin') denied.delete(id);
    replayed.push({ ...said(call, decision), isDenied: denied.has(id) });
    if (decision.kind === 'revoke') denied.add(id);
  }
  return { calls: replayed, unknown, unread };
}

function said({ at, eventName, eventId, caller }: Call, { kind, reason }: Decision) {
  return { at, eventName, eventId, caller: nameOf(caller), decision: kind, reason };
}

function nameOf(caller: Call['caller']): string {
  if (caller.kind === 'user') return caller.arn;
  return caller.kind === 'root' ? 'root' : (caller.role ?? caller.type);
}

function readable(record: string, accountId: string, unread: string[]): readonly Call[] {
  try {
    return [parseRecord(record, accountId)];
  } catch (error) {
    if (!(error instanceof EventError)) throw error;
    unread.push(error.message);
    return [];
  }
}
