import type { Delivery } from '../../aws/events/deliveries';
import { parse } from './judge/parse';
import { isLook, isTell } from './look';
import type { RevokerPorts } from './ports';
import { respond } from './respond';
import type { tell, watch } from './rounds';

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
  return respond(parse(body), delivery, ports);
}
