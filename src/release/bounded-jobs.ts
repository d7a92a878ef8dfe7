import type { HoldLedger } from '../aws/ledger/holds';
import { giveBackAll, type GiveBackPorts } from '../guardrails/permissions-boundary/apply/give-back';
import type { BoundaryEntry } from '../guardrails/permissions-boundary/kinds';
import { EVERYBODY } from '../domain/ledger/hold';
import { findBounded, type BoundedTraces } from './bounded';
import { isAbout, type ReleaseRequest } from './parse';
import type { Job } from './work';

/** What giving boundaries and tags back takes. */
export interface BoundedPorts extends BoundedTraces, GiveBackPorts {
  readonly holds: HoldLedger;
}

/**
 * Releases of whom an audit has bounded or tagged, as far as a request is about them.
 *
 * A run that is under way leaves alone whom a person releases, and goes on leaving them until the next change run: that is
 * written before anything is taken back.
 *
 * @param closed gets the entries of the ledger that are over
 */
export async function boundedJobs(
  request: ReleaseRequest,
  accountId: string,
  ports: BoundedPorts,
  closed: BoundaryEntry[],
): Promise<readonly Job[]> {
  if (!isAbout(request, 'permissions-boundary')) return [];
  const began = ports.now();
  if (request.kind === 'all') await ports.holds.hold(accountId, EVERYBODY, began);
  const targets = await findBounded(request, accountId, ports);
  return targets.map(({ principal, run }) => ({
    whom: principal.arn,
    id: principal.id,
    release: async () => {
      if (request.kind !== 'all') await ports.holds.hold(accountId, principal.id, began);
      const { closed: over, ...given } = await giveBackAll(principal, run, ports);
      closed.push(...over);
      return { principal: principal.arn, notGivenBack: [], ...given };
    },
  }));
}
