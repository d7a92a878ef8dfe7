import type { CloudTrailEvent } from '../../../src/embedded-account/events/cloudtrail';

/** Where a call's event is lost or held up on its way: EventBridge's rule, and the queue. */
export const CONTROLS = ['DisableRule', 'RemoveTargets', 'EnableRule', 'PurgeQueue', 'ReceiveMessage'] as const;

export type Control = (typeof CONTROLS)[number];

/** What each of them needs a right on. */
export const controlled = (control: Control, accountId: string): { readonly action: string; readonly arn: string } => {
  const [service, resource] = control.endsWith('Queue') || control.endsWith('Message') ? QUEUE : RULE;
  return { action: `${service}:${control}`, arn: `arn:aws:${service}:us-east-1:${accountId}:${resource}` };
};

const QUEUE = ['sqs', 'iam-guardrails-revoker'] as const;
const RULE = ['events', 'rule/iam-guardrails-revoker'] as const;

/** Most messages that one ReceiveMessage takes (SQS API reference). */
const RECEIVED = 10;

/**
 * The way of events to the revoker, as whoever may call EventBridge and SQS narrows it: a rule that hears or does not, and a
 * queue in which events wait until somebody delivers, takes or drops them.
 */
export class Wire {
  /** Events that wait in the queue, as they came. */
  private queued: CloudTrailEvent[] = [];
  /** Taken from the queue and not deleted: they come back when their time has come. */
  private hidden: CloudTrailEvent[] = [];
  private isEnabled = true;
  private hasTargets = true;

  /** EventBridge has an event: the rule passes it on, or it is gone. */
  public hear(event: CloudTrailEvent): void {
    if (this.isEnabled && this.hasTargets) this.queued.push(event);
  }

  /** Somebody sends to the queue, past the rule. */
  public send(event: CloudTrailEvent): void {
    this.queued.push(event);
  }

  /** @param isDeleted whether what was received is deleted, or comes back */
  public control(control: Control, isDeleted: boolean): void {
    switch (control) {
      case 'DisableRule':
        this.isEnabled = false;
        return;
      case 'EnableRule':
        this.isEnabled = true;
        return;
      case 'RemoveTargets':
        this.hasTargets = false;
        return;
      case 'PurgeQueue':
        // Of what somebody has received as well.
        [this.queued, this.hidden] = [[], []];
        return;
      case 'ReceiveMessage': {
        const taken = this.queued.splice(0, RECEIVED);
        if (!isDeleted) this.hidden.push(...taken);
      }
    }
  }

  /** Takes out of the queue what is in it. */
  public drain(): readonly CloudTrailEvent[] {
    return this.queued.splice(0);
  }

  /** Takes what comes back. */
  public drainHidden(): readonly CloudTrailEvent[] {
    return this.hidden.splice(0);
  }
}
