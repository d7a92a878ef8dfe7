import { decide, decideByEvent, type Circumstances } from './judge/decide';
import type { Decision } from './judge/decision';
import type { Facts } from './judge/facts';
import { gather, UndecidableError, type Sources } from './gather/gather';
import type { Call, UserCaller } from './judge/parse';
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
  sources: Sources,
  circumstances: Circumstances,
): Promise<Judgement> {
  const byEvent = decideByEvent(call, rules);
  if (byEvent.kind !== 'read') return { decision: byEvent };
  const facts = await gatherOrSayWhyNot(call, byEvent.caller, rules, sources, circumstances.now);
  if ('why' in facts) return { decision: { kind: 'undecidable', reason: 'admin-group', why: facts.why } };
  return { facts, decision: decide(call, facts, rules, circumstances) };
}

async function gatherOrSayWhyNot(
  call: Call,
  caller: UserCaller,
  rules: Rules,
  sources: Sources,
  now: Date,
): Promise<Facts | { readonly why: string }> {
  try {
    return await gather(call, caller, rules, sources, now);
  } catch (error) {
    if (error instanceof UndecidableError) return { why: error.message };
    throw error;
  }
}
