import * as z from 'zod';
import { getGroupCommand, getUserCommand } from '../domain/commands/groups';
import { MAIL_ADDRESS, MAIL_DOMAIN } from '../domain/notice/mail-address';
import { RUNBOOK } from '../domain/notice/runbook';

/** A text of a certain shape; the title says the shape in words, in errors and in editors. */
export const text = (pattern: RegExp, title: string) => z.string().regex(pattern).meta({ title });

export const accountId = text(/^\d{12}$/, 'an account id of 12 digits');
export const namePrefix = text(
  // The trail bears this name, and CloudTrail allows neither two characters nor two hyphens in a row. Rules, roles and
  // functions may have 64 characters, of which `-permissions-boundary-watch-daily` takes 33. Systems Manager keeps names
  // that begin with its own or with `aws` for itself.
  /^(?!.*--)(?!aws|ssm)[a-z][a-z0-9-]{1,28}[a-z0-9]$/,
  'lower-case letters, digits and single hyphens, 3 to 30, beginning with a letter (not with aws or ssm) and not ending with a hyphen',
);
export const bucketName = text(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of an S3 bucket');
export const regionName = text(/^[a-z]{2}(-[a-z]+)+-\d$/, 'the name of a Region, such as eu-central-1');
export const policyName = text(/^[\w+=,.@-]{1,128}$/, 'a policy name of up to 128 letters, digits and _+=,.@-');
export const groupName = text(/^[\w+=,.@-]{1,128}$/, 'a group name of up to 128 letters, digits and _+=,.@-');
export const groupId = text(/^AGPA[A-Z0-9]+$/, `a group id, such as AGPAEXAMPLE (${getGroupCommand()})`);
export const userId = text(/^AIDA[A-Z0-9]+$/, `a user id, such as AIDAEXAMPLE (${getUserCommand()})`);
export const userArn = text(
  /^arn:aws:iam::\d{12}:user\/([\x21-\x7e]+\/)?[\w+=,.@-]{1,64}$/,
  'the exact ARN of a user, such as arn:aws:iam::111122223333:user/break-glass',
);
/** Neither * nor ? is in it: what looks like a pattern is no exact ARN. */
export const principalArn = text(
  /^arn:aws:iam::\d{12}:(user|role)\/([!-)+->@-~]+\/)?[\w+=,.@-]{1,64}$/,
  'the exact ARN of a user or role, such as arn:aws:iam::111122223333:role/deployer',
);
/** Neither * nor ? is in it: what looks like a pattern is no exact ARN. */
export const exactRoleArn = text(
  /^arn:aws:iam::\d{12}:role\/([!-)+->@-~]+\/)?[\w+=,.@-]{1,64}$/,
  'the exact ARN of a role, such as arn:aws:iam::111122223333:role/deployer',
);
export const roleArn = text(/^arn:aws:iam::\d{12}:role\/[\x21-\x7e]+$/, 'the ARN of a role');
export const policyArn = text(/^arn:aws:iam::(\d{12}|aws):policy\/[\x21-\x7e]+$/, 'the ARN of a managed policy');
export const policyPattern = text(
  // The rest of the ARN stands in the policy of a role: a pattern of everything would open every boundary there is.
  /^arn:aws:iam::(\d{12}|\*|aws):policy\/(?![*?/]+$)[\x21-\x7e]+$/,
  'the ARN of a managed policy, such as arn:aws:iam::111122223333:policy/old-tool-*, where * is any text and ? any character',
);
export const actionName = text(
  /^[a-z0-9-]+:[A-Za-z0-9*?]+$/,
  'an action such as ec2:DescribeRegions, where * is any text and ? any character',
);
export const servicePrefix = text(
  /^[a-z0-9-]{1,64}$/,
  'the prefix of a service, such as s3, as its actions begin with it',
);
export const s3Address = text(
  // The key stands in the policy of a role, where * and ? would open more than one object.
  /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/[!-)+->@-~]+$/,
  'the address of one object, such as s3://my-bucket/exemptions.txt, without * and ?',
);
export const keyArn = text(
  /^arn:aws:kms:us-east-1:\d{12}:key\/[\w-]+$/,
  'the ARN of a KMS key in us-east-1 (not an alias)',
);
export const keyArnAnywhere = text(
  /^arn:aws:kms:[a-z]{2}(-[a-z]+)+-\d:\d{12}:key\/[\w-]+$/,
  'the ARN of a KMS key in the Region of its bucket (not an alias)',
);
export const topicArn = text(
  /^arn:aws:sns:us-east-1:\d{12}:[\w-]{1,256}$/,
  'the ARN of a standard SNS topic in us-east-1',
);
const linkedRunbook = text(
  // It stands in texts of Terraform, which reads ${ and %{, in descriptions of alarms, which have 1,024 characters, and in
  // mails, whose programs make it a link. The article follows as the fragment.
  /^(?=.{1,500}$)https:\/\/[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\d{1,5})?(\/[\w.~!&()*+,;=:@/%-]*)?(\?[\w.~!&()*+,;=:@/%-]*)?$/,
  'a URL of up to 500 characters that begins with https:// and has no fragment (#…), such as https://wiki.example.com/runbook',
);
export const runbookUrl = z.union([z.literal(RUNBOOK), linkedRunbook]);
export const stateKey = text(
  // S3 would take them, but Terraform refuses a key that begins or ends with a slash; the other is where
  // `npm run bootstrap` keeps its own state in the same bucket.
  /^(?!iam-guardrails-bootstrap\.tfstate$)(?=.*\S)[^/](.*[^/])?$/,
  'the key of an object, without a slash at either end, and not iam-guardrails-bootstrap.tfstate, which is the state of the bootstrap',
);
/** IAM API reference, Tag. */
export const tagKey = text(
  /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/iu,
  'the key of a tag of IAM: up to 128 letters, digits, spaces and _.:/=+-@, not beginning with aws:',
);
export const email = z.email().meta({ title: 'an e-mail address' });
export const mailAddress = text(MAIL_ADDRESS, 'one plain e-mail address, without a name');
export const mailDomain = text(MAIL_DOMAIN, 'a domain, such as example.com, without *');
export const sentence = text(/\S/, 'a text that is not empty');

/** The only retention periods CloudWatch Logs accepts (PutRetentionPolicy). */
export const retentionDays = z.literal([
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
]);
