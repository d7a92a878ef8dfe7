import fc from 'fast-check';
import type { Purpose } from '../../src/domain/run/purpose';

export const SERVICES = ['ec2', 'iam', 'kms', 's3', 'sns', 'sqs'] as const;
type Service = (typeof SERVICES)[number];

/** Why no run may touch somebody; `plain` is whom boundaries are for. */
export const SPECIAL = ['protected', 'service-linked', 'exempt', 'admin', 'foreign', 'incident'] as const;
export type Special = 'plain' | (typeof SPECIAL)[number];

/** What a policy grants; `narrow` is one action on some resources of each service. */
export interface Grant {
  readonly kind: 'services' | 'narrow' | 'all-but' | 'everything';
  readonly services: readonly Service[];
}

/** Somebody, and what they did before the first run. */
export interface Person {
  readonly kind: 'user' | 'role';
  readonly special: Special;
  readonly ageDays: number;
  readonly may: Grant;
  readonly did: readonly { readonly service: Service; readonly daysAgo: number }[];
  /** What nothing but the policy of a resource opens to it, by its name. */
  readonly opened: readonly Opened[];
}

/** Kinds of resources whose policies may name a role. */
export const OPENED = ['bucket', 'key', 'role'] as const;
export type Opened = (typeof OPENED)[number];

/** Something that happens; `who` counts the people. */
export type Happening =
  | { readonly kind: 'use'; readonly who: number; readonly service: Service }
  /** One policy more, or the same one written anew. */
  | { readonly kind: 'grant'; readonly who: number; readonly may: Grant }
  | { readonly kind: 'revoke'; readonly who: number }
  /** Someone else removes the boundary. */
  | { readonly kind: 'shed'; readonly who: number }
  | { readonly kind: 'incident'; readonly who: number }
  | { readonly kind: 'run'; readonly purpose: Purpose };

/** An account and its history. */
export interface Generated {
  readonly people: readonly Person[];
  /** Each after so many hours. */
  readonly steps: readonly { readonly hours: number; readonly what: Happening }[];
  /** So many policies fit into the account beside those that were there. */
  readonly room: number;
}

/** Room for all that such an account may want. */
export const ROOMY = 1_000;

const service = fc.constantFrom(...SERVICES);
const some = fc.uniqueArray(service, { minLength: 1, maxLength: 4 });
const may = fc.record({
  kind: fc.oneof(
    { weight: 6, arbitrary: fc.constant('services' as const) },
    { weight: 2, arbitrary: fc.constant('narrow' as const) },
    // Hundreds of services each, and no more to be learnt from a hundred such accounts.
    { weight: 1, arbitrary: fc.constantFrom('all-but' as const, 'everything' as const) },
  ),
  services: some,
});
/** Only users have groups, and only they can have an incident; AWS makes no users for its services. */
const ALWAYS: Partial<Record<Special, Person['kind']>> = { 'service-linked': 'role', admin: 'user', incident: 'user' };
const person: fc.Arbitrary<Person> = fc
  .record({
    kind: fc.constantFrom('user' as const, 'role' as const),
    special: fc.constantFrom<Special>(...Array.from({ length: 9 }, () => 'plain' as const), ...SPECIAL),
    ageDays: fc.constantFrom(3, 60, 200, 200, 200, 500),
    may,
    did: fc.array(fc.record({ service, daysAgo: fc.constantFrom(0, 0.1, 1, 60, 89.9, 91, 200) }), { maxLength: 5 }),
    opened: fc.uniqueArray(fc.constantFrom(...OPENED), { maxLength: 2 }),
  })
  .map((one) => ({ ...one, kind: ALWAYS[one.special] ?? one.kind }))
  // A policy that names a user is limited by no boundary.
  .map((one) => (one.kind === 'role' ? one : { ...one, opened: [] }));

const who = fc.nat({ max: 5 });
const happening = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('use' as const), who, service }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('grant' as const), who, may }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('revoke' as const, 'shed' as const), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('incident' as const), who }) },
);
/** Hours: within the lag of Access Advisor, some days, and as long as it takes to forget a use. */
const hours = fc.constantFrom(0, 1, 3, 5, 24, 72, 30 * 24, 85 * 24);
const run = fc
  .constantFrom<Purpose>('change', 'change', 'upkeep', 'audit')
  .map((purpose): Happening => ({ kind: 'run', purpose }));
const between = fc.array(fc.record({ hours, what: happening }), { maxLength: 5, size: 'max' });

