import type { Pace } from '../../audit/pace/pace';
import type { EvidenceStore } from '../../aws/evidence-store';
import type { DetailsPage } from '../../aws/iam/authorization-details';
import type { ManagedPolicies } from '../../aws/iam/managed-policies';
import { sha256 } from '../../aws/sha256';
import { systemClock } from '../../aws/system-clock';
import type { BatchPorts, InventoryPorts, PlanPorts } from '../../guardrails/permissions-boundary/ports';
import type { Rules } from '../../guardrails/permissions-boundary/rules';
import { advisor, errorKinds, lastUses, ownPolicies } from '../../wiring/iam';
import { objectText, resourcePolicies } from '../../wiring/store';
import type { Remembered } from './ledger';

/** What a run at a desk is given. */
export interface Desk {
  readonly accountId: string;
  /** Those of the deployment, for a run that only looks. */
  readonly rules: Rules;
  /** What the deployment does about boundaries. */
  readonly deployedMode: Rules['mode'];
  readonly store: EvidenceStore;
  readonly pages: AsyncIterable<DetailsPage>;
  readonly ledger: Remembered;
  /** One for the whole run: batches come one after the other. */
  readonly pace: Pace;
  readonly log: (line: object) => void;
  readonly warn: (line: string) => void;
}

/** Ports that only read: the same steps as in the functions, and nothing in the account is changed. */
export function portsAt(desk: Desk): InventoryPorts & BatchPorts & PlanPorts {
  const { accountId, rules, deployedMode, store, ledger, pace, log, warn } = desk;
  const at = { accountId, purpose: 'job' } as const;
  const told = async (line: string) => {
    await Promise.resolve();
    warn(line);
  };
  return {
    ...{ accountId, rules, deployedMode, store, sha256, log, ...errorKinds },
    ...{ clock: systemClock, now: () => new Date(), pace: () => pace },
    // It writes nothing to the ledger, so it waits for nobody; who starts it chooses its rate.
    leases: { take: () => Promise.resolve(undefined), giveBack: () => Promise.resolve() },
    ...{ advisor: advisor(at), readObject: objectText(at) },
    pages: () => desk.pages,
    lastUses: (paced) => lastUses(at, paced),
    // Only a plan of Terraform knows the ids that the settings do not pin; here nobody is bounded.
    adminGroups: rules.adminGroups,
    openBoundaries: () => Promise.resolve(ledger.boundaries),
    openIncidents: () => Promise.resolve(ledger.openIncidents),
    policies: (own, paced) => readOnly(ownPolicies(at, own, paced)),
    // A run of changes begins anew.
    holds: () => Promise.resolve([]),
    resources: (own, reading) => resourcePolicies(at, own, reading),
    tellAltered: (_, arns) => told(`Not as the project made them: ${arns.join(', ')}`),
    tellNotPrincipal: (_, { notPrincipal }) =>
      notPrincipal.length > 0 ? told(`Shut out whoever has a boundary: ${notPrincipal.join(', ')}`) : Promise.resolve(),
  };
}

/** Reads, and refuses to change anything, whatever the plan is about. */
function readOnly(policies: ManagedPolicies): ManagedPolicies {
  const refused = () => Promise.reject(new Error('a run that only looks changes no policy'));
  return {
    ...policies,
    ...{ create: refused, createVersion: refused, setDefault: refused, deleteVersion: refused, delete: refused },
  };
}
