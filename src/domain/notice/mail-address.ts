const LABEL = '[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
// The last label is no number: an address of IP is no domain.
const DOMAIN = `(${LABEL}\\.)+(?![0-9]+$)${LABEL}`;

/** A domain of at least two labels (RFC 1035, 2.3.1). */
export const MAIL_DOMAIN = new RegExp(`^(?=.{1,253}$)${DOMAIN}$`);

/**
 * One plain address, without a name, quotes or a comment (RFC 5321, 4.1.2 and 4.5.3.1; RFC 3696, erratum 1690).
 *
 * Of what may stand before the @ it takes letters, digits and `_+-.` alone: none of these means anything to a mail program,
 * to SES or in a pattern of IAM.
 */
export const MAIL_ADDRESS = new RegExp(`^(?=.{1,254}$)(?=[^@]{1,64}@)[\\w+-]+(\\.[\\w+-]+)*@${DOMAIN}$`);

/** An address that a mail is sent to. */
export interface MailAddress {
  /** With its domain in lower case: the conditions of IAM on recipients tell cases apart. */
  readonly address: string;
  readonly domain: string;
}

/** Reads a text that is exactly one plain address. @returns undefined for every other */
export function mailAddressIn(text: string): MailAddress | undefined {
  if (!MAIL_ADDRESS.test(text)) return undefined;
  const at = text.lastIndexOf('@') + 1;
  const domain = text.slice(at).toLowerCase();
  return { address: `${text.slice(0, at)}${domain}`, domain };
}
