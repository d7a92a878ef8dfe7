import type { ReadTrail } from '../../src/aws/cloudtrail/trails';
import type { ReadRule } from '../../src/aws/events/rules';
import type { ReadAlarm } from '../../src/aws/cloudwatch/alarms';
import { type AlarmPart, partsOf, type RulePart, type TrailPart } from '../../src/guardrails/revoker/judge/parts';
import type { PartReaders } from '../../src/guardrails/revoker/parts/seen';
import type { Rules } from '../../src/guardrails/revoker/rules';

/** A rule as it was deployed; override only what the test is about. */
export const wholeRule = (part: RulePart, overrides: Partial<ReadRule> = {}): ReadRule => ({
  state: part.state,
  ...(part.pattern !== undefined && { pattern: JSON.stringify(part.pattern) }),
  ...(part.schedule !== undefined && { schedule: part.schedule }),
  targets: [
    {
      arn: part.targetArn,
      isTransformed: part.isWorded ?? false,
      ...(part.input !== undefined && { input: part.input }),
    },
  ],
  ...overrides,
});

/** An alarm as it was deployed; override only what the test is about. */
export const wholeAlarm = ({ name, topicArn }: AlarmPart, overrides: Partial<ReadAlarm> = {}): ReadAlarm => ({
  ...{ name, isEnabled: true, actions: [topicArn] },
  ...overrides,
});

/** A trail as it was deployed; override only what the test is about. */
export const wholeTrail = ({ events, excludeSources }: TrailPart, overrides: Partial<ReadTrail> = {}): ReadTrail => ({
  ...{ isLogging: true, isEverywhere: true },
  selectors: [
    [
      { field: 'eventCategory', equals: ['Management'], hasOthers: false },
      ...(events === 'writes' ? [{ field: 'readOnly', equals: ['false'], hasOthers: false }] : []),
      ...(excludeSources.length > 0 ? [{ field: 'eventSource', notEquals: excludeSources, hasOthers: false }] : []),
    ],
  ],
  ...overrides,
});

/** Readers of a guard that is whole. */
export function wholeParts(rules: Rules): PartReaders {
  const parts = partsOf(rules);
  return {
    rule: (name) =>
      Promise.resolve(parts.flatMap((one) => (one.kind === 'rule' && one.name === name ? [wholeRule(one)] : []))[0]),
    trail: () => Promise.resolve(parts.flatMap((one) => (one.kind === 'trail' ? [wholeTrail(one)] : []))[0]),
    alarms: () => Promise.resolve(parts.flatMap((one) => (one.kind === 'alarm' ? [wholeAlarm(one)] : []))),
  };
}
