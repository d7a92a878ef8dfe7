import type { Statement } from '../domain/policy/policy-document';

/** What the releaser of one guardrail takes. */
export interface ReleaserNeeds {
  /** Variables that its ports are made of. */
  readonly environment: Readonly<Record<string, string>>;

  /** What it may do. */
  readonly permissions: readonly Statement[];
}
