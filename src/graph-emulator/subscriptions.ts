/** A subscription to change notifications, as it was made. */
export interface NotificationSubscription {
  readonly id: string;
  readonly changeType: string;
  readonly resource: string;
  readonly notificationUrl: string;
  readonly lifecycleNotificationUrl: string | null;
  readonly expirationDateTime: string;
  readonly clientState: string | null;
  readonly applicationId: string;
}
