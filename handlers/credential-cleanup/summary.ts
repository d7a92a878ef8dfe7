import { summary } from '../../src/guardrails/credential-cleanup/composition';
import { CREDENTIAL_CLEANUP } from '../../src/guardrails/credential-cleanup/contract';
import { rulesOf } from '../../src/guardrails/credential-cleanup/rules';
import { forSummary } from '../../src/wiring/audit';
import { mailBy } from '../../src/wiring/mail';

const ports = forSummary(rulesOf, CREDENTIAL_CLEANUP);

/** Joins what the batches found, mails owners, and tells people once. */
export const handler = async (event: unknown) => summary(event, { ...ports(), mailBy });
