import type { Route } from '../route.ts';
import { GROUP_ROUTES } from './groups.ts';
import { SUBSCRIPTION_ROUTES } from './subscriptions.ts';
import { TENANT_ROUTES } from './tenant.ts';
import { USER_ROUTES } from './users.ts';

/** Every operation but `$batch`, which carries others. */
export const ROUTES: readonly Route[] = [...TENANT_ROUTES, ...USER_ROUTES, ...GROUP_ROUTES, ...SUBSCRIPTION_ROUTES];
