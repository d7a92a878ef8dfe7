import { channelDeliveriesOf } from '../src/aws/events/deliveries';
import { channelOf } from '../src/notify/channel';
import { notifier } from '../src/notify/composition';
import { TIMEOUT_SECONDS } from '../src/notify/contract';
import { forChannel } from '../src/wiring/channel';
import { once } from '../src/wiring/once';

const ports = forChannel(channelOf);
const deliver = once(() => notifier(ports()));

/** Tells one channel of notices and alarms. Answers which messages the queue keeps. */
export const handler = (event: unknown, context?: { readonly getRemainingTimeInMillis?: () => number }) =>
  deliver()(channelDeliveriesOf(event), context?.getRemainingTimeInMillis ?? (() => TIMEOUT_SECONDS * 1_000));
