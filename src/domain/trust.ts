import { fieldOf, parsedDocument, statementsOf } from './document';

/** Whom an Allow statement of a trust policy lets in. */
type Trusted = 'service' | 'other-account' | 'deleted' | 'this-account-or-anybody';

/**
 * Whether a trust policy lets in AWS services and principals of other accounts, and nobody of this account.
 *
 * @param text plain or URL-encoded (RFC 3986)
 * @param which whose document it is, for the error
 * @throws Error naming the document that is no policy
 */
export function trustsOutsidersOnly(text: string, accountId: string, which: string): boolean {
  const trusted = statementsOf(parsedDocument(text, which), which)
    .filter((statement) => fieldOf(statement, 'Effect') === 'Allow')
    .flatMap((statement) => trustedBy(fieldOf(statement, 'Principal'), accountId));
  const isOutsider = (whom: Trusted) => whom === 'service' || whom === 'other-account';
  return trusted.some(isOutsider) && !trusted.includes('this-account-or-anybody');
}

function trustedBy(principal: unknown, accountId: string): readonly Trusted[] {
  // "*", or the absence that NotPrincipal leaves: anybody.
  if (typeof principal !== 'object' || principal === null) return ['this-account-or-anybody'];
  return Object.entries(principal).flatMap(([kind, values]: [string, unknown]) =>
    [values].flat().map((value): Trusted => {
      if (kind === 'Service') return 'service';
      // A provider of identities lets in whom it likes, and it stands in this account.
      return kind === 'AWS' ? trustedAs(String(value), accountId) : 'this-account-or-anybody';
    }),
  );
}

function trustedAs(value: string, accountId: string): Trusted {
  // IAM shows the unique id of a principal that was deleted, and nobody gets that id again.
  if (/^A[A-Z]{3}[A-Z0-9]{12,}$/.test(value)) return 'deleted';
  const [, account] = /^(?:arn:[^:]+:(?:iam|sts)::)?(\d{12})(?::|$)/.exec(value) ?? [];
  return account === undefined || account === accountId ? 'this-account-or-anybody' : 'other-account';
}
