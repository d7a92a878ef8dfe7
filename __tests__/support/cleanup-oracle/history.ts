import fc from 'fast-check';
import type { UndatedCredential } from '../../../src/domain/credentials/undated';

/** Hours from the beginning of a history; the runs are within its last weeks. */
export const BEGINS = 1_000;
export const ENDS = 1_700;

/** What somebody signs in or calls with. */
export type Credential = 'first key' | 'second key' | 'password';

/** Something that happens to a user. */
export type UserEvent =
  | { readonly kind: 'use'; readonly by: Credential; readonly hour: number }
  /** So shortly before a run that its report may not know of it. @property run place of the run among all */
  | { readonly kind: 'late-use'; readonly by: Credential; readonly run: number; readonly minutes: number }
  /** By an admin. */
  | { readonly kind: 'deactivate'; readonly key: 'first key' | 'second key'; readonly hour: number }
  /** By a person on call, from the guardrail. */
  | { readonly kind: 'release'; readonly hour: number };

/** A credential of which IAM never says when it was used. @property days after which somebody deactivates it */
export interface UndatedStory {
  readonly kind: UndatedCredential['kind'];
  readonly made: number;
  readonly days: number;
}

export interface UserStory {
  /** Hour in which the user was created. */
  readonly born: number;
  /** Hours after which its keys are made: two of the same hour, of the same second. */
  readonly keys: readonly number[];
  readonly events: readonly UserEvent[];
  readonly undated: readonly UndatedStory[];
}

export interface RoleStory {
  readonly born: number;
  readonly uses: readonly number[];
}

/** What happens in an account over weeks. */
export interface History {
  readonly users: readonly UserStory[];
  readonly roles: readonly RoleStory[];
  /** Hours of the runs, and how old in minutes the credential report is that each gets at the most. */
  readonly runs: readonly { readonly hour: number; readonly reportMinutes: number }[];
}

const hour = fc.integer({ min: 600, max: ENDS });
const by = fc.constantFrom<Credential>('first key', 'first key', 'second key', 'password');
const key = fc.constantFrom('first key' as const, 'second key' as const);

const event: fc.Arbitrary<UserEvent> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('use' as const), by, hour }) },
  {
    weight: 3,
    arbitrary: fc.record({
      ...{ kind: fc.constant('late-use' as const), by },
      ...{ run: fc.integer({ min: 0, max: 20 }), minutes: fc.integer({ min: 1, max: 239 }) },
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('deactivate' as const), key, hour }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('release' as const), hour }) },
);

const one: fc.Arbitrary<UndatedStory> = fc.record({
  kind: fc.constantFrom('signing-certificate', 'ssh-key', 'service-credential'),
  ...{ made: hour, days: fc.integer({ min: 1, max: 60 }) },
});
/** Few have one, for whoever has an active one is neither denied nor deleted. */
const undated = fc.oneof(
  { weight: 3, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.array(one, { minLength: 1, maxLength: 2 }) },
);

const user: fc.Arbitrary<UserStory> = fc.record({
  born: fc.integer({ min: 300, max: BEGINS + 300 }),
  keys: fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 700 })), { maxLength: 2 }),
  events: fc.array(event, { maxLength: 5 }),
  undated,
});

/** Nobody uses its key until a run is about to deactivate it. */
const late: fc.Arbitrary<UserStory> = fc.record({
  born: fc.integer({ min: 300, max: 600 }),
  keys: fc.constant([0]),
  events: fc.tuple(
    fc.record({
      ...{ kind: fc.constant('late-use' as const), by: fc.constant('first key' as const) },
      ...{ run: fc.integer({ min: 2, max: 6 }), minutes: fc.integer({ min: 1, max: 60 }) },
    }),
  ),
  undated: fc.constant([]),
});

/** Does nothing, and is given a credential without a date about when the deletion is announced. */
const quiet: fc.Arbitrary<UserStory> = fc.record({
  ...{ born: fc.integer({ min: 300, max: 600 }), keys: fc.constant([]), events: fc.constant([]) },
  undated: fc.tuple(
    fc.record({
      kind: fc.constantFrom('signing-certificate', 'ssh-key', 'service-credential'),
      made: fc.integer({ min: BEGINS + 60, max: BEGINS + 260 }),
      days: fc.integer({ min: 1, max: 6 }),
    }),
  ),
});

const role: fc.Arbitrary<RoleStory> = fc.record({ born: hour, uses: fc.array(hour, { maxLength: 4 }) });

const run = fc.record({
  hour: fc.integer({ min: BEGINS, max: ENDS }),
  reportMinutes: fc.integer({ min: 0, max: 239 }),
});

/** On most days there is a run, on some two, on some none. */
export const history: fc.Arbitrary<History> = fc.record({
  users: fc.tuple(user, user, user, user, late, late, quiet),
  roles: fc.array(role, { minLength: 2, maxLength: 2 }),
  runs: fc.uniqueArray(run, { minLength: 20, maxLength: 30, selector: (one) => one.hour }),
});