/** A first run, and others with new history in between. @param runs how many follow the first */
export const generatedAccount = (runs: { readonly minLength: number; readonly maxLength: number }) =>
  fc
    .record({
      people: fc.array(person, { minLength: 2, maxLength: 6, size: 'max' }),
      first: between,
      later: fc.array(fc.tuple(between, hours, run), { ...runs, size: 'max' }),
      room: fc.constantFrom(0, 1, 2, 3, ...Array.from({ length: 5 }, () => ROOMY)),
    })
    .map(({ people, first, later, room }): Generated => {
      const rest = later.flatMap(([steps, pause, what]) => [...steps, { hours: pause, what }]);
      return { people, room, steps: [...first, { hours: 0, what: change }, ...rest] };
    });

const threeOfThem: Grant = { kind: 'services', services: ['s3', 'sns', 'sqs'] };
const plain = { special: 'plain', ageDays: 200, may: threeOfThem } as const;
const change: Happening = { kind: 'run', purpose: 'change' };

/** What no sample is without: a resource that names a role, a use that is forgotten, and one that nobody can know of yet. */
export const BOUNDED: Generated = {
  people: [
    { ...plain, kind: 'role', did: [{ service: 'sns', daysAgo: 1 }], opened: ['bucket'] },
    {
      ...plain,
      kind: 'user',
      did: [
        { service: 'sns', daysAgo: 1 },
        { service: 's3', daysAgo: 89.9 },
      ],
      opened: [],
    },
  ],
  steps: [
    { hours: 0, what: change },
    { hours: 72, what: change },
    { hours: 24, what: { kind: 'use', who: 1, service: 'sqs' } },
    { hours: 1, what: change },
  ],
  room: ROOMY,
};

/** The same histories with one of each kind of people whom nothing may touch: no sample is without them. */
export const withEverySpecial = (accounts: readonly Generated[]): readonly Generated[] =>
  accounts.map((account, index) => {
    const [special, [first, ...others]] = [SPECIAL[index], account.people];
    if (special === undefined || first === undefined) return account;
    return { ...account, people: [{ ...first, special, kind: ALWAYS[special] ?? first.kind }, ...others] };
  });

/**
 * Puts histories beside each other into one account: the people of each keep their own, and runs are for all of them.
 *
 * Between two runs everything happens in the order of its time since the first of them.
 */
export function together(accounts: readonly Generated[]): Pick<Generated, 'people' | 'steps'> {
  const people = accounts.flatMap((account) => account.people);
  const rounds: { at: number; what: Happening }[][] = [];
  let first = 0;
  for (const { people: own, steps } of accounts) {
    let [round, at] = [0, 0];
    for (const { hours: pause, what } of steps) {
      at += pause;
      const placed = 'who' in what ? { ...what, who: first + (what.who % own.length) } : what;
      (rounds[round] ??= []).push({ at, what: placed });
      if (what.kind === 'run') [round, at] = [round + 1, 0];
    }
    first += own.length;
  }
  const steps = rounds.flatMap((round) => {
    const last = Math.max(...round.map(({ at }) => at));
    const [run] = round.filter(({ what }) => what.kind === 'run');
    const others = round.filter(({ what }) => what.kind !== 'run').sort((one, other) => one.at - other.at);
    const inOrder = [...others, ...(run ? [{ ...run, at: last }] : [])];
    return inOrder.map(({ at, what }, index) => ({ hours: at - (inOrder[index - 1]?.at ?? 0), what }));
  });
  return { people, steps };
}

/** Everybody does the same in every service. */
export const actionIn = (one: Service) => `${one}:DoIt`;

/** What the policy of a resource of each kind grants, and on what. */
const OPENS = {
  bucket: { action: 's3:GetObject', on: (name: string) => `arn:aws:s3:::${name}/*` },
  key: { action: 'kms:Decrypt', on: () => '*' },
  role: { action: 'sts:AssumeRole', on: () => undefined },
};

/** A resource that only its own policy opens to somebody: its name, the policy, and what is done to it. */
export function openedTo(arn: string, name: string, kind: Opened) {
  const { action, on } = OPENS[kind];
  const called = `opened-${name}`;
  const Resource = on(called);
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: arn },
    Action: action,
    ...(Resource !== undefined && { Resource }),
  };
  // Nobody could read the policy of a key that says nothing of the account.
  const account = { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'kms:*', Resource: '*' };
  const Statement = kind === 'key' ? [statement, account] : [statement];
  return { kind, name: called, action, policy: { Version: '2012-10-17', Statement } };
}

/** Text of the policy of a grant. */
export function policyOf({ kind, services }: Grant): string {
  const actions = services.map((one) => (kind === 'narrow' ? actionIn(one) : `${one}:*`));
  const resources = services.map((one) => `arn:aws:${one}:us-east-1:111122223333:thing/*`);
  const granting = {
    services: { Action: actions, Resource: '*' },
    narrow: { Action: actions, Resource: resources },
    'all-but': { NotAction: actions, Resource: '*' },
    everything: { Action: '*', Resource: '*' },
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...granting[kind] }] });
}
