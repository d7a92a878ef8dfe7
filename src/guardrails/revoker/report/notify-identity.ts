import { plain } from '../../../domain/notice/notice';
import { articleIn } from '../../../domain/notice/runbook';
import type { Call, RootCaller, UserCaller } from '../judge/parse';
import type { Rules } from '../rules';

/** Who called: ARN, id, and the key the call was signed by. */
export function identity({ caller }: Call, arn: string): string {
  if (caller.kind === 'other') return plain(arn);
  const known = [...(caller.kind === 'user' ? [plain(caller.id)] : []), ...key(caller)];
  return known.length === 0 ? plain(arn) : `${plain(arn)} (${known.join(', ')})`;
}

/** What to say of a key that nobody can deactivate; undefined for every other. */
export function cannotBeDeactivated({ caller }: Call, { runbook }: Pick<Rules, 'runbook'>): string | undefined {
  if (caller.kind === 'other' || !isOfSession(caller)) return undefined;
  return caller.kind === 'root'
    ? "belongs to a sign-in session of root, which no IAM policy stops: change root's password and MFA device"
    : `belongs to a temporary session and cannot be deactivated; how to cut it off: ${articleIn(runbook, 'revoked')}`;
}

/** Key ids say what they are by how they begin (IAM user guide, unique identifiers). */
const isOfSession = ({ accessKeyId = '' }: UserCaller | RootCaller) => accessKeyId.startsWith('ASIA');

function key(caller: UserCaller | RootCaller): readonly string[] {
  const { accessKeyId } = caller;
  const mfa = mfaWords(caller);
  return [
    ...(accessKeyId === undefined
      ? []
      : [`${isOfSession(caller) ? 'session key' : 'access key'} ${plain(accessKeyId)}`]),
    ...(mfa === undefined ? [] : [mfa]),
  ];
}

/** A session says whether it was opened with MFA. A long-term key opens no session, and so proves none. */
function mfaWords({ kind, accessKeyId = '', mfa }: UserCaller | RootCaller): string | undefined {
  if (mfa !== undefined) return mfa ? 'with MFA' : 'without MFA';
  if (kind === 'user') return undefined;
  return accessKeyId.startsWith('AKIA') ? 'without MFA, as every long-term key' : 'with or without MFA: not recorded';
}
