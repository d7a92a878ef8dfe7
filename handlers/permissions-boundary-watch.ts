import { watch } from '../src/guardrails/permissions-boundary/composition';
import { rulesOf } from '../src/guardrails/permissions-boundary/rules';
import { deliveriesOf } from '../src/aws/events/deliveries';
import { deployment, bundled } from '../src/wiring/environment';
import { telling } from '../src/wiring/notices';
import { here } from '../src/wiring/place';
import { runPorts } from '../src/wiring/run';

const rules = bundled(rulesOf);

/** Tells people of a run that failed, and says every day how long ago one succeeded. */
export const handler = async (event: unknown) => {
  const at = here('event');
  const ports = { ...runPorts(at), runbook: rules().runbook, prefix: deployment(), telling: telling(at) };
  for (const delivery of deliveriesOf(event)) await watch(delivery, ports);
};
