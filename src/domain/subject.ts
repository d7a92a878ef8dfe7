import type { ExemptFrom } from './exemption';
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
  /** Whether an identity policy allows anything at all, through a group as well. */
  readonly mayDoSomething: boolean;
  /** Actions of the rule `alwaysKeep` that an identity policy may allow. */
  readonly keeps: readonly string[];
  readonly boundaryArn?: string;
  /** Tags with the project's keys, as the project spells them. */
  readonly ownTags: Readonly<Record<string, string>>;
  /** How many tags of others there are. */
  readonly otherTags: number;
  /** Users of a group; 0 for users and roles. */
  readonly members: number;
  readonly protection?: Protection;
  readonly exemption?: ExemptFrom;
}
