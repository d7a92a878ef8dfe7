import { decide, decideUnread, type Decision, type Facts } from './decide';
import { gather } from './gather';
import type { Call } from './parse';
import type { Rules } from './rules';

/** A decision, and the facts it rests on where any had to be read. */
export interface Judgement {
  readonly facts?: Facts;
  readonly decision: Decision;
}

/** Decides by the event alone where that is enough, else by what IAM says. */
export async function judge(
  call: Call,
  rules: Rules,
  ports: Parameters<typeof gather>[3],
  recentRevocations: number,
): Promise<Judgement> {
  const unread = decideUnread(call, rules);
  if (unread.kind !== 'read') return { decision: unread };
  const facts = await gather(call, unread.caller, rules, ports);
  return { facts, decision: decide(call, facts, rules, recentRevocations) };
}
