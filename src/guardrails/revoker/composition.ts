import type { Delivery } from '../../aws/events/deliveries';
import { parse } from './judge/parse';
import { isLook, isTell } from './look';
import type { RevokerPorts } from './ports';
import { respond } from './respond';
import { tell, watch } from './rounds';

/** Answers a message of the queue: a call of IAM, or what one of the schedules asks. */
export async function answer(delivery: Delivery, ports: RevokerPorts): Promise<void> {
  const { body } = delivery;
  if (isLook(body)) return watch(delivery, ports);
  if (isTell(body)) return tell(delivery, ports);
  return respond(parse(body), delivery, ports);
}
