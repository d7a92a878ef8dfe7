import { recordedWatch } from '../../src/audit/recorded/watch';
import { deliveriesOf } from '../../src/aws/events/deliveries';
import { CREDENTIAL_CLEANUP } from '../../src/guardrails/credential-cleanup/contract';
import { rulesOf } from '../../src/guardrails/credential-cleanup/rules';
import { forWatch } from '../../src/wiring/audit';

const ports = forWatch(rulesOf);

/** Tells people of a run that failed, and says every day how long ago one succeeded. */
export const handler = async (event: unknown) => {
  for (const delivery of deliveriesOf(event)) await recordedWatch(delivery, CREDENTIAL_CLEANUP, ports());
};
