import type { Statement } from '../../domain/policy/policy-document';
import { closesEntries } from '../../release/permissions';
import type { ReleaserNeeds } from '../../foundation/guardrail-stack';
import type { Names } from '../../foundation/names';
import { RELEASE } from '../../release/contract';
import type { Job } from '../contract';
import { changePermissions, planPermissions } from './changing-permissions';
import type { AuditNames } from './names';
import { batchPermissions, inventoryPermissions, summaryPermissions, watchPermissions } from './permissions';
import { allow, only, readsLedger, spares } from './statements';

/** What a guardrail calls of AWS whose every change is recorded. */
export interface OwnCalls {
  /** What it looks at before it judges, and what it looks at again before a change. */
  readonly reads: { readonly judging: readonly Statement[]; readonly changing: readonly Statement[] };
  /** What is open in the ledger while its changes stand, as a Sid says it, such as `Keys`. */
  readonly opens: string;
  /** Actions of IAM that make its changes, and undo them. */
  readonly changes: readonly string[];
  /** ARNs of those it changes. */
  readonly of: readonly string[];
  /** Whether its reports announce what it changes later. @default false */
  readonly announces?: boolean;
}

/** What each of its functions may do. The one that judges changes nothing; the one that changes spares the untouchable. */
export function recordedPermissions(
  names: AuditNames,
  { reads, changes, of, announces = false }: OwnCalls,
): Readonly<Record<Job, readonly Statement[]>> {
  return {
    inventory: inventoryPermissions(names, { listsAccount: true }, []),
    batch: batchPermissions(
      names,
      { announces },
      { reads: [...reads.judging, readsLedger(names, 'ReadHeld')], changes: [] },
    ),
    plan: planPermissions(names, {}, { does: [], keeps: { sid: 'KeepWave', keys: [] } }),
    change: changePermissions(names, [
      ...reads.changing,
      allow('ReadMemberships', [names.users], 'iam:ListGroupsForUser'),
      only(names.functions.change, allow('Change', of, ...changes)),
      spares(names, [...changes], names.reserved),
    ]),
    summary: summaryPermissions(names, { listsAccount: true, announces }),
    watch: watchPermissions(names),
  };
}

/** What giving back takes. */
export function recordedReleaserNeeds(
  {
    functionArn,
    ledgerArn,
    ownRoleArn,
    reservedRoles,
  }: Pick<Names, 'functionArn' | 'ledgerArn' | 'ownRoleArn' | 'reservedRoles'>,
  { reads, opens, changes, of }: OwnCalls,
): ReleaserNeeds {
  const release = functionArn(RELEASE);
  return {
    environment: {},
    permissions: [
      ...reads.changing,
      // A user may have another name by now. Knows no narrower resource (Service Authorization Reference, IAM).
      allow('FindUsers', '*', 'iam:ListUsers'),
      ...closesEntries({ functionArn: release, ledgerArn }),
      allow('ReadRuns', [`${ledgerArn}/index/runs`], 'dynamodb:Query'),
      allow('ReadPrincipals', of, 'iam:GetRole', 'iam:GetUser'),
      only(release, allow(`GiveBack${opens}`, of, ...changes)),
      // Nothing of theirs was ever changed, whatever an entry of the ledger says (THREATS T10).
      {
        Sid: `SpareReserved${opens}`,
        Effect: 'Deny',
        Action: changes,
        Resource: [ownRoleArn('*'), ...reservedRoles],
      },
    ],
  };
}
