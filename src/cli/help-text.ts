/** What `--help` prints. */
export const HELP = `iam-guardrails audit [--room GUARDRAIL] [--observe] [--purpose audit|change]

  Without --observe the deployment audits now, by its own rules and roles: its state machine is started and waited
  for. Needs ssm:GetParameter, states:StartExecution and states:DescribeExecution.

  With --observe everything runs here, by the settings of cdktf.json in the current folder, and nothing is deployed or
  needed: it only reads, with the credentials of whoever runs it. No tag, no boundary, no object is written in the
  account. Needs iam:GetAccountAuthorizationDetails, iam:GenerateCredentialReport, iam:GetCredentialReport,
  iam:GenerateServiceLastAccessedDetails and iam:GetServiceLastAccessedDetails; and, to say what a run of changes would
  do first, iam:GetAccountSummary, s3:ListAllMyBuckets and s3:GetBucketPolicy; and, to leave out whoever has an open
  incident of a deployment, ssm:GetParameter and dynamodb:Query. Where audit.resourcePolicies names services, also:
    kms             kms:ListKeys, kms:GetKeyPolicy
    sqs             sqs:ListQueues, sqs:GetQueueAttributes
    sns             sns:ListTopics, sns:GetTopicAttributes
    secretsmanager  secretsmanager:ListSecrets, secretsmanager:GetResourcePolicy
    ecr             ecr:DescribeRepositories, ecr:GetRepositoryPolicy
  It reports anything it could not determine.

  --room GUARDRAIL    the guardrail whose audit runs: permissions-boundary, unused-service-deny or
                      credential-cleanup; with --observe the first only (permissions-boundary)
  --observe           here, and read-only
  --purpose PURPOSE   audit, or change: in mode enforce it puts boundaries now; with --observe it says who would get
                      one (audit)
  --prefix PREFIX     namePrefix of the deployment (that of cdktf.json, else iam-guardrails)
  --out FOLDER        where --observe writes summary.csv and summary.json (iam-guardrails-report)
  --profile PROFILE   of your AWS configuration
  --region REGION     where IAM and S3 are called (us-east-1)
  --help, --version

  GUARDRAILS_ENV=NAME chooses the overlay environments.NAME of cdktf.json.
  Ends with 0 for a run that succeeded, 1 for one that did not, 2 where the arguments cannot be understood.`;
