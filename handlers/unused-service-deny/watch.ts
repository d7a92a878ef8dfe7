import { recordedWatch } from '../../src/audit/recorded/watch';
import { deliveriesOf } from '../../src/aws/events/deliveries';
import { UNUSED_SERVICE_DENY } from '../../src/guardrails/unused-service-deny/contract';
import { rulesOf } from '../../src/guardrails/unused-service-deny/rules';
import { forWatch } from '../../src/wiring/audit';

const ports = forWatch(rulesOf);

/** Tells people of a run that failed, and says every day how long ago one succeeded. */
export const handler = async (event: unknown) => {
  for (const delivery of deliveriesOf(event)) await recordedWatch(delivery, UNUSED_SERVICE_DENY, ports());
};
