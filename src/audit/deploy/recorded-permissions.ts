import { SPARES_HELD } from '../../domain/policy/held';
import { onlyBy } from '../../domain/policy/only-by';
import type { Statement } from '../../domain/policy/policy-document';
import { closesEntries } from '../../release/permissions';
import type { ReleaserNeeds } from '../../foundation/releaser-needs';
import type { Names } from '../../foundation/names';
import { KEYS, type Job } from '../contract';
import { changePermissions, type OwnOfPlan, planPermissions } from './changing-permissions';
import { deletesOf, deletionPermissions, type Deleting } from './deleting-permissions';
import type { AuditNames } from './names';
import { batchPermissions, inventoryPermissions, summaryPermissions, watchPermissions } from './permissions';
import { allow, plansBy, readsLedger, spares, when, writesPolicies } from './statements';

/** What a guardrail calls of AWS whose every change is recorded. */
export interface OwnCalls {
  /** What it reads of the account, what it looks at before it judges, and what it looks at again before a change, or a release. */
  readonly reads: {
    /** @default - nothing but what every inventory reads */
    readonly listing?: readonly Statement[];
    readonly judging: readonly Statement[];
    readonly changing: readonly Statement[];
    /** What it asks directly before a change, and a release does not. @default - nothing */
    readonly objecting?: readonly Statement[];
  };
  /** What is open in the ledger while its changes stand, as a Sid says it, such as `Keys`. */
  readonly opens: string;
  readonly changes: readonly OwnChanges[];
  /**
   * ARN of the policies that its plan makes, and whose texts are read before they are attached; `*` in it is any text.
   *
   * @default - it makes none
   */
  readonly policies?: string | undefined;
  /**
   * Whom it deletes.
   *
   * @default - nobody
   */
  readonly deletes?: Deleting | undefined;
  /** Whether its reports announce what it changes later. @default false */
  readonly announces?: boolean;
}

/** Changes of one kind. */
export interface OwnChanges {
  /** As a Sid says it, such as `Keys`. */
  readonly what: string;
  /** Actions of IAM that make them. */
  readonly make: readonly string[];
  /** Actions of IAM that undo them; of both those who change and those who release. */
  readonly undo: readonly string[];
  /** ARNs of those who are changed. */
  readonly of: readonly string[];
  /**
   * ARN of the only policies that they attach and detach; `*` in it is any text.
   *
   * @default - they attach none
   */
  readonly policies?: string | undefined;
}

/**
 * What each of its functions may do. The one that judges changes nothing; the one that changes spares the untouchable. The
 * one that plans writes policies and attaches none: whoever may do both is an administrator (THREATS T14).
 */
export function recordedPermissions(
  names: AuditNames,
  { reads, changes, policies, deletes, announces = false }: OwnCalls,
): Readonly<Record<Job, readonly Statement[]>> {
  const scans = { scansPolicies: policies !== undefined };
  const made = changes.flatMap(({ make, undo }) => [...make, ...undo]);
  const actions = [...new Set([...made, ...(deletes === undefined ? [] : deletesOf(deletes))])];
  return {
    inventory: inventoryPermissions(names, { ...scans, listsAccount: true }, reads.listing ?? []),
    batch: batchPermissions(
      names,
      { announces },
      { reads: [...reads.judging, readsLedger(names, 'ReadHeld')], changes: [] },
    ),
    plan: planPermissions(names, scans, policies === undefined ? PLANS : policing(names, policies)),
    change: changePermissions(names, [
      onlyBy(names.functions.change),
      ...reads.changing,
      ...(reads.objecting ?? []),
      ...textsOf(policies),
      allow('ReadMemberships', [names.users], 'iam:ListGroupsForUser'),
      ...changes.map((one) => changing(`Change${one.what}`, one, [...one.make, ...one.undo])),
      ...(deletes === undefined ? [] : deletionPermissions(names, deletes)),
      spares(names, actions, names.reserved),
      SPARES_HELD,
    ]),
    summary: summaryPermissions(names, { listsAccount: true, announces }),
    watch: watchPermissions(names),
  };
}

