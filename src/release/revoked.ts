import type { IncidentLedger } from '../aws/ledger/incidents';
import type { OwnPolicies } from '../domain/boundary/self-protection';
import { find, type Policies, type Target, type Traces } from './find';
import { isAbout, type ReleaseRequest } from './parse';
import { takeBack, type Released } from './take-back';
import type { Job } from './work';

/** What giving IAM back takes. */
export interface RevokedPorts extends Traces {
  readonly policies: Policies & { readonly inlinePolicyName: string };
  readonly incidents: IncidentLedger;
  /** Where an audit's boundaries are. */
  readonly own: OwnPolicies;
  readonly now: () => Date;
}

/** Releases of users whom the revoker holds, as far as a request is about them. */
export async function revokedJobs(
  request: ReleaseRequest,
  accountId: string,
  ports: RevokedPorts,
): Promise<readonly Job[]> {
  if (request.kind === 'run' || !isAbout(request, 'revoker')) return [];
  const audit = isAbout(request, 'permissions-boundary') ? undefined : ports.own;
  const targets = await find(request, accountId, ports.policies, ports);
  return targets.map((target) => ({
    whom: target.user?.arn ?? target.incident?.principalArn ?? 'somebody',
    id: target.user?.id ?? target.incident?.principalId,
    release: () => release(target, ports, audit),
  }));
}

async function release(target: Target, ports: RevokedPorts, audit?: OwnPolicies): Promise<Released> {
  const released = await takeBack(target, ports.policies, ports, audit);
  if (target.incident) await ports.incidents.close(target.incident, ports.now());
  return released;
}
