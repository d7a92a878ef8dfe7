import { batchInputOf } from '../../src/audit/payloads/batch';
import { boundedSubject } from '../../src/guardrails/permissions-boundary/bounded-subject';
import { batch, payloadScope } from '../../src/guardrails/permissions-boundary/composition';
import { PERMISSIONS_BOUNDARY } from '../../src/guardrails/permissions-boundary/contract';
import { rulesOf } from '../../src/guardrails/permissions-boundary/rules';
import { forBatch } from '../../src/wiring/audit';
import { advisor, ownPolicies, tagger } from '../../src/wiring/iam';
import { rememberedTags } from '../../src/wiring/ledger';
import { here } from '../../src/wiring/place';
import { leftOut } from '../../src/wiring/run';

const ports = forBatch(rulesOf, PERMISSIONS_BOUNDARY);

/** Audits a batch: evidence, verdict, tags and a row for everybody in it. */
export const handler = async (event: unknown) => {
  const [at, given] = [here('job'), ports()];
  const remembered = rememberedTags(at, PERMISSIONS_BOUNDARY, leftOut(at, PERMISSIONS_BOUNDARY));
  return batch(batchInputOf(event, payloadScope(given), boundedSubject), {
    ...{ ...given, advisor: advisor(at), tags: { tagger: tagger(at), remembered } },
    ahead: (own, paced) => ownPolicies(at, own, paced),
    openIncidents: async () => new Set((await given.leftElsewhere()).keys()),
  });
};
