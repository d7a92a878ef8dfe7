import { credentialCleanup } from '../credential-cleanup/preview';
import { permissionsBoundary } from '../permissions-boundary/preview';
import { unusedServiceDeny } from '../unused-service-deny/preview';

/** How each guardrail that acts after an audit looks at an account from a desk; those that ask for reports come first. */
export const PREVIEWED = [permissionsBoundary, unusedServiceDeny, credentialCleanup];
