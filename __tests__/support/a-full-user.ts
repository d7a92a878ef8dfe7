import type { DetailsPage } from '../../src/aws/iam/authorization-details';
import type { OwnGroups } from '../../src/aws/iam/own-groups';
import type { PrincipalPolicies } from '../../src/aws/iam/attached-policies';
import { ADA } from './some-denies';

/** Path of the project's groups. */
export const BRIDGES = '/iam-guardrails/bridge/';

/** Where no group is to be looked for. */
export const noGroups: OwnGroups = new Proxy({} as OwnGroups, {
  get: () => () => {
    throw new Error('nobody was to look at a group');
  },
});

interface Group {
  readonly path: string;
  readonly members: Set<string>;
  readonly policies: Set<string>;
  /** Names of inline policies. */
  readonly inline?: readonly string[];
}

/** What an account holds beside Ada, and how much it can. */
export interface Around {
  /** Policies of others that Ada has. @default one less than she can have */
  readonly others?: number;
  /** Groups that Ada can be in. @default 10 */
  readonly memberships?: number;
  /** Groups that there can be. @default 300 */
  readonly groups?: number;
}

/** Managed policies that Ada can have. */
const ROOM = 10;

/** Ada, her policies and her groups, in an account in memory that knows IAM's quotas and its conflicts. */
export function aFullUser(
  ours: readonly string[],
  { others = ROOM - ours.length, memberships = 10, groups: most = 300 }: Around = {},
) {
  const foreign = Array.from({ length: others }, (_, index) => `arn:aws:iam::aws:policy/other-${index}`);
  const attached = new Set([...foreign, ...ours]);
  const all = new Map<string, Group>();
  const calls: string[] = [];
  const seen: (readonly string[])[] = [];
  let [left, after] = [Infinity, () => undefined as unknown];
  const isIn = ({ members }: Group) => members.has(ADA.id);
  const mine = () => [...all.values()].filter(isIn);
  const effective = () => [...new Set([...attached, ...mine().flatMap(({ policies }) => [...policies])])];
  const short = (name: string) => (name.startsWith('arn:') ? name.slice(-6) : '');
  /** A call that can leave something behind: a termination comes after it has, and before its answer. */
  const write = <R>(action: string, arn: string, act: () => R): Promise<R> => {
    if (left <= 0) return Promise.reject(new Error('terminated'));
    left -= 1;
    calls.push(`${action} ${short(arn)}`.trim());
    const answer = act();
    seen.push(effective());
    after();
    return left <= 0 ? Promise.reject(new Error('terminated')) : Promise.resolve(answer);
  };
  const put = (to: Set<string> | undefined, arn: string, room: number) => {
    if (to === undefined) return 'gone' as const;
    if (!to.has(arn) && to.size >= room) return 'refused' as const;
    to.add(arn);
    return 'done' as const;
  };

  const policies: PrincipalPolicies = {
    of: (name) => Promise.resolve(name === ADA.name ? { id: ADA.id, arns: [...attached] } : undefined),
    attach: (_, arn) => write('AttachUserPolicy', arn, () => put(attached, arn, ROOM)),
    detach: (_, arn) => write('DetachUserPolicy', arn, () => attached.delete(arn)),
  };
  const groups: OwnGroups = {
    names: () => Promise.resolve([...all].flatMap(([name, { path }]) => (path === BRIDGES ? [name] : []))),
    of(name) {
      const found = all.get(name);
      if (found?.path !== BRIDGES) return Promise.resolve(undefined);
      const members = [...found.members].map((id) => ({ id, name: id === ADA.id ? ADA.name : id }));
      return Promise.resolve({
        arn: `arn:aws:iam::111122223333:group${BRIDGES}${name}`,
        members,
        policies: [...found.policies],
      });
    },
    inline: (name) => Promise.resolve(all.get(name)?.inline ?? []),
    create: (name) =>
      write('CreateGroup', '', () => {
        if (all.has(name)) return 'exists';
        if (all.size >= most) return 'refused';
        all.set(name, { path: BRIDGES, members: new Set(), policies: new Set() });
        return 'made';
      }),
    attach: (name, arn) => write('AttachGroupPolicy', arn, () => put(all.get(name)?.policies, arn, ROOM)),
    detach: (name, arn) => write('DetachGroupPolicy', arn, () => all.get(name)?.policies.delete(arn) ?? false),
    add: (name) =>
      write('AddUserToGroup', '', () => {
        const found = all.get(name);
        if (found !== undefined && !isIn(found) && mine().length >= memberships) return 'refused';
        return put(found?.members, ADA.id, Infinity);
      }),
    remove: (name) => write('RemoveUserFromGroup', '', () => all.get(name)?.members.delete(ADA.id) ?? false),
    delete: (name) =>
      write('DeleteGroup', '', () => {
        const found = all.get(name);
        if (found !== undefined && found.members.size + found.policies.size > 0) return false;
        all.delete(name);
        return true;
      }),
  };
  const page = (): DetailsPage => {
    const common = { createdAt: '2025-01-01T00:00:00.000Z', inline: [] };
    return {
      users: [
        {
          ...{ ...common, id: ADA.id, arn: ADA.arn, name: ADA.name, path: '/', tags: {}, attached: [...attached] },
          groups: [...all].flatMap(([name, group]) => (isIn(group) ? [name] : [])),
        },
      ],
      groups: [...all].map(([name, { path, policies: arns }]) => ({
        ...{ ...common, id: `AGPA-${name}`, name, path, attached: [...arns] },
        arn: `arn:aws:iam::111122223333:group${path}${name}`,
      })),
      ...{ roles: [], policies: [] },
    };
  };
  return {
    ...{ policies, groups, attached, all, calls, page, effective },
    /** What Ada has after each of the calls, by way of her groups too. */
    seen: () => seen,
    /** Policies of others that she can have beside ours. */
    slots: ROOM - others,
    /** Terminates what runs next when so many of its calls have taken effect. */
    dyingAfter: (count: number) => {
      left = count;
    },
    /** Has something happen after each call. */
    afterEach: (act: () => unknown) => {
      after = act;
    },
  };
}
