import { externalDataInterceptor, getHomeDir } from '@smithy/core/config';

/**
 * Has the SDK take the files of its configuration for empty, as Lambda has none. It would look for them before the first
 * call of a process, and wait for the file system: what is done while a function begins would not be done before its first
 * event. Files that the environment names are read all the same.
 */
export function withoutConfigFiles(): void {
  for (const name of ['config', 'credentials']) {
    externalDataInterceptor.interceptFile(`${getHomeDir()}/.aws/${name}`, '');
  }
}
