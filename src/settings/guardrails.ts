import { EVENT_DRIVEN, SCHEDULED } from '../guardrails/catalogue/settings';
import type { AllOf, GuardrailSettings } from '../setting-values/guardrail-settings';

type Entries = typeof EVENT_DRIVEN & typeof SCHEDULED;

/** The settings that the guardrails read, all together. */
export type ReadByGuardrails = AllOf<Parameters<Entries[keyof Entries]['isOn']>[0]>;

export const eventDriven: readonly GuardrailSettings<ReadByGuardrails>[] = Object.values(EVENT_DRIVEN);
export const scheduled: readonly GuardrailSettings<ReadByGuardrails>[] = Object.values(SCHEDULED);
export const guardrails = [...eventDriven, ...scheduled];

/** Whether anything is audited. */
export const isAudited = (given: ReadByGuardrails) => scheduled.some(({ isOn }) => isOn(given));

type Declared = Readonly<Record<string, Pick<GuardrailSettings<never>, 'slice' | 'limits'>>>;

/** What may stand at the key of each guardrail. */
export function slicesOf<Some extends Declared>(entries: Some) {
  const slices = Object.entries(entries).map(([key, { slice }]) => [key, slice]);
  return Object.fromEntries(slices) as { readonly [Key in keyof Some]: Some[Key]['slice'] };
}

/** The keys in `limits` that belong to one guardrail each. */
export function limitsOf<Some extends Declared>(entries: Some) {
  return Object.assign({}, ...Object.values(entries).map(({ limits }) => limits)) as AllOf<Some[keyof Some]['limits']>;
}
