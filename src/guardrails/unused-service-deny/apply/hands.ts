import type { PrincipalPolicies } from '../../../aws/iam/attached-policies';
import type { Carried } from '../../../changes/carry-out';
import type { Hands } from '../../../changes/recorded/hands';
import { settled } from '../../../changes/settled';
import { GONE } from '../../../domain/change/change';
import type { Principal } from '../../../domain/identity/principal';
import { isOwnPolicy } from '../../../domain/policy/own-policies';
import { arnsIn, stateOf, type ServicesDenied } from '../kinds';
import { Bridges, type Bridge, type BridgePorts, type BridgeRefusal } from './bridge';

/** What attaching denies takes. */
export interface DenyHandsPorts extends BridgePorts {
  readonly policies: PrincipalPolicies;
  /** Whether a user may have a group that bridges a change, or get one: it costs a call to look for it. */
  readonly mayBridge: (principal: Principal) => boolean;
}

/**
 * Attaches the project's denies to users and detaches them.
 *
 * The new ones are attached before the old ones are detached, so that there is no moment in which neither is there. Where
 * a user has no room for both, it has the new ones by way of a group meanwhile. Either all are attached, or what was there
 * stays as it was.
 */
export function denyHands(ports: DenyHandsPorts): Hands<ServicesDenied> {
  const { own, policies, mayBridge } = ports;
  const bridges = new Bridges(ports);
  const look = async (principal: Principal): Promise<Denied | undefined> => {
    const found = await policies.of(principal.name);
    if (found === undefined) return undefined;
    const bridge = mayBridge(principal) ? await bridges.of(principal) : undefined;
    return { id: found.id, attached: found.arns.filter((arn) => isOwnPolicy(arn, own)), bridge };
  };
  const exchange = async (
    principal: Principal,
    state: string | undefined,
    found: Denied | undefined,
  ): Promise<Refusal | undefined> => {
    if (found?.id !== principal.id) return 'gone';
    return exchanged({ principal, found, meant: arnsIn(state) }, bridges, ports);
  };

  return {
    async see(principal) {
      const found = await look(principal);
      return found && { id: found.id, state: stateIn(found) };
    },
    async carry({ principal, to }, seen): Promise<Carried> {
      // What it has by way of a group has to be looked at again.
      const found = mayBridge(principal) ? await look(principal) : { id: seen.id, attached: arnsIn(seen.state) };
      const refusal = await exchange(principal, to, found);
      return refusal === undefined ? 'done' : { failed: WHY[refusal] };
    },
    async undo({ principal, from }) {
      const refusal = await exchange(principal, from, await look(principal));
      if (refusal === undefined || refusal === 'gone') return refusal === undefined;
      throw new Error(`${principal.name}: ${WHY[refusal]}`);
    },
  };
}

/** What a user has of the project. */
interface Denied {
  readonly id: string;
  readonly attached: readonly string[];
  readonly bridge?: Bridge | undefined;
}

function stateIn({ attached, bridge }: Denied): string | undefined {
  return stateOf(bridge === undefined ? attached : [...new Set([...attached, ...bridge.carried, bridge.arn])]);
}

interface Exchange {
  readonly principal: Principal;
  readonly found: Denied;
  /** ARNs of the policies that are to be attached to the user in the end. */
  readonly meant: readonly string[];
}

/** @returns why nothing was changed, or not all of it */
async function exchanged(
  { principal, found, meant }: Exchange,
  bridges: Bridges,
  { policies, onlyDenies, mayBridge, clock }: DenyHandsPorts,
): Promise<Refusal | undefined> {
  const { id, name } = principal;
  const surplus = found.attached.filter((arn) => !meant.includes(arn));
  const missing = meant.filter((arn) => !found.attached.includes(arn));
  for (const arn of missing) if (!(await onlyDenies(arn))) return 'no-policy';
  const added: string[] = [];
  const attachMissing = async (): Promise<'no-policy' | 'full' | undefined> => {
    for (const arn of missing.filter((one) => !added.includes(one))) {
      const attempt = await policies.attach(name, arn);
      if (attempt !== 'done') return attempt === 'gone' ? 'no-policy' : 'full';
      added.push(arn);
    }
    return undefined;
  };
  const detach = async (arns: readonly string[]) => {
    for (const arn of arns) await policies.detach(name, arn);
  };

  let refusal: Refusal | undefined = await attachMissing();
  // What the old ones leave room for.
  const isCrossed = refusal === 'full' && mayBridge(principal) && surplus.length >= missing.length - added.length;
  if (isCrossed) refusal = await bridges.raise(principal, meant);
  if (refusal !== undefined) {
    await detach(added);
    // What an earlier attempt built may be all that still denies.
    if (isCrossed && found.bridge === undefined && refusal !== 'not-ours') await bridges.lower(id);
    return refusal;
  }
  await detach(surplus);
  if (isCrossed) {
    // IAM may count for a moment what was detached. The bridge stands until all are there.
    const isThere = await settled(async () => (refusal = await attachMissing()) === undefined, clock);
    // It denies until there is room; but nobody is kept in a group that somebody else has put something into.
    if (!isThere) return (await bridges.isOurs(id)) ? refusal : ((await bridges.lower(id)) ?? refusal);
  }
  return isCrossed || found.bridge !== undefined ? bridges.lower(id) : undefined;
}

type Refusal = BridgeRefusal | 'full';

const WHY: Readonly<Record<Refusal, string>> = {
  gone: GONE,
  'no-policy':
    'the user is gone, or a policy that denies is gone, which the next run makes again, or it does not say what this project wrote',
  full: 'it has no room for another managed policy: detach one, or have its quota raised',
  'no-group': 'it has no room for another managed policy, and the account none for a group that bridges the change',
  'no-membership': 'it has no room for another managed policy, and is in as many groups as it may be',
  'not-ours':
    'the group of this project that bridges the change holds a member or a policy of somebody else: take that out of it, and delete the group',
};
