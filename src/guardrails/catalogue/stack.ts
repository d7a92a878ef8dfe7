import { credentialCleanup } from '../credential-cleanup/deploy/entry';
import { permissionsBoundary } from '../permissions-boundary/deploy/entry';
import { unusedServiceDeny } from '../unused-service-deny/deploy/entry';
import { revoker } from '../revoker/deploy/entry';

/** What each guardrail puts into the stack; they are deployed in this order. */
export const DEPLOYED = [revoker, permissionsBoundary, unusedServiceDeny, credentialCleanup];
