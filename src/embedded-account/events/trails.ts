/** A condition on one field of a record (CloudTrail API reference, AdvancedFieldSelector). */
export interface FieldSelector {
  readonly field: 'eventCategory' | 'readOnly' | 'eventSource';
  readonly equals?: readonly string[] | undefined;
  readonly not_equals?: readonly string[] | undefined;
}

/** An advanced event selector: every one of its conditions holds. */
export interface EventSelector {
  readonly field_selector: readonly FieldSelector[];
}

/** What the selectors look at. */
export type Selectable = Readonly<Record<FieldSelector['field'], string | boolean>>;

/** The trails of the account: an event that none of them logs does not become one of EventBridge. */
export class Trails {
  private readonly selectors: EventSelector[] = [];

  /** @param isThereAnother a trail beside those that are added, which logs everything */
  constructor(private readonly isThereAnother: boolean) {}

  add(selectors: readonly EventSelector[]): void {
    this.selectors.push(...selectors);
  }

  log(event: Selectable): boolean {
    return (
      this.isThereAnother || this.selectors.some((one) => one.field_selector.every((field) => holds(field, event)))
    );
  }
}

function holds({ field, equals, not_equals: others }: FieldSelector, event: Selectable): boolean {
  const value = String(event[field]);
  return equals?.includes(value) !== false && others?.includes(value) !== true;
}
