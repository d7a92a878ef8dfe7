import type { Delivery } from '../../aws/events/deliveries';
import { EventError, parse, type Call } from './judge/parse';
import { isLook, isTell } from './look';
import type { RevokerPorts } from './ports';
import { respond } from './respond';
import type { tell, watch } from './rounds';
import { accountOf, type Rules } from './rules';

/** What answering takes. */
export interface AnswerPorts extends RevokerPorts {
  /** Loads what the schedules ask for, which a deny does not wait for. */
  readonly rounds: () => Promise<{ readonly tell: typeof tell; readonly watch: typeof watch }>;
}

/** Answers a message of the queue: a call of IAM, or what one of the schedules asks. */
export async function answer(delivery: Delivery, ports: AnswerPorts): Promise<void> {
  const { body } = delivery;
  if (isLook(body)) return (await ports.rounds()).watch(delivery, ports);
  if (isTell(body)) return (await ports.rounds()).tell(delivery, ports);
  return respond(callIn(body, ports.rules), delivery, ports);
}

/**
 * Reads a call of the account that is guarded. Of another one the rule delivers nothing: somebody who may send to the queue would
 * have entries written where nobody looks for them, such as that of a release which is to be proven.
 *
 * @throws EventError where the message is no such call
 */
function callIn(body: string, rules: Rules): Call {
  const call = parse(body);
  const own = accountOf(rules);
  if (call.accountId !== own) throw new EventError(`a call of account ${call.accountId}: expected ${own}`);
  return call;
}
