import type { EvidenceShards } from '../../audit/evidence/evidence-shards';
import { keptReports, knownReports } from '../../audit/evidence/kept-reports';
import { runLease } from '../../audit/lease/run-lease';
import { inventoryOf } from '../../audit/inventory/inventory';
import { PolicyScan } from './apply/plan/policy-scan';
import type { BatchInput } from '../../audit/payloads/batch';
import type { Run } from '../../audit/payloads/run';
import { scannedPoliciesOf } from './apply/plan/plan-object';
import { baseOf, KEYS } from '../../audit/contract';
import type { StepScope } from '../../audit/steps/scope';
import type { Listed } from '../../audit/steps/inventory';
import type { Reach } from '../../domain/boundary/reach';
import { isOwnPolicy, type OwnPolicies } from '../../domain/policy/own-policies';
import type { Exemption } from '../../domain/exemption/exemption';
import type { BoundedSubject } from './bounded-subject';
import { PERMISSIONS_BOUNDARY } from './contract';
import { withBoundedAt } from './judge/bounded-at';
import { askedFor, factsOf, sparedBy } from './judge/facts';
import { reachesOf } from './judge/reaches';
import type { InventoryPorts, Ports } from './ports';
import { headOf, unreadLine } from './report/log';

/** The audit whose steps these are. */
export const scopeOf = (ports: Pick<Ports, 'accountId' | 'store' | 'leases' | 'now'>): StepScope => ({
  ...{ accountId: ports.accountId, store: ports.store, guardrail: PERMISSIONS_BOUNDARY },
  lease: runLease(PERMISSIONS_BOUNDARY, ports),
});

/** Where the audit keeps its objects. */
export const baseIn = ({ accountId }: Pick<Ports, 'accountId'>): string => baseOf(accountId, PERMISSIONS_BOUNDARY);

/** Where the project's own boundaries are, by name and path. */
export const ownOf = ({ accountId, rules }: Pick<Ports, 'accountId' | 'rules'>): OwnPolicies => ({
  ...{ ...rules.boundaryPolicies, accountId },
});

/** Everybody a run looks at, and since when they are bounded. */
export async function everybody(run: Run, exemptions: readonly Exemption[], ports: InventoryPorts): Promise<Listed> {
  const { rules, accountId, adminGroups, sha256, log } = ports;
  const { run: paced } = ports.pace(rules.audit.iamCallsPerSecond);
  const own = ownOf(ports);
  const scan = new PolicyScan(own);
  const found = await inventoryOf(scan.over(ports.pages(paced)), {
    lastUses: ports.lastUses(paced),
    actions: askedFor(rules),
    spared: sparedBy(rules),
    unread: (why) => {
      log(unreadLine({ ...run, account: accountId }, why));
    },
    ...{ sha256, own },
    factsOf: (one, groups) =>
      factsOf(one, groups, { rules, adminGroups, exemptions, today: run.startedAt.slice(0, 10) }),
  });
  if (rules.mode === 'off') return { subjects: found, account: 'subjects' };
  const subjects = withBoundedAt(found, await ports.openBoundaries(), new Date(run.startedAt));
  return { subjects, account: 'subjects', scanned: scan.found() };
}

/** Where the evidence of a run is kept for later ones. */
export function shardsOf(run: Run, ports: Ports): EvidenceShards {
  const { accountId, store, log } = ports;
  const head = headOf({ ...run, account: accountId });
  return keptReports(head, { accountId, store, log, guardrail: PERMISSIONS_BOUNDARY, formerBases: [baseIn(ports)] });
}

/** What earlier runs know of the principals of a batch. */
export const earlierOf = (subjects: readonly BoundedSubject[], run: Run, ports: Ports) =>
  knownReports(subjects, { startedAt: run.startedAt, now: ports.now() }, shardsOf(run, ports), ports.rules.audit);

/** What the boundaries of a batch let through; nothing is read where nobody has one of the project's. */
export async function boundariesOf(
  { subjects, prefix }: Pick<BatchInput, 'subjects' | 'prefix'>,
  ports: Ports,
): Promise<ReadonlyMap<string, Reach>> {
  const { store, rules, sha256 } = ports;
  const own = ownOf(ports);
  const arns = new Set(subjects.flatMap(({ boundaryArn }) => boundaryArn ?? []).filter((arn) => isOwnPolicy(arn, own)));
  if (arns.size === 0 || rules.mode === 'off') return new Map();
  const key = `${prefix}/${KEYS.scannedPolicies}`;
  const { policies } = scannedPoliciesOf(await store.getJson(key), key);
  return reachesOf(
    policies.filter(({ arn }) => arns.has(arn)),
    own,
    sha256,
  );
}
