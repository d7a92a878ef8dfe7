import type { NamedPrincipal } from '../domain/identity/principal';
import type { SCHEDULED } from '../guardrails/catalogue/names';

export const PURPOSES = ['audit', 'change'] as const;
export const FORMATS = ['text', 'markdown', 'json'] as const;

/** What an operator may ask for. */
export type CommandRequest =
  | { readonly kind: 'help' | 'version' }
  | AuditRequest
  | PreviewRequest
  | SnapshotRequest
  | ReplayRequest
  | RestoreRequest
  | PlanPolicyRequest
  | ReviewRequest;

/** Where the deployment is, and as whom it is called. */
export interface Place {
  /** Of the deployment. Absent: that of the settings. */
  readonly prefix?: string;
  /** Of the AWS configuration. Absent: whatever credentials are found. */
  readonly profile?: string;
  readonly region: string;
}

export interface AuditRequest extends Place {
  readonly kind: 'audit';
  readonly guardrail: (typeof SCHEDULED)[number];
  readonly purpose: (typeof PURPOSES)[number];
}

export interface PreviewRequest extends Place {
  readonly kind: 'preview';
  readonly guardrails: readonly (typeof SCHEDULED)[number][];
  readonly purpose: (typeof PURPOSES)[number];
  /** Folder for what is found. */
  readonly out: string;
  /** Whether the policy that it needs is printed, and nothing read. */
  readonly policy: boolean;
  /** File with a snapshot, which is decided of instead of the account of the caller. */
  readonly snapshot?: string;
  /** Folder with a `cdktf.json`. Absent: the current one; of a snapshot, those in it. */
  readonly settings?: string;
}

export interface SnapshotRequest extends Place {
  readonly kind: 'snapshot';
  /** File to write. */
  readonly out: string;
  /** Whether names, ids and accounts are replaced. */
  readonly anonymise: boolean;
  /** Folder with a `cdktf.json`. Absent: the current one. */
  readonly settings?: string;
}

export interface ReplayRequest extends Place {
  readonly kind: 'replay';
  /** How far back calls are judged. */
  readonly days: number;
  /** Folder for what is found. */
  readonly out: string;
  /** Folder with a `cdktf.json`. Absent: the current one. */
  readonly settings?: string;
}

export interface RestoreRequest extends Place {
  readonly kind: 'restore';
  /** Who is restored. The account is that of an ARN; absent: that of the deployment. */
  readonly principal: Pick<NamedPrincipal, 'kind' | 'name'> & Partial<NamedPrincipal>;
  /** Key of the copy. Absent: the newest. */
  readonly copy?: string;
  readonly dryRun: boolean;
}

/** What a role needs that plans pull requests. */
export interface PlanPolicyRequest {
  readonly kind: 'plan-policy';
  /** Folder with a `cdktf.json`. Absent: the current one. */
  readonly settings?: string;
}

export interface ReviewRequest {
  readonly kind: 'review';
  /** What `terraform show -json` says of a plan; `-` is the standard input. */
  readonly file: string;
  readonly format: (typeof FORMATS)[number];
  readonly failIfWeaker: boolean;
}
