import type { PinnedGroup } from '../domain/identity/admin-groups';
import type { Kinds, RecordedChange } from '../domain/recorded-change/kinds';
import { RELEASE } from '../release/contract';
import type { Paced } from '../aws/iam/paced';
import { securityHub } from '../aws/security-hub/hub';
import { hub } from './clients';
import { adminGroupIds, bundled, deployment, region } from './environment';
import { accountPages, errorKinds, lastUses, reader } from './iam';
import { incidentsBeside } from './incidents-beside';
import { holds, leftForIncidents, incidentHolding, recorded } from './ledger';
import { telling } from './notices';
import { pinned, type Pinning } from './pinned-groups';
import { here } from './place';
import { leftOut, runPorts } from './run';
import { objectText } from './store';

/** Reads the rules of a guardrail, as they stand in its bundle. */
type ReadRules<R> = (text: string) => R;

/** What every function of an audit is given, with the rules that stand in its bundle; they are read on first use. */
function forRun<R>(read: ReadRules<R>) {
  const rules = bundled(read);
  return () => {
    const at = here('job');
    return { at, ports: { ...runPorts(at), rules: rules() } };
  };
}

const adminGroupsOf = (rules: Pinning): readonly PinnedGroup[] => pinned(rules, adminGroupIds());

/** Ports of the function that lists who is audited. */
export function forInventory<R extends Pinning>(read: ReadRules<R>) {
  const run = forRun(read);
  return () => {
    const { at, ports } = run();
    return {
      ...{ ...ports, adminGroups: adminGroupsOf(ports.rules), readObject: objectText(at) },
      pages: (paced: Paced) => accountPages(at, paced),
      lastUses: (paced: Paced) => lastUses(at, paced),
    };
  };
}

/** Ports of the function that audits a batch. */
export function forBatch<R>(read: ReadRules<R>, guardrail: string) {
  const run = forRun(read);
  return () => {
    const { at, ports } = run();
    return { ...ports, ...errorKinds, leftElsewhere: () => leftForIncidents(at, leftOut(at, guardrail)) };
  };
}

/** Ports of the function that plans. */
export function forPlan<R, C extends RecordedChange>(read: ReadRules<R>, guardrail: string, kinds: Kinds<C>) {
  const run = forRun(read);
  return () => {
    const { at, ports } = run();
    const unreadable = leftOut(at, guardrail);
    return {
      ...{ ...ports, ledger: recorded(at, guardrail, kinds, unreadable) },
      holds: () => holds(at, guardrail, unreadable).allOf(at.accountId),
    };
  };
}

/** Ports of the function that changes. */
export function forChange<R extends Pinning, C extends RecordedChange>(
  read: ReadRules<R>,
  guardrail: string,
  kinds: Kinds<C>,
) {
  const run = forRun(read);
  return () => {
    const { at, ports } = run();
    const unreadable = leftOut(at, guardrail);
    return {
      ...{ ...ports, ...errorKinds, adminGroups: adminGroupsOf(ports.rules) },
      ledger: recorded(at, guardrail, kinds, unreadable),
      heldElsewhere: (id: string) => incidentHolding(at, id, unreadable),
      groupsOfUser: (name: string) => reader(at).groupsOfUser(name),
      heldSince: (id: string) => holds(at, guardrail, unreadable).heldSince(at.accountId, id),
    };
  };
}

/** Ports of the function that sums up. */
export function forSummary<R>(read: ReadRules<R>, guardrail: string) {
  const run = forRun(read);
  return () => {
    const { at, ports } = run();
    return {
      ...{ ...ports, telling: telling(at), hub: securityHub(hub(at)), region: region(), prefix: deployment() },
      releaseFunction: `${deployment()}-${RELEASE}`,
      beside: incidentsBeside(at, leftOut(at, guardrail)),
    };
  };
}

/** Ports of the function that watches. */
export function forWatch<R>(read: ReadRules<R>) {
  const rules = bundled(read);
  return () => {
    const at = here('event');
    return { ...runPorts(at), rules: rules(), prefix: deployment(), telling: telling(at) };
  };
}
