import type { Detail, DetailsPage } from '../../../aws/iam/authorization-details';
import { keyOf } from '../../../audit/inventory/memberships';
import { isOwnPolicy, type OwnPolicies } from '../../../domain/policy/own-policies';
import { bridgeArnOf, bridgeNameOf } from '../bridge-group';
import type { DeniableUser } from '../subject';

/** What an inventory says of the group that bridges the changes of a user. */
export interface FoundBridge extends Pick<DeniableUser, 'bridge' | 'noBridge' | 'inTheWay'> {
  /** ARNs of the project's denies that the user has by way of it. */
  readonly carried: readonly string[];
}

/** Reads the project's groups off the pages of an inventory, on their way. */
export class FoundBridges {
  private readonly groups = new Map<string, Pick<Detail, 'arn' | 'attached' | 'inline'>>();
  /** Unique ids of those who are in a group, by its key. */
  private readonly members = new Map<string, Set<string>>();
  private readonly beginning: string;

  public constructor(private readonly own: OwnPolicies) {
    this.beginning = keyOf(bridgeNameOf('', own));
  }

  /** Hands the pages on as they come. */
  public async *over(pages: AsyncIterable<DetailsPage>): AsyncGenerator<DetailsPage> {
    for await (const page of pages) {
      for (const { name, arn, attached, inline } of page.groups.filter(({ name }) => this.isBridge(name))) {
        this.groups.set(keyOf(name), { arn, attached, inline });
      }
      for (const { id, groups } of page.users) for (const name of groups.filter(this.isBridge)) this.note(name, id);
      yield page;
    }
  }

  /** The group of a user, once the last page was read. @param id unique id of the user */
  public of(id: string): FoundBridge | undefined {
    const key = keyOf(bridgeNameOf(id, this.own));
    const group = this.groups.get(key);
    if (group === undefined) return undefined;
    const members = this.members.get(key) ?? new Set();
    const ours = group.attached.filter((arn) => isOwnPolicy(arn, this.own));
    const isHere = group.arn === bridgeArnOf(id, this.own);
    const isOurs =
      isHere &&
      ours.length === group.attached.length &&
      group.inline.length === 0 &&
      [...members].every((member) => member === id);
    const carried = members.has(id) ? ours : [];
    if (isOurs) return { bridge: 'ours', carried };
    // Anybody may give a group this name: where it denies the user nothing, it keeps nobody from being judged.
    const found =
      carried.length > 0
        ? { bridge: 'altered' as const }
        : { noBridge: isHere ? ('altered' as const) : ('name-taken' as const) };
    return { ...found, inTheWay: group.arn, carried };
  }

  private readonly isBridge = (name: string) => keyOf(name).startsWith(this.beginning);

  private note(name: string, id: string): void {
    const known = this.members.get(keyOf(name)) ?? new Set();
    this.members.set(keyOf(name), known.add(id));
  }
}
