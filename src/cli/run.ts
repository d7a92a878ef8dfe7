import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SSMClient } from '@aws-sdk/client-ssm';
import { DEPLOYMENT_REGION } from '../foundation/deployment-parameter';
import { ReviewError } from '../review/plan';
import { readSettings, type Settings } from '../settings';
import { SettingsError } from '../settings/error';
import { version } from '../../package.json';
import { requestOf } from './arguments';
import { DeploymentError, findDeployment } from './deployment';
import { HELP } from './help-text';
import { type Live, liveSource } from './preview/live';
import { planPolicy } from './plan-policy';
import { previewPolicy } from './preview/policy';
import { preview } from './preview/preview';
import { replayHere } from './replay/replay';
import type {
  AuditRequest,
  CommandRequest,
  PreviewRequest,
  RestoreRequest,
  ReviewRequest,
  SnapshotRequest,
} from './requests';
import { RestorationError } from './restore/error';
import { restoreHere } from './restore/restore';
import { reviewHere } from './review';
import { snapshotAt, SnapshotError } from './snapshot/file';
import { keepHeapSmall } from './small-heap';
import { settingsOf } from './snapshot/settings';
import { snapshotHere } from './snapshot/snapshot';
import { snapshotSource } from './snapshot/source';
import { startAndWait } from './start';
import { UsageError } from './usage-error';

const DEFAULT_PREFIX = 'iam-guardrails';

/** Does what was asked for, in the current folder. @returns exit code */
export async function run(args: readonly string[]): Promise<number> {
  try {
    const request = requestOf(args);
    switch (request.kind) {
      case 'help':
      case 'version':
        console.log(request.kind === 'help' ? HELP : version);
        return 0;
      case 'audit':
        return (await startAndWait(await findDeployment(ssmAs(request), prefixOf(request)), request)) ? 0 : 1;
      case 'preview':
        return (await previewHere(request)) ? 0 : 1;
      case 'snapshot':
        await snapshotHere(request, settingsIn(request.settings), (settings) => liveBy(request, settings));
        return 0;
      case 'replay':
        ssmAs(request);
        return (await replayHere(request, settingsIn(request.settings))) ? 0 : 1;
      case 'restore':
        return (await restoreHere(request, await findDeployment(ssmAs(request), prefixOf(request)))) ? 0 : 1;
      case 'plan-policy':
        console.log(JSON.stringify(planPolicy(settingsIn(request.settings)), null, 2));
        return 0;
      case 'review':
        return reviewHere(request);
    }
  } catch (error) {
    console.error(wordsOf(error));
    return error instanceof UsageError ? 2 : 1;
  }
}

/** Has every client that is made from now on be that of the caller. @returns the one that finds deployments */
function ssmAs({
  profile,
  region,
}: Exclude<CommandRequest, ReviewRequest | { readonly kind: 'help' | 'version' | 'plan-policy' }>): SSMClient {
  // The SDK's own chain finds the credentials; every client is made without a word about them.
  if (profile !== undefined) process.env['AWS_PROFILE'] = profile;
  process.env['AWS_REGION'] = region;
  return new SSMClient({ region: DEPLOYMENT_REGION });
}

async function previewHere(request: PreviewRequest): Promise<boolean> {
  keepHeapSmall();
  if (request.snapshot !== undefined) return previewOfSnapshot(request, request.snapshot);
  const settings = settingsIn(request.settings);
  if (request.policy) {
    console.log(JSON.stringify(previewPolicy(settings, request.guardrails), null, 2));
    return true;
  }
  return preview(settings, request, (reader) => liveSource(liveBy(request, settings), reader));
}

/** Calls nobody, and needs no credentials. */
function previewOfSnapshot(request: PreviewRequest, file: string): Promise<boolean> {
  const snapshot = snapshotAt(file);
  const settings = request.settings === undefined ? settingsOf(snapshot.settings) : settingsIn(request.settings);
  return preview(settings, request, () => Promise.resolve(snapshotSource(snapshot)));
}

function liveBy(request: PreviewRequest | SnapshotRequest, settings: Settings): Live {
  const ssm = ssmAs(request);
  return { settings, deployment: () => findDeployment(ssm, request.prefix ?? settings.namePrefix) };
}

function prefixOf({ prefix }: AuditRequest | RestoreRequest): string {
  if (prefix !== undefined) return prefix;
  return existsSync(join(process.cwd(), 'cdktf.json')) ? settingsIn().namePrefix : DEFAULT_PREFIX;
}

function settingsIn(folder = process.cwd()): Settings {
  return readSettings(folder, process.env['GUARDRAILS_ENV']);
}

/** Names of what the SDK throws where it finds no credentials, or none that are still good. */
const UNKNOWN_CALLER = ['CredentialsProviderError', 'TokenProviderError'];

/** What the command itself has to say. */
const SAID = [SettingsError, DeploymentError, RestorationError, ReviewError, SnapshotError];

/** People read these; a stack would say nothing to them. */
function wordsOf(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}\n\niam-guardrails --help says more`;
  if (error instanceof Error && SAID.some((kind) => error instanceof kind)) return error.message;
  if (error instanceof Error && UNKNOWN_CALLER.includes(error.name)) {
    const profile = process.env['AWS_PROFILE'];
    const where = profile === undefined ? 'no profile is given' : `the profile ${profile} has none`;
    return `no AWS credentials were found: ${where} (${error.message}); set AWS_PROFILE or --profile`;
  }
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
