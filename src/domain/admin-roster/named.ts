/** Who has a name today. */
export interface Named {
  readonly id: string;
  readonly name: string;
  /** Absent where nobody knows: then it was there from the beginning. */
  readonly createdAt?: Date | undefined;
}
