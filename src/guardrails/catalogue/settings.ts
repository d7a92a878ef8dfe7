import { credentialCleanup } from '../credential-cleanup/settings/entry';
import { permissionsBoundary } from '../permissions-boundary/settings/entry';
import { unusedServiceDeny } from '../unused-service-deny/settings/entry';
import { revoker } from '../revoker/settings/entry';

/** What the settings know of the guardrails that answer events, by key of the settings; their order is that of the keys. */
export const EVENT_DRIVEN = {
  revoker,
};

/** The same of the guardrails that act after an audit. */
export const SCHEDULED = {
  permissionsBoundary,
  unusedServiceDeny,
  credentialCleanup,
};
