import { after, becomes, gone, grown, lowered, type WeakerIf } from '../../setting-values/direction';
import { says } from '../../setting-values/says';
import { never, weakens } from '../../setting-values/weakness';
import { createsTrail } from '../trail';
import { DEFAULTS, type Part } from './defaults';

/** What stays of what happened. */
export const records: Part = {
  byKey: {
    'trail.use': weakens(
      ({ trail: { use } }) =>
        says(use === 'existing', 'trail.use is existing: this stack does not provision the trail it depends on'),
      after('create', 'existing'),
    ),
    'trail.events': never('logs what the guard judges; writes alone beside readOnlyCalls is an error'),
    'trail.excludeSources': never('leaves out all it can by default'),
    'trail.logGroup': weakens(
      ({ trail }) =>
        says(
          createsTrail(trail) && !trail.logGroup,
          'trail.logGroup is false: what the trail logs is in the files of its bucket only, and no metric filter sees it',
        ),
      becomes('false'),
    ),
    'trail.bucket': never('an existing bucket is guarded by its owner'),
    'trail.bucketKmsKeyArn': never('only lets the trail use a bucket that is there'),
    'trail.forceDestroy': weakens(
      ({ trail }) =>
        says(
          createsTrail(trail) && trail.bucket === undefined && trail.forceDestroy,
          'trail.forceDestroy: destroy deletes the bucket with the log files in it',
        ),
      becomes('true'),
    ),
    'trail.retentionDays': weakens(
      ({ trail }) =>
        says(
          createsTrail(trail) && trail.bucket === undefined && trail.retentionDays < DEFAULTS.trail.retentionDays,
          `trail.retentionDays is ${trail.retentionDays}: log files are gone after that`,
        ),
      lowered,
    ),
    logRetentionDays: weakens(
      ({ logRetentionDays }) =>
        says(
          logRetentionDays < DEFAULTS.logRetentionDays,
          `logRetentionDays is ${logRetentionDays}: logs of the functions and the trail are gone after that`,
        ),
      lowered,
    ),
    protectData: weakens(
      ({ protectData }) =>
        says(
          !protectData,
          'protectData is false: a destroy or another namePrefix may delete the ledger, the summaries and the log files',
        ),
      becomes('false'),
    ),
  },
};

/** Where some are named: another one, or none, which is any. */
const anotherAccount: WeakerIf = (before, now) => before?.length !== 0 && (now?.length === 0 || grown(before, now));

/** Where and under which names everything is deployed. */
export const deployment: Part = {
  byKey: {
    allowedAccountIds: never('is any account by default, and naming some is stronger', anotherAccount),
    backend: never('says where the state lies; without one synth warns'),
    'backend.s3.bucket': never('says where the state lies'),
    'backend.s3.key': never('says where the state lies; two environments with the same are an error'),
    'backend.s3.region': never('says where the state lies'),
    'backend.s3.kmsKeyId': never('adds a key to the encryption that the bucket has anyway'),
    region: never('has one value'),
    partition: never('has one value'),
    namePrefix: never('names what there is; protectData refuses to lose data by another name'),
    defaultTags: never('labels what there is'),
    lambdaRuntime: never('chooses between runtimes that AWS supports'),
    dashboard: never('shows what notices and alarms tell of'),
    securityHub: never('tells of findings in one more place; what is done about them stays the same', becomes('false')),
    runbookUrl: never('says where the runbook is read'),
    kmsKeyArn: never("takes a key of one's own in place of AWS's", gone),
  },
};
