import fc from 'fast-check';

/** What is to be made of a user or role; names are added where it is made. */
interface Common {
  readonly path: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly bounded: boolean;
  /** Numbers of managed policies, of those that {@link MANAGED} describes. */
  readonly attached: readonly number[];
  /** Effects of inline policies. */
  readonly inline: readonly ('Allow' | 'Deny')[];
}

type Status = 'Active' | 'Inactive';

export interface GeneratedUser extends Common {
  readonly kind: 'user';
  /** Numbers of groups. */
  readonly groups: readonly number[];
  readonly password: boolean;
  readonly accessKeys: readonly Status[];
  readonly certificates: readonly Status[];
  readonly sshKeys: readonly Status[];
  readonly services: readonly string[];
  readonly devices: number;
}

export interface GeneratedRole extends Common {
  readonly kind: 'role';
  readonly description?: string;
  readonly maxSessionSeconds: number;
  /** Instance profiles: tags of each. */
  readonly profiles: readonly { readonly path: string; readonly tags: Readonly<Record<string, string>> }[];
}

export type GeneratedDependents = GeneratedUser | GeneratedRole;

/** Effects of the managed policies that there are to be attached; the last of them is AWS's own. */
export const MANAGED = ['Allow', 'Deny', 'Allow', 'aws'] as const;
export const GROUPS = 3;

const path = fc.constantFrom('/', '/team/', `/o'brien/$(x)/`);
const status = fc.constantFrom<Status>('Active', 'Inactive');
/** As many as fit, and one less, are drawn often: a mark has to find its place among them. */
const tags = fc
  .oneof(fc.nat(3), fc.constantFrom(49, 50))
  .map((count) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`key-${index}`, `value ${index}`])));
const common = {
  path,
  tags,
  bounded: fc.boolean(),
  attached: fc.subarray(MANAGED.map((_, index) => index)),
  inline: fc.array(fc.constantFrom<'Allow' | 'Deny'>('Allow', 'Deny'), { maxLength: 3 }),
};

const user: fc.Arbitrary<GeneratedUser> = fc.record({
  kind: fc.constant('user' as const),
  ...common,
  groups: fc.subarray(Array.from({ length: GROUPS }, (_, index) => index)),
  password: fc.boolean(),
  accessKeys: fc.array(status, { maxLength: 2 }),
  certificates: fc.array(status, { maxLength: 2 }),
  sshKeys: fc.array(status, { maxLength: 5 }),
  services: fc.uniqueArray(fc.constantFrom('codecommit.amazonaws.com', 'cassandra.amazonaws.com')),
  devices: fc.nat(3),
});

const role: fc.Arbitrary<GeneratedRole> = fc.record(
  {
    kind: fc.constant('role' as const),
    ...common,
    description: fc.constantFrom('Loads data.', 'Über «Pfade»'),
    maxSessionSeconds: fc.integer({ min: 3600, max: 43_200 }),
    profiles: fc.array(fc.record({ path, tags }), { maxLength: 2 }),
  },
  {
    requiredKeys: ['kind', 'path', 'tags', 'bounded', 'attached', 'inline', 'maxSessionSeconds', 'profiles'],
  },
);

/** A user or role with any number of every kind of dependent, none among them. */
export const generatedDependents: fc.Arbitrary<GeneratedDependents> = fc.oneof(user, role);

/** One of everything, and more than one where there can be. */
export const EVERYTHING = {
  user: {
    ...{ kind: 'user', path: '/team/', bounded: true, attached: [0, 1, 3], inline: ['Allow', 'Deny'] },
    tags: Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`key-${index}`, `value ${index}`])),
    ...{ groups: [0, 2], password: true, accessKeys: ['Active', 'Inactive'], certificates: ['Active', 'Inactive'] },
    ...{ sshKeys: ['Inactive', 'Active'], services: ['codecommit.amazonaws.com'], devices: 2 },
  },
  role: {
    ...{ kind: 'role', path: '/team/', bounded: true, attached: [0, 1, 3], inline: ['Allow', 'Deny'] },
    ...{ tags: { team: 'data' }, description: 'Loads data.', maxSessionSeconds: 7200 },
    profiles: [
      { path: '/hosts/', tags: { team: 'data' } },
      { path: '/', tags: {} },
    ],
  },
} as const satisfies Readonly<Record<'user' | 'role', GeneratedDependents>>;
