import { fallBack, parseFallbackRequest } from '../../src/guardrails/revoker/apply/fall-back';
import { REVOKER } from '../../src/guardrails/revoker/contract';
import { accountOf, bundledRules } from '../../src/guardrails/revoker/rules';
import { bundled, denyPolicies, log } from '../../src/wiring/environment';
import { fallbackWriter, reader } from '../../src/wiring/iam';

const rules = bundled(bundledRules);

/** Denies IAM where a quota keeps the revoker from doing it. Errors go back to the revoker, whose message is retried. */
export const handler = async (event: unknown) => {
  const guard = { ...rules(), ...denyPolicies() };
  const at = { accountId: accountOf(guard), purpose: 'event' } as const;
  const request = parseFallbackRequest(event);
  const attempt = await fallBack(request, guard, { reader: reader(at), writer: fallbackWriter(at) });
  log({ guardrail: REVOKER, fallback: request, attempt });
  return { attempt };
};