/** What giving back takes. */
export function recordedReleaserNeeds(
  {
    ledgerArn,
    ownRoleArn,
    ownPolicyArn,
    reservedRoles,
  }: Pick<Names, 'ledgerArn' | 'ownRoleArn' | 'ownPolicyArn' | 'reservedRoles'>,
  { reads, opens, changes, policies }: OwnCalls,
): ReleaserNeeds {
  const unpinned = changes.filter((one) => one.policies === undefined && one.of.some(isOfRoles));
  return {
    environment: {},
    permissions: [
      ...reads.changing,
      // A user may have another name by now. Knows no narrower resource (Service Authorization Reference, IAM).
      allow('FindUsers', '*', 'iam:ListUsers'),
      ...closesEntries({ ledgerArn }),
      allow('ReadRuns', [`${ledgerArn}/index/runs`], 'dynamodb:Query'),
      // Of each kind by itself, so that it joins what others read of it.
      ...[...new Set(changes.flatMap((one) => one.of))].map((of) =>
        isOfRoles(of) ? allow('ReadRolesChanged', [of], 'iam:GetRole') : allow('ReadUsersChanged', [of], 'iam:GetUser'),
      ),
      ...changes.map((one) => changing(`GiveBack${one.what}`, one, one.undo)),
      // Nothing of theirs was ever changed, whatever an entry of the ledger says (THREATS T10). What detaches the project's
      // own policies takes nothing but those from them.
      ...when(unpinned.length > 0, {
        Sid: `SpareReserved${opens}`,
        Effect: 'Deny',
        Action: [...new Set(unpinned.flatMap(({ undo }) => undo))],
        Resource: [ownRoleArn('*'), ...reservedRoles],
      }),
      ...(policies === undefined ? [] : collecting(opens, { policies, all: ownPolicyArn('*') })),
    ],
  };
}

const isOfRoles = (arn: string) => arn.includes(':role/');

const PLANS: OwnOfPlan = { does: [], keeps: { sid: 'KeepWave', keys: [] } };

function policing(names: AuditNames, policies: string): OwnOfPlan {
  return {
    does: [
      // None of these knows a narrower resource (Service Authorization Reference, IAM).
      allow('ReadQuotas', '*', ...plansBy(names)),
      ...writesPolicies(names, policies),
    ],
    keeps: { sid: 'KeepPolicies', keys: [`${KEYS.policies}/*`] },
  };
}

/** What somebody put under the name of a policy of the project may allow: it is attached to nobody. */
const textsOf = (policies: string | undefined): Statement[] =>
  policies === undefined ? [] : [allow('ReadTexts', [policies], 'iam:GetPolicy', 'iam:GetPolicyVersion')];

function changing(Sid: string, { of, policies }: OwnChanges, actions: readonly string[]): Statement {
  const statement = allow(Sid, of, ...actions);
  return policies === undefined ? statement : { ...statement, Condition: { ArnLike: { 'iam:PolicyARN': policies } } };
}

/** Deletes policies that nobody has any more, once everybody is released. Of the others it reads: that is one ARN less. */
const collecting = (
  opens: string,
  { policies, all }: { readonly policies: string; readonly all: string },
): Statement[] => [
  // The list knows no narrower resource (Service Authorization Reference, IAM).
  allow(`FindPoliciesOf${opens}`, '*', 'iam:ListPolicies'),
  allow(`ReadPoliciesOf${opens}`, [all], 'iam:GetPolicy', 'iam:GetPolicyVersion', 'iam:ListPolicyVersions'),
  allow(`DeletePoliciesOf${opens}`, [policies], 'iam:DeletePolicy', 'iam:DeletePolicyVersion'),
];
