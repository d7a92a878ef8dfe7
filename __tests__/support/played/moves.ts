import fc from 'fast-check';
import { ADMINS, IAM_FULL_ACCESS } from './days';
import { CONTROLS, type Control } from './wire';

const WHO = ['one', 'two', 'mole', 'admin', 'made'] as const;
const GROUPS = [ADMINS, 'decoy', 'Developers'] as const;
const FORGERIES = ['add', 'release', 'long ago', 'refused'] as const;
const who = fc.constantFrom(...WHO);
const group = fc.oneof(
  { weight: 4, arbitrary: fc.constant(ADMINS) },
  { weight: 1, arbitrary: fc.constantFrom(...GROUPS) },
);

/** A call of an order. Names are those that the users had at first; who is meant is looked up when the call is made. */
export type Move = { readonly by: (typeof WHO)[number]; readonly action: string } & Readonly<Record<string, string>>;

const caller = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('one' as const, 'two' as const) },
  { weight: 1, arbitrary: fc.constantFrom('mole' as const, 'made' as const) },
);
const move = (action: string, more: Readonly<Record<string, fc.Arbitrary<string>>> = {}) =>
  fc.record({ by: caller, action: fc.constant(action), ...more }) as unknown as fc.Arbitrary<Move>;
const newName = fc.constantFrom('quiet', 'admin', 'one', 'Two', 'mole');

/** Calls that make the guard deaf, or take from it what it has heard: by the one attacker who has the rights for them. */
const control = fc.record({
  by: fc.constantFrom('one' as const, 'one' as const, 'one' as const, 'mole' as const),
  action: fc.constantFrom(...CONTROLS),
  Then: fc.constantFrom('deletes', 'leaves'),
}) as unknown as fc.Arbitrary<Move>;

/** Any call of an order. */
export const MOVES = fc.oneof(
  { weight: 6, arbitrary: move('AddUserToGroup', { UserName: who, GroupName: group }) },
  { weight: 3, arbitrary: move('RemoveUserFromGroup', { UserName: who, GroupName: group }) },
  { weight: 2, arbitrary: move('UpdateGroup', { GroupName: group, NewGroupName: fc.constantFrom(...GROUPS) }) },
  { weight: 2, arbitrary: move('UpdateUser', { UserName: who, NewUserName: newName }) },
  { weight: 1, arbitrary: move('DeleteUser', { UserName: who }) },
  { weight: 2, arbitrary: move('CreateUser', { UserName: fc.constant('made') }) },
  { weight: 1, arbitrary: move('CreateGroup', { GroupName: group }) },
  { weight: 1, arbitrary: move('DeleteGroup', { GroupName: group }) },
  { weight: 2, arbitrary: move('CreateAccessKey', { UserName: who }) },
  { weight: 1, arbitrary: move('DeleteAccessKey', { UserName: who }) },
  {
    weight: 2,
    arbitrary: move('AttachUserPolicy', { UserName: who, PolicyArn: fc.constantFrom(IAM_FULL_ACCESS, 'deny') }),
  },
  { weight: 2, arbitrary: move('DetachUserPolicy', { UserName: who, PolicyArn: fc.constant('deny') }) },
  { weight: 1, arbitrary: move('AttachGroupPolicy', { GroupName: group, PolicyArn: fc.constant('deny') }) },
  {
    weight: 1,
    arbitrary: move('DetachGroupPolicy', {
      GroupName: group,
      PolicyArn: fc.constant('arn:aws:iam::aws:policy/AdministratorAccess'),
    }),
  },
  { weight: 3, arbitrary: move('SendMessage', { UserName: who, Forgery: fc.constantFrom(...FORGERIES) }) },
  { weight: 4, arbitrary: control },
  { weight: 1, arbitrary: move('CreatePolicyVersion', { PolicyArn: fc.constantFrom('deny', 'boundary') }) },
  {
    weight: 1,
    arbitrary: move('PutUserPermissionsBoundary', {
      UserName: who,
      PermissionsBoundary: fc.constantFrom('boundary', 'arn:aws:iam::aws:policy/AdministratorAccess'),
    }),
  },
);

/** Whether a move is a call of EventBridge or SQS. */
export const isControl = (action: string): action is Control => CONTROLS.some((one) => one === action);

/** What becomes of the events: in which order they come, and how many times each. */
export const FATES = fc.record({
  order: fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
  times: fc.array(fc.constantFrom(1, 1, 1, 1, 2, 0), { minLength: 8, maxLength: 8 }),
  /** Whether everybody calls once more at the end, whom nothing was seen of until then among them. */
  comesForward: fc.boolean(),
  /** Seconds between one call and the next. */
  pauses: fc.array(fc.constantFrom(0, 0, 1, 5, 70), { minLength: 8, maxLength: 8 }),
});

export type Fate = typeof FATES extends fc.Arbitrary<infer F> ? F : never;
