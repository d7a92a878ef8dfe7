import { fieldOf, parsedDocument, statementsOf } from '../policy/document';

/** Whom an Allow statement of a trust policy lets in. */
type Trusted =
  | { readonly kind: 'service' | 'deleted' | 'this-account-or-anybody' }
  | { readonly kind: 'other-account'; readonly account: string };

/** Whom a trust policy lets in. */
export interface TrustedBy {
  /** Whether it lets in AWS services or principals of other accounts, and nobody of this account. */
  readonly outsidersOnly: boolean;
  readonly services: boolean;
  readonly accounts: readonly string[];
}

/** A text that cannot be read lets in nobody that is known. */
const NOBODY_KNOWN: TrustedBy = { outsidersOnly: false, services: false, accounts: [] };

/** Reads whom a trust policy lets in. @param text plain or URL-encoded (RFC 3986) */
export function trustedBy(text: string, accountId: string): TrustedBy {
  const trusted = principalsIn(text, accountId);
  if (trusted === undefined) return NOBODY_KNOWN;
  const accounts = trusted.flatMap((one) => (one.kind === 'other-account' ? one.account : []));
  const services = trusted.some(({ kind }) => kind === 'service');
  const insiders = trusted.some(({ kind }) => kind === 'this-account-or-anybody');
  return { outsidersOnly: (services || accounts.length > 0) && !insiders, services, accounts };
}

function principalsIn(text: string, accountId: string): readonly Trusted[] | undefined {
  try {
    return statementsOf(parsedDocument(text, 'the trust policy'), 'the trust policy')
      .filter((statement) => fieldOf(statement, 'Effect') === 'Allow')
      .flatMap((statement) => trustedIn(fieldOf(statement, 'Principal'), accountId));
  } catch (error) {
    // One text that cannot be read must not stop the audit of everybody else; it protects nobody.
    if (error instanceof Error) return undefined;
    throw error;
  }
}

function trustedIn(principal: unknown, accountId: string): readonly Trusted[] {
  // "*", or the absence that NotPrincipal leaves: anybody.
  if (typeof principal !== 'object' || principal === null) return [{ kind: 'this-account-or-anybody' }];
  return Object.entries(principal).flatMap(([kind, values]: [string, unknown]) =>
    [values].flat().map((value): Trusted => {
      if (kind === 'Service') return { kind: 'service' };
      // A provider of identities lets in whom it likes, and it stands in this account.
      return kind === 'AWS' ? trustedAs(String(value), accountId) : { kind: 'this-account-or-anybody' };
    }),
  );
}

function trustedAs(value: string, accountId: string): Trusted {
  // IAM shows the unique id of a principal that was deleted, and nobody gets that id again.
  if (/^A[A-Z]{3}[A-Z0-9]{12,}$/.test(value)) return { kind: 'deleted' };
  const [, account] = /^(?:arn:[^:]+:(?:iam|sts)::)?(\d{12})(?::|$)/.exec(value) ?? [];
  if (account === undefined || account === accountId) return { kind: 'this-account-or-anybody' };
  return { kind: 'other-account', account };
}
