import { deliveriesOf } from '../../src/aws/events/deliveries';
import { watch } from '../../src/guardrails/permissions-boundary/composition';
import { rulesOf } from '../../src/guardrails/permissions-boundary/rules';
import { forWatch } from '../../src/wiring/audit';

const ports = forWatch(rulesOf);

/** Tells people of a run that failed, and says every day how long ago one succeeded. */
export const handler = async (event: unknown) => {
  for (const delivery of deliveriesOf(event)) await watch(delivery, ports());
};
