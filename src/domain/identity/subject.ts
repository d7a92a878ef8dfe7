import type { ExemptFrom } from '../exemption/exemption';
import type { Protection } from './protected';

/** What an audit looks at. Groups have neither tags nor a boundary (IAM API reference). */
export type SubjectKind = 'user' | 'role' | 'group';

/** A user, role or group as the inventory of a run found it. It travels as JSON through the run's manifest. */
export interface Subject {
  readonly accountId: string;
  readonly kind: SubjectKind;
  /** Unique id: `AIDA…`, `AROA…`, `AGPA…`. */
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** ISO 8601; the newest of what IAM itself knows: `RoleLastUsed`, or the credential report. Absent: never, or unknown. */
  readonly lastUsedAt?: string;
  /** Whether the credential report, which is up to four hours old, does not know the user, who is older. Absent: no. */
  readonly lastUseUnknown?: boolean;
  /** Whether an identity policy allows anything at all, through a group as well. */
  readonly mayDoSomething: boolean;
  /** Actions of the rule `alwaysKeep` that an identity policy may allow. */
  readonly keeps: readonly string[];
  /** Services of which policies allow no more than every boundary lets through. Absent: none. */
  readonly spared?: readonly string[];
  readonly boundaryArn?: string;
  /** Tags with the project's keys, as the project spells them. */
  readonly ownTags: Readonly<Record<string, string>>;
  /** How many tags of others there are. */
  readonly otherTags: number;
  /** Users of a group; 0 for users and roles. */
  readonly members: number;
  /** Whether it is in one of the revoker's admin groups. Absent: no. */
  readonly admin?: boolean;
  /** Why nobody can tell whether it is in one. Absent: somebody can. */
  readonly adminsUnknown?: string;
  /** Whether a policy may allow it to change what others may do. Absent: no. */
  readonly administersIam?: boolean;
  readonly protection?: Protection;
  readonly exemption?: ExemptFrom;
  /** Absent where evidence about it is never kept for a later run. */
  readonly basis?: EvidenceBasis;
}

/** What tells whether evidence of an earlier run still holds. */
export interface EvidenceBasis {
  /** The same as long as a report would name the same services, and the same uses. */
  readonly fingerprint: string;
  /** The same as long as a report would name the same services, and tell of the same people. Absent: an earlier version's. */
  readonly grants?: string | undefined;
  /** Where its evidence is kept. */
  readonly shard: number;
  /** ISO 8601; the newest that IAM knows of, of a group's members too. Absent: never, or unknown. */
  readonly activeAt?: string;
}
