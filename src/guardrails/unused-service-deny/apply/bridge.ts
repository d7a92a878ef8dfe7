import type { OwnGroup, OwnGroups } from '../../../aws/iam/own-groups';
import { settled } from '../../../changes/settled';
import type { Clock } from '../../../domain/clock';
import type { Principal } from '../../../domain/identity/principal';
import { isOwnPolicy, type OwnPolicies } from '../../../domain/policy/own-policies';
import { bridgeArnOf, bridgeNameOf, bridgedBy } from '../bridge-group';

/** What building bridges takes. */
export interface BridgePorts {
  readonly groups: OwnGroups;
  readonly own: OwnPolicies;
  /** Whether a policy is a deny as this project writes them, and nothing else: any other is attached to nobody. */
  readonly onlyDenies: (arn: string) => Promise<boolean>;
  /** For the waits until IAM knows that a group is empty. */
  readonly clock: Clock;
}

/** An existing bridge group. */
export interface Bridge {
  readonly arn: string;
  /** ARNs of the project's denies that the user has by way of the group. */
  readonly carried: readonly string[];
}

/** Why there is no bridge, or why one stays. */
export type BridgeRefusal =
  | 'gone'
  | 'no-policy'
  /** The account can have no further group. */
  | 'no-group'
  /** The user can be in no further group. */
  | 'no-membership'
  /** There is something in the group that is not the project's, or it is not on the project's path. */
  | 'not-ours';

/**
 * A group by way of which a user has the project's denies, while those that are attached to the user itself are exchanged.
 *
 * There is one per user, named by its unique id, and only for that long. It may be terminated at any point and be begun
 * again.
 */
export class Bridges {
  public constructor(private readonly ports: BridgePorts) {}

  /** @returns undefined where the user has no group of the project */
  public async of({ id }: Principal): Promise<Bridge | undefined> {
    const { groups, own } = this.ports;
    const found = await groups.of(bridgeNameOf(id, own));
    if (found === undefined) return undefined;
    const isMember = found.members.some((member) => member.id === id);
    return { arn: bridgeArnOf(id, own), carried: isMember ? this.ownIn(found) : [] };
  }

  /**
   * Has the user denied by policies by way of its group. One that is there already is used where it holds nothing but what
   * this project puts there: the user would have whatever else it grants.
   *
   * @param arns of the policies
   */
  public async raise({ id, name }: Principal, arns: readonly string[]): Promise<BridgeRefusal | undefined> {
    const { groups, own } = this.ports;
    const group = bridgeNameOf(id, own);
    const created = await groups.create(group);
    if (created === 'refused') return 'no-group';
    if (created === 'exists' && !(await this.isOurs(id))) return 'not-ours';
    for (const arn of arns) {
      const attempt = await groups.attach(group, arn);
      if (attempt !== 'done') return attempt === 'gone' ? 'no-policy' : 'not-ours';
    }
    const added = await groups.add(group, name);
    if (added === 'done') return undefined;
    return added === 'gone' ? 'gone' : 'no-membership';
  }

  /** Whether the user's group is on the project's path, and holds nothing of somebody else. */
  public async isOurs(id: string): Promise<boolean> {
    const { groups, own, onlyDenies } = this.ports;
    const group = bridgeNameOf(id, own);
    const found = await groups.of(group);
    if (found?.members.every((member) => member.id === id) !== true) return false;
    for (const arn of found.policies) if (!(await onlyDenies(arn))) return false;
    return (await groups.inline(group)).length === 0;
  }

  /**
   * Takes the group away, once nothing depends on it: the user first, then what is the project's. Somebody else's members
   * and policies stay, and so does the group then.
   */
  public async lower(id: string): Promise<'not-ours' | undefined> {
    const { groups, own, clock } = this.ports;
    const group = bridgeNameOf(id, own);
    const isGone = async () => {
      const found = await groups.of(group);
      if (found === undefined) return true;
      // By the name that the user has today.
      for (const member of found.members) if (member.id === id) await groups.remove(group, member.name);
      for (const arn of this.ownIn(found)) await groups.detach(group, arn);
      return groups.delete(group);
    };
    // IAM may keep a group for a moment that was emptied just now, or not show yet what is in it.
    return (await settled(isGone, clock)) ? undefined : 'not-ours';
  }

  /** Takes every group away. @returns names of those that hold something of somebody else, and stay */
  public async lowerAll(): Promise<readonly string[]> {
    const { groups, own } = this.ports;
    const left: string[] = [];
    for (const name of await groups.names()) {
      const id = bridgedBy(name, own);
      if (id === undefined || (await this.lower(id)) !== undefined) left.push(name);
    }
    return left;
  }

  private readonly ownIn = ({ policies }: OwnGroup) => policies.filter((arn) => isOwnPolicy(arn, this.ports.own));
}
