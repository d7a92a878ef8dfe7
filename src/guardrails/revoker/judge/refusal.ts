/** Something that IAM names in a refusal or in a parameter. */
export interface NamedResource {
  /** In the words of IAM: `user`, `group`, `role`, `policy`, `mfa`, `instance profile`. */
  readonly kind: string;
  readonly name: string;
  /** `/` where the text names none. */
  readonly path: string;
  /** Absent where the text is no ARN; `aws` for what AWS owns. */
  readonly accountId?: string;
}

/** What IAM refused. */
export interface Refusal {
  /** Such as `iam:CreateAccessKey`. */
  readonly action: string;
  /** Absent where IAM names none, as with `*`. */
  readonly resource?: NamedResource;
}

/**
 * The sentence in which IAM refuses, in each form that was recorded of it.
 *
 * A caller chooses part of the resource, but no name and no path of IAM holds a space (`!` to `~` at most). So the
 * resource ends at the first space after it, and only two phrases may follow. The fewest words of a kind that fit are
 * its kind: a user may be named `because`.
 */
const SENTENCE =
  /^User: \S+ is not authorized to perform: (iam:\w+) on resource: ((?:[A-Za-z]+ ){0,2}?)(\S+)( (?:because no|with an explicit deny)\b[^]*)?$/;

/** A message shorter than this is whole. */
const UNCUT = 1_000;

const ARN = /^arn:[a-z-]+:iam::(\d{12}|aws):([a-z-]+)\/(\S+)$/;

/**
 * Reads the message of a refused call: its record has no parameters.
 *
 * @returns undefined for every other message: then nobody knows what the call was about
 */
export function refusalOf(message: string | undefined): Refusal | undefined {
  const [, action, kind = '', text = '', reason] = SENTENCE.exec(message ?? '') ?? [];
  if (action === undefined) return undefined;
  // CloudTrail cuts a message at 1 KB (CloudTrail record contents): the name may go on behind the cut.
  if (reason === undefined && (message ?? '').length >= UNCUT) return undefined;
  const resource = resourceOfArn(text) ?? (kind === '' ? undefined : { kind: kind.trim(), ...parted(text) });
  return { action, ...(resource && { resource }) };
}

/** Reads the ARN of something of IAM. */
export function resourceOfArn(arn: string): NamedResource | undefined {
  const [, accountId, kind, text] = ARN.exec(arn) ?? [];
  if (accountId === undefined || kind === undefined || text === undefined) return undefined;
  return { kind: kind.replace('-', ' '), ...parted(text), accountId };
}

/** A path begins and ends with a slash; no name holds one. */
function parted(text: string): { readonly path: string; readonly name: string } {
  const end = text.lastIndexOf('/') + 1;
  return { path: `/${text.slice(0, end).replace(/^\//, '')}`, name: text.slice(end) };
}
