import { summaryInputOf } from '../src/audit/payloads/summary';
import { payloadScope, summary } from '../src/guardrails/permissions-boundary/composition';
import { rulesOf } from '../src/guardrails/permissions-boundary/rules';
import { RELEASE } from '../src/release/contract';
import { deployment, region, bundled } from '../src/wiring/environment';
import { telling } from '../src/wiring/notices';
import { here } from '../src/wiring/place';
import { runPorts } from '../src/wiring/run';

const rules = bundled(rulesOf);

/** Joins what the batches found, and tells people once. */
export const handler = async (event: unknown) => {
  const at = here('job');
  const ports = { ...runPorts(at), rules: rules() };
  return summary(summaryInputOf(event, payloadScope(ports)), {
    ...{ ...ports, telling: telling(at), region: region(), prefix: deployment() },
    releaseFunction: `${deployment()}-${RELEASE}`,
  });
};
