/** A mail that SES has taken. */
export interface SentMail {
  readonly region: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly at: Date;
}

/** An address or domain that somebody has verified in a Region. */
export interface MailIdentity {
  /** Address or domain. */
  readonly name: string;
  /** @default 'us-east-1' */
  readonly region?: string;
  /**
   * Configuration set that its mails go by where they name none.
   * @default none
   */
  readonly configurationSet?: string;
}

/** SES, by Region: who may send, whether the account is still in the sandbox, and what was sent. */
export class Mails {
  readonly sent: SentMail[] = [];
  private readonly identities = new Map<string, MailIdentity>();
  private readonly outside = new Set<string>();

  verify(identity: MailIdentity): void {
    const { name, region = 'us-east-1' } = identity;
    this.identities.set(keyOf(region, name), identity);
  }

  /** Every account begins in the sandbox, in each Region by itself. */
  leaveSandbox(region: string): void {
    this.outside.add(region);
  }

  isInSandbox(region: string): boolean {
    return !this.outside.has(region);
  }

  /** The narrowest identity that covers an address: itself, its domain, or a domain above that. */
  identityOf(region: string, address: string): MailIdentity | undefined {
    const labels = domainOf(address).split('.');
    const names = [address, ...labels.map((_, above) => labels.slice(above).join('.'))];
    return names.flatMap((name) => this.identities.get(keyOf(region, name)) ?? [])[0];
  }
}

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** A domain is the same however it is written; the rest of an address is not. */
function keyOf(region: string, name: string): string {
  const at = name.lastIndexOf('@') + 1;
  return `${region} ${name.slice(0, at)}${name.slice(at).toLowerCase()}`;
}
