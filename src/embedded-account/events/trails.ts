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

/** A trail that a stack deployed, as calls of CloudTrail may change it. */
export interface DeployedTrail {
  isLogging: boolean;
  readonly isMultiRegion: boolean;
  readonly hasGlobalServices: boolean;
  selectors: readonly EventSelector[];
}

/** The trails of the account: an event that none of them logs does not become one of EventBridge. */
export class Trails {
  /** By their names. */
  readonly deployed = new Map<string, DeployedTrail>();

  /** @param isThereAnother a trail beside those that are added, which logs everything */
  constructor(private readonly isThereAnother: boolean) {}

  add(name: string, trail: DeployedTrail): void {
    this.deployed.set(name, trail);
  }

  log(event: Selectable): boolean {
    const selectors = [...this.deployed.values()].flatMap((one) => (one.isLogging ? one.selectors : []));
    return this.isThereAnother || selectors.some((one) => one.field_selector.every((field) => holds(field, event)));
  }
}

function holds({ field, equals, not_equals: others }: FieldSelector, event: Selectable): boolean {
  const value = String(event[field]);
  return equals?.includes(value) !== false && others?.includes(value) !== true;
}
