/** Names of the guardrails: in keys of the ledger and of objects, in log lines and metrics, and in what people type. */
export const GUARDRAILS = ['revoker', 'permissions-boundary'] as const;

export type Guardrail = (typeof GUARDRAILS)[number];
