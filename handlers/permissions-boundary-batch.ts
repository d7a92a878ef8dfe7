import { batchInputOf } from '../src/audit/payloads/batch';
import { boundedSubject } from '../src/guardrails/permissions-boundary/bounded-subject';
import { batch, payloadScope } from '../src/guardrails/permissions-boundary/composition';
import { PERMISSIONS_BOUNDARY } from '../src/guardrails/permissions-boundary/contract';
import { rulesOf } from '../src/guardrails/permissions-boundary/rules';
import { bundled } from '../src/wiring/environment';
import { advisor, errorKinds, tagger } from '../src/wiring/iam';
import { idsWithIncident, rememberedTags } from '../src/wiring/ledger';
import { here } from '../src/wiring/place';
import { leftOut, runPorts } from '../src/wiring/run';

const rules = bundled(rulesOf);

/** Audits a batch: evidence, verdict, tags and a row for everybody in it. */
export const handler = async (event: unknown) => {
  const at = here('job');
  const ports = { ...runPorts(at), rules: rules() };
  const unreadable = leftOut(at, PERMISSIONS_BOUNDARY);
  return batch(batchInputOf(event, payloadScope(ports), boundedSubject), {
    ...{ ...ports, ...errorKinds, advisor: advisor(at) },
    tags: { tagger: tagger(at), remembered: rememberedTags(at, PERMISSIONS_BOUNDARY, unreadable) },
    openIncidents: () => idsWithIncident(at, unreadable),
  });
};
