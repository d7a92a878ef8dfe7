import type { AccountState } from '../iam/state';

/** An event in the envelope of EventBridge. */
export interface BusEvent {
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly resources: readonly string[];
  readonly detail: object;
}

/** EventBridge's times have no fractions of a second. */
export const eventTime = (state: AccountState) =>
  state.clock
    .now()
    .toISOString()
    .replace(/\.\d+Z$/, 'Z');

/** Wraps what a service says into the envelope in which rules see it. */
export function envelopeOf<Type extends string, Detail extends object>(
  state: AccountState,
  {
    source,
    type,
    resources = [],
    named,
    detail,
  }: {
    readonly source: `aws.${string}`;
    readonly type: Type;
    /**
     * ARNs.
     * @default none
     */
    readonly resources?: readonly string[];
    /** What tells the event from others of its source; its id follows from it. */
    readonly named: string;
    readonly detail: Detail;
  },
) {
  return {
    version: '0',
    id: state.identifiers.uuid('event', `${source} ${named}`),
    'detail-type': type,
    source,
    account: state.accountId,
    time: eventTime(state),
    region: 'us-east-1',
    resources,
    detail,
  };
}
