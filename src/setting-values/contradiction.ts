/** A setting that cannot mean anything, and what to write instead. */
export interface Contradiction {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** A list in which nothing may stand twice, with what tells its entries apart. */
export interface DistinctList {
  readonly path: Contradiction['path'];
  readonly entries: readonly string[];
}

/** An ARN that names somebody or something in an account of the deployment, and where it is written. */
export interface ExactArn {
  readonly arn: string;
  readonly path: Contradiction['path'];
  /** What it names, with its article. */
  readonly kind: string;
}

export const contradiction = (path: Contradiction['path'], message: string): Contradiction => ({ path, message });
