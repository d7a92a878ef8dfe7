/** What `--help` prints. */
export const HELP = `iam-guardrails audit [--guardrail NAME] [--observe] [--purpose audit|change]
iam-guardrails preview [--guardrail NAME] [--policy] [--snapshot FILE] [--settings FOLDER] [--out FOLDER]
iam-guardrails snapshot --out FILE [--anonymise] [--settings FOLDER]
iam-guardrails replay [--days DAYS] [--settings FOLDER] [--out FOLDER]
iam-guardrails restore user/NAME|role/NAME|ARN [--copy KEY] [--dry-run]
iam-guardrails review FILE [--format text|markdown|json] [--fail-if-weaker]
iam-guardrails review --policy [--settings FOLDER]

audit

  Without --observe the deployment audits now, by its own rules and roles: its state machine is started and waited
  for. Needs ssm:GetParameter, states:StartExecution and states:DescribeExecution.

  --guardrail NAME    the guardrail whose audit runs: permissions-boundary, unused-service-deny or
                      credential-cleanup (permissions-boundary)
  --purpose PURPOSE   audit, or change: in mode enforce it puts boundaries now (audit)
  --observe           a preview of the one guardrail instead, by the options of preview

preview

  Runs the jobs of the scheduled guardrails here, in observe mode, by the settings of cdktf.json in the current folder,
  and nothing is deployed or needed: it only reads, with the credentials of whoever runs it. No tag, no boundary, no
  object is written in the account. Two of its calls have IAM make a report: iam:GenerateCredentialReport and
  iam:GenerateServiceLastAccessedDetails. Reports what it could not read; where a guardrail lacks what it decides by,
  the others go on, and the command ends with 1.

  --policy            prints the least IAM policy that a preview by these settings needs, and reads nothing
  --guardrail NAME    one guardrail: permissions-boundary, unused-service-deny or credential-cleanup (all)
  --purpose PURPOSE   change: says who would be changed first; audit (change)
  --snapshot FILE     what snapshot has written: decides by it, as of when it was taken, without credentials or calls
  --settings FOLDER   with a cdktf.json (the current folder; of a snapshot, the settings in it)
  --out FOLDER        for report.html (a page for a browser), summary.csv and summary.json (iam-guardrails-report)

snapshot

  Writes everything that previews read of the account into one file (docs/snapshot.md). Needs what preview --policy
  prints, and iam:GetUser, ListAccessKeys, ListServiceSpecificCredentials,
  ListSigningCertificates and ListSSHPublicKeys.

  --out FILE          to write
  --anonymise         replaces names, ids, account numbers and values of tags, each wherever it stands
  --settings FOLDER   with a cdktf.json (the current folder)

replay

  Judges the calls of IAM of the last days as the revoker would have, each as of its own time, by CloudTrail's event
  history of us-east-1, two look-ups a second: who would have been denied IAM, and why, who is told of, and who is left.
  Who was an admin at the beginning is worked out from the members of today and the history since; what nobody can tell
  is said. Needs cloudtrail:LookupEvents and iam:GetAccountAuthorizationDetails.

  --days DAYS         1 to 90 (90)
  --settings FOLDER   with a cdktf.json (the current folder)
  --out FOLDER        for replay.json (iam-guardrails-report)

restore

  Gives a user or role that was deleted everything back that its newest copy in the evidence bucket holds, or that a
  deletion has left of it and not ended, with the credentials of whoever runs it: no function of the deployment may
  create anybody. Users come back without password, access keys and MFA devices; the command says which there were,
  and whatever else does not come back. Somebody else who has the name by now is not touched. If it is interrupted, the
  same command goes on. Needs ssm:GetParameter, s3:ListBucket and s3:GetObject; and of IAM
    to look         iam:Get* and iam:List*
    for a user      iam:CreateUser, iam:TagUser, iam:UntagUser, iam:PutUserPolicy, iam:AttachUserPolicy,
                    iam:AddUserToGroup, iam:UploadSigningCertificate, iam:UpdateSigningCertificate,
                    iam:UploadSSHPublicKey, iam:UpdateSSHPublicKey
    for a role      iam:CreateRole, iam:TagRole, iam:UntagRole, iam:PutRolePolicy, iam:AttachRolePolicy,
                    iam:CreateInstanceProfile, iam:TagInstanceProfile, iam:UntagInstanceProfile,
                    iam:AddRoleToInstanceProfile, iam:PassRole

  --copy KEY          key of another copy than the newest
  --dry-run           says what it would do, and changes nothing

review

  Says what a plan of Terraform does to the guardrails: first what it weakens (a mode lowered, an exemption or admin group
  added, a threshold or limit raised, a schedule rarer, a rule disabled, a deny text that denies less, an alarm or its
  threshold, what is kept for a shorter time), then which settings and resources change, then where only code changes.
  FILE is what terraform show -json says of a plan; - reads it from the standard input. Needs no credentials.

  --format FORMAT     text, markdown for a comment in a pull request, or json for a policy of OPA (text)
  --fail-if-weaker    ends with 3 where the plan weakens something
  --policy            instead of a review prints the least IAM policy of a role that plans pull requests

audit, preview, snapshot, replay and restore

  --prefix PREFIX     namePrefix of the deployment (that of cdktf.json, else iam-guardrails)
  --profile PROFILE   of your AWS configuration
  --region REGION     where IAM and S3 are called (us-east-1)

every command

  --help, --version

  GUARDRAILS_ENV=NAME chooses the overlay environments.NAME of cdktf.json.
  Ends with 0 for a run or restoration that succeeded, 1 for one that did not, 2 where the arguments cannot be
  understood; a review ends with 0, with 1 where there is no plan to review, or with 3 (--fail-if-weaker).`;
