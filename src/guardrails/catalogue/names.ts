/**
 * Names of the guardrails: in keys of the ledger and of objects, in log lines and metrics, in exemptions, and in what people
 * type. Plain data that imports nothing, for src/domain reads it as well.
 */

/** They answer events. */
export const EVENT_DRIVEN = ['revoker'] as const;

/** They act after an audit; each may be named in the `from` of an exemption. */
export const SCHEDULED = ['permissions-boundary', 'unused-service-deny', 'credential-cleanup'] as const;

export const GUARDRAILS = [...EVENT_DRIVEN, ...SCHEDULED] as const;

export type Guardrail = (typeof GUARDRAILS)[number];
