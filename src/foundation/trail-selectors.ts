import type { CloudtrailAdvancedEventSelector } from '@cdktf/provider-aws/lib/cloudtrail';

/** Which of the management events a trail logs. */
export type EventsOfTrail = 'writes' | 'all';

export interface ManagementEvents {
  readonly events: EventsOfTrail;

  /** Services whose events are left out. */
  readonly excludeSources: readonly string[];
}

/**
 * What has a trail log management events, those of IAM and other global services among them.
 *
 * An advanced selector: the plain kind can stand beside no selector of data events that names more than whole services,
 * and CloudTrail takes only one of the two kinds (API reference, PutEventSelectors).
 */
export function managementEvents({ events, excludeSources }: ManagementEvents): CloudtrailAdvancedEventSelector {
  return {
    name: 'Management events',
    fieldSelector: [
      { field: 'eventCategory', equalTo: ['Management'] },
      ...(events === 'writes' ? [{ field: 'readOnly', equalTo: ['false'] }] : []),
      ...(excludeSources.length > 0 ? [{ field: 'eventSource', notEquals: [...excludeSources] }] : []),
    ],
  };
}
