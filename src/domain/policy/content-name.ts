import { isOwnPolicy, policyNameOf, type OwnPolicies } from './own-policies';
import { canonical, canonicalText, type PolicyDocument } from './policy-document';

/** Gives the SHA-256 of a text (UTF-8) in hexadecimal digits. Given, since what is pure knows no `node:crypto`. */
export type Sha256 = (text: string) => string;

/** So many digits of the hash are part of the name: nobody finds two texts that have them in common. */
const NAME_DIGITS = 32;

/** Name of the policy that holds a document: the name shows whether the text was altered (THREATS R3). */
export function contentNameOf(document: PolicyDocument, namePrefix: string, sha256: Sha256): string {
  return nameOfCanonical(canonical(document), namePrefix, sha256);
}

/**
 * Whether a policy of the project says what it was made to say.
 *
 * @param name of the policy, without its path
 * @param text of its default version as IAM returns it: plain or URL-encoded (RFC 3986)
 */
export function isIntact(name: string, text: string, namePrefix: string, sha256: Sha256): boolean {
  const said = canonicalText(text);
  return said !== undefined && nameOfCanonical(said, namePrefix, sha256) === name;
}

/** Whether a policy is named by its text as the project's own are, whatever its name begins with. */
export function isNamedByText(name: string, text: string, sha256: Sha256): boolean {
  return name.length > NAME_DIGITS && isIntact(name, text, name.slice(0, -NAME_DIGITS), sha256);
}

/** Whether the deployment makes a policy, and it says what it was made to say. */
export function isIntactOwnPolicy(
  { arn, text }: { readonly arn: string; readonly text: string },
  own: OwnPolicies,
  sha256: Sha256,
): boolean {
  return isOwnPolicy(arn, own) && isIntact(policyNameOf(arn), text, own.namePrefix, sha256);
}

function nameOfCanonical(text: string, namePrefix: string, sha256: Sha256): string {
  return `${namePrefix}${sha256(text).slice(0, NAME_DIGITS)}`;
}
