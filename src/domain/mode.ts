/** Modes of a guardrail: it does not exist, it says what it would do, it does it. */
export const MODES = ['off', 'observe', 'enforce'] as const;

export type Mode = (typeof MODES)[number];
