import { releasersOf } from '../src/guardrails/catalogue/release';
import { TIMEOUT_SECONDS } from '../src/release/contract';
import { release } from '../src/release/release';
import { releasePorts, releaserPorts } from '../src/wiring/release';

/** Takes back what guardrails did to one principal, in one run, or at all. */
export const handler = async (event: unknown, context?: { readonly getRemainingTimeInMillis?: () => number }) =>
  release(event, context?.getRemainingTimeInMillis?.() ?? TIMEOUT_SECONDS * 1_000, {
    ...releasePorts(),
    releasers: (endsAfterMs, unreadable) => releasersOf(releaserPorts(endsAfterMs, unreadable)),
  });
