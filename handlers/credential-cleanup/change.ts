import { accessKeys } from '../../src/aws/iam/access-keys';
import { change } from '../../src/guardrails/credential-cleanup/composition';
import { CREDENTIAL_CLEANUP } from '../../src/guardrails/credential-cleanup/contract';
import { CLEANUP_KINDS } from '../../src/guardrails/credential-cleanup/kinds';
import { rulesOf } from '../../src/guardrails/credential-cleanup/rules';
import { forChange } from '../../src/wiring/audit';
import { onIam } from '../../src/wiring/iam';
import { here } from '../../src/wiring/place';

const ports = forChange(rulesOf, CREDENTIAL_CLEANUP, CLEANUP_KINDS);

/** Deactivates the access keys that a plan names. */
export const handler = async (event: unknown) =>
  change(event, { ...ports(), accessKeys: (paced) => onIam(here('job'), accessKeys, paced) });
