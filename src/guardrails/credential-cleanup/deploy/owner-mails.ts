import { allow, only } from '../../../audit/deploy/statements';
import { mailAddressIn } from '../../../domain/notice/mail-address';
import type { Statement } from '../../../domain/policy/policy-document';
import type { Names } from '../../../foundation/names';
import type { Rules } from '../rules';

/**
 * What mailing owners takes: sending from one address, to recipients of the domains alone (SES Developer Guide, sending
 * authorization).
 *
 * SES asks for the identity that covers the sender, which is its address, its domain or one above that; for the
 * configuration set that is the default of this identity; and, in the sandbox, for the identities of those who receive.
 *
 * @param functionArn of the function that sums up
 */
export function mailsOwners(
  ownerMails: NonNullable<Rules['ownerMails']>,
  { mailArn }: Pick<Names, 'mailArn'>,
  functionArn: string,
): Statement {
  const { from, domains, region } = ownerMails;
  const resources = [from, ...domainsAbove(from), ...domains, ...domains.map((one) => `*@${one}`)];
  const arns = [...new Set(resources)].map((identity) => mailArn(`identity/${identity}`, region));
  return only(functionArn, allow('MailOwners', [...arns, mailArn('configuration-set/*', region)], 'ses:SendEmail'), {
    StringEquals: { 'ses:FromAddress': from },
    'ForAllValues:StringLike': { 'ses:Recipients': domains.map((one) => `*@${one}`) },
    // Without any recipient the condition before would hold (IAM User Guide, conditions with several values).
    Null: { 'ses:Recipients': 'false' },
  });
}

/** The domain of an address, and those above it that somebody can own. */
function domainsAbove(address: string): readonly string[] {
  const labels = (mailAddressIn(address)?.domain ?? '').split('.');
  return labels.slice(0, -1).map((_, above) => labels.slice(above).join('.'));
}
