import type { Measure } from '../../../report/page/report';
import type { RunSummary } from '../run-summary';

/** The numbers of a run that pages of later runs compare. */
export function measuresOf({ counts, principals }: RunSummary, toLookAt: number): readonly Measure[] {
  const percents = principals.flatMap(({ coveragePercent }) => coveragePercent ?? []);
  const mean = Math.round(percents.reduce((sum, percent) => sum + percent, 0) / percents.length);
  const bounded = principals.filter(({ boundary }) => boundary?.kind === 'done' || boundary?.kind === 'stands').length;
  return [
    { key: 'principals', label: 'Principals', kind: 'number', value: counts.principals },
    ...(percents.length > 0
      ? ([{ key: 'coverage', label: 'Mean coverage', kind: 'percent', value: mean }] as const)
      : []),
    { key: 'bounded', label: 'Bounded', kind: 'number', value: bounded },
    { key: 'changed', label: 'Changed', kind: 'number', value: counts.changed },
    { key: 'waiting', label: 'Waiting', kind: 'number', value: counts.waiting },
    { key: 'toLookAt', label: 'To look at', kind: 'number', value: toLookAt },
  ];
}
