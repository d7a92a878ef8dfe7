import type { Measure } from '../../report/page/report';
import type { RecordedCounts } from '../recorded/summary-form';

/** The numbers of a run that pages of later runs compare. @param own what the guardrail has to compare besides */
export function measuresOf(
  { principals, announced, changed, waiting }: RecordedCounts,
  toLookAt: number,
  own: readonly Measure[],
): readonly Measure[] {
  const number = (key: string, label: string, value: number): Measure => ({ key, label, kind: 'number', value });
  return [
    number('principals', 'Principals', principals),
    ...own,
    ...(announced === undefined ? [] : [number('announced', 'Unused', announced)]),
    number('changed', 'Changed', changed),
    number('waiting', 'Waiting', waiting),
    number('toLookAt', 'To look at', toLookAt),
  ];
}
