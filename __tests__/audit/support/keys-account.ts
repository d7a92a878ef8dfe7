import type { SlotSet } from '../../../src/audit/recorded/slot-set';
import type { DetailsPage } from '../../../src/aws/iam/authorization-details';
import type { PrincipalNamed } from '../../../src/aws/iam/principal-named';
import type { Hands } from '../../../src/changes/recorded/hands';
import type { Subject } from '../../../src/domain/identity/subject';
import { keyOfSlot, type SeenKey } from './idle-keys';
import { ACCOUNT } from './subjects';

/** A user and its access keys. */
export interface KeyHolder {
  name: string;
  readonly id: string;
  groups: readonly string[];
  /** By id: whether they are active, and whether nobody uses them. */
  readonly keys: Map<string, { status: SeenKey['status']; isIdle: boolean }>;
}

export const ADMINS = { name: 'Admins', id: 'AGPAADMINS' };

const arnOf = (name: string) => `arn:aws:iam::${ACCOUNT}:user/${name}`;
export const idOf = (name: string) => `AIDA${name.toUpperCase()}0000000001`;

export function aHolder(name: string, keys: KeyHolder['keys'], id = idOf(name)): KeyHolder {
  return { name, id, groups: [], keys };
}

/** Keys of a user: what follows the hyphen says whether it is used. */
export const idle = (...keyIds: readonly string[]): KeyHolder['keys'] =>
  new Map(keyIds.map((keyId) => [keyId, { status: 'Active', isIdle: true }]));
export const busy = (...keyIds: readonly string[]): KeyHolder['keys'] =>
  new Map(keyIds.map((keyId) => [keyId, { status: 'Active', isIdle: false }]));

/** Users with access keys, and a group of admins; what is done to them in `users` is what somebody else does. */
export class KeysAccount {
  public readonly users: KeyHolder[];
  /** Keys in the order in which the guardrail deactivated or activated them. */
  public readonly done: string[] = [];

  public constructor(...users: readonly KeyHolder[]) {
    // Who is an admin is unknown where the group is empty.
    this.users = [...users, { ...aHolder('root-admin', busy('AKIAADMIN')), groups: [ADMINS.name] }];
  }

  public user(name: string): KeyHolder {
    const found = this.holder(name);
    if (found === undefined) throw new Error(`nobody is called ${name}`);
    return found;
  }

  /** Whether a key of anybody is active. */
  public status(keyId: string): SeenKey['status'] | undefined {
    return this.users.flatMap(({ keys }) => keys.get(keyId) ?? [])[0]?.status;
  }

  /** Somebody else sets it. */
  public set(keyId: string, status: SeenKey['status']): void {
    for (const { keys } of this.users) {
      const key = keys.get(keyId);
      if (key !== undefined) key.status = status;
    }
  }

  public delete(name: string): void {
    this.users.splice(this.users.indexOf(this.user(name)), 1);
  }

  public readonly page = (): DetailsPage => ({
    users: this.users.map(({ name, id, groups }) => ({ ...described(name, id, arnOf(name)), groups, tags: {} })),
    roles: [],
    groups: [described(ADMINS.name, ADMINS.id, `arn:aws:iam::${ACCOUNT}:group/${ADMINS.name}`)],
    policies: [],
  });

  /** @throws Error for a user who is not there, or no longer the same */
  public readonly look = ({ name, id }: Subject): Promise<readonly SeenKey[]> => {
    const holder = this.holder(name);
    if (holder?.id !== id) return Promise.reject(new Error(`${name} is not there`));
    return Promise.resolve([...holder.keys].map(([keyId, key]) => ({ keyId, ...key })));
  };

  public readonly named: PrincipalNamed = (kind, name) => {
    const id = kind === 'user' ? this.holder(name)?.id : undefined;
    return Promise.resolve(id === undefined ? undefined : { kind, accountId: ACCOUNT, id, arn: arnOf(name), name });
  };

  public readonly nameOfId = (id: string) => Promise.resolve(this.users.find((one) => one.id === id)?.name);

  public readonly groupsOf = (name: string) =>
    Promise.resolve((this.holder(name)?.groups ?? []).map((group) => ({ name: group, id: ADMINS.id })));

  public readonly hands: Hands<SlotSet> = {
    see: ({ name }, slot) => {
      const holder = this.holder(name);
      return Promise.resolve(holder && { id: holder.id, state: holder.keys.get(keyOfSlot(slot))?.status });
    },
    carry: (change) => Promise.resolve(this.turn(change, 'Inactive') ? 'done' : { failed: 'there is no such key' }),
    undo: (change) => Promise.resolve(this.turn(change, 'Active')),
  };

  private turn({ principal, slot }: SlotSet, status: SeenKey['status']): boolean {
    const keyId = keyOfSlot(slot);
    const key = this.holder(principal.name)?.keys.get(keyId);
    if (key === undefined) return false;
    key.status = status;
    this.done.push(`${keyId} ${status}`);
    return true;
  }

  private holder(name: string): KeyHolder | undefined {
    return this.users.find((one) => one.name === name);
  }
}

const described = (name: string, id: string, arn: string) => ({
  ...{ name, id, arn, path: '/', createdAt: '2024-01-01T00:00:00.000Z', inline: [], attached: [] },
});
