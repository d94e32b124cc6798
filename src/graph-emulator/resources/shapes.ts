/** What a type of Graph has, by name (https://learn.microsoft.com/graph/api/overview, v1.0). */
interface GraphShape {
  /** Properties of one value; null where there is none. */
  readonly single: ReadonlySet<string>;
  /** Properties that are lists; empty where there is nothing. */
  readonly collections: ReadonlySet<string>;
  readonly navigation: ReadonlySet<string>;
  /** All properties as Graph spells them, by their names in lower case: clients spell them in any. */
  readonly spelled: ReadonlyMap<string, string>;
  /** Properties that are not kept in the directory: asked of a collection, Graph answers 501. */
  readonly elsewhere: ReadonlySet<string>;
  /** What an answer holds without `$select`. */
  readonly byDefault: readonly string[];
}

export type EntityType = keyof typeof SHAPES;

function shape(names: {
  readonly single: string;
  readonly collections?: string;
  readonly navigation?: string;
  readonly elsewhere?: string;
  readonly byDefault?: string;
  readonly onlySelected?: string;
}): GraphShape {
  const single = wordsOf(names.single);
  const collections = wordsOf(names.collections);
  const onlySelected = wordsOf(names.onlySelected);
  const all = [...single, ...collections].filter((name) => !onlySelected.has(name));
  return {
    single,
    collections,
    spelled: new Map([...single, ...collections].map((name) => [name.toLowerCase(), name])),
    navigation: wordsOf(names.navigation),
    elsewhere: wordsOf(names.elsewhere),
    byDefault: names.byDefault === undefined ? all : [...wordsOf(names.byDefault)],
  };
}

function wordsOf(text = ''): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter(Boolean));
}

const SHAPES = {
  user: shape({
    single: `
      id deletedDateTime accountEnabled ageGroup authorizationInfo city companyName consentProvidedForMinor
      country createdDateTime creationType department displayName employeeHireDate employeeId
      employeeLeaveDateTime employeeOrgData employeeType externalUserState externalUserStateChangeDateTime
      faxNumber givenName identityParentId isManagementRestricted isResourceAccount jobTitle
      lastPasswordChangeDateTime legalAgeGroupClassification mail mailNickname mobilePhone officeLocation
      onPremisesDistinguishedName onPremisesDomainName onPremisesExtensionAttributes onPremisesImmutableId
      onPremisesLastSyncDateTime onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesSyncEnabled
      onPremisesUserPrincipalName passwordPolicies passwordProfile postalCode preferredDataLocation
      preferredLanguage securityIdentifier showInAddressList signInSessionsValidFromDateTime state streetAddress
      surname usageLocation userPrincipalName userType`,
    collections: `
      assignedLicenses assignedPlans businessPhones identities imAddresses licenseAssignmentStates
      onPremisesProvisioningErrors otherMails provisionedPlans proxyAddresses serviceProvisioningErrors`,
    navigation: `
      activities adhocCalls agreementAcceptances appRoleAssignments authentication calendar calendarGroups
      calendars calendarView chats cloudClipboard cloudPCs contactFolders contacts createdObjects
      dataSecurityAndGovernance deviceManagementTroubleshootingEvents directReports drive drives
      employeeExperience events extensions followedSites inferenceClassification insights joinedTeams
      licenseDetails mailFolders managedAppRegistrations managedDevices manager memberOf messages
      oauth2PermissionGrants onenote onlineMeetings onPremisesSyncBehavior outlook ownedDevices ownedObjects
      people permissionGrants photo photos planner presence registeredDevices scopedRoleMemberOf settings
      solutions sponsorOf sponsors teamwork todo transitiveMemberOf`,
    elsewhere: `
      aboutMe birthday customSecurityAttributes deviceEnrollmentLimit hireDate interests mailboxSettings mySite
      pastProjects preferredName print responsibilities schools signInActivity skills`,
    byDefault: `
      id businessPhones displayName givenName jobTitle mail mobilePhone officeLocation preferredLanguage surname
      userPrincipalName`,
  }),
  group: shape({
    single: `
      id deletedDateTime accessType allowExternalSenders autoSubscribeNewMembers classification createdDateTime
      description displayName expirationDateTime hasMembersWithLicenseErrors hideFromAddressLists
      hideFromOutlookClients isArchived isAssignableToRole isFavorite isManagementRestricted isSubscribedByMail
      licenseProcessingState mail mailEnabled mailNickname membershipRule membershipRuleProcessingState
      onPremisesDomainName onPremisesExtensionAttributes onPremisesLastSyncDateTime onPremisesNetBiosName
      onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesSyncEnabled organizationId
      preferredDataLocation preferredLanguage renewedDateTime securityEnabled securityIdentifier theme uniqueName
      unseenConversationsCount unseenCount unseenMessagesCount visibility welcomeMessageEnabled`,
    collections: `
      assignedLabels assignedLicenses groupTypes infoCatalogs onPremisesProvisioningErrors proxyAddresses
      resourceBehaviorOptions resourceProvisioningOptions serviceProvisioningErrors`,
    navigation: `
      acceptedSenders appRoleAssignments calendar calendarView conversations createdOnBehalfOf drive drives events
      extensions groupLifecyclePolicies memberOf members membersWithLicenseErrors onenote onPremisesSyncBehavior
      owners permissionGrants photo photos planner rejectedSenders settings sites team threads transitiveMemberOf
      transitiveMembers`,
    onlySelected: `
      accessType allowExternalSenders assignedLabels assignedLicenses autoSubscribeNewMembers
      hasMembersWithLicenseErrors hideFromAddressLists hideFromOutlookClients isArchived isFavorite
      isSubscribedByMail licenseProcessingState unseenConversationsCount unseenCount unseenMessagesCount
      welcomeMessageEnabled`,
  }),
  organization: shape({
    single: `
      id deletedDateTime city country countryLetterCode createdDateTime defaultUsageLocation displayName
      mobileDeviceManagementAuthority onPremisesLastSyncDateTime onPremisesSyncEnabled partnerTenantType
      postalCode preferredLanguage privacyProfile state street tenantType`,
    collections: `
      assignedPlans businessPhones marketingNotificationEmails provisionedPlans
      securityComplianceNotificationMails securityComplianceNotificationPhones technicalNotificationMails
      verifiedDomains`,
    navigation: `
      branding certificateBasedAuthConfiguration extensions`,
  }),
  subscribedSku: shape({
    single: `
      id accountId accountName appliesTo capabilityStatus consumedUnits prepaidUnits skuId skuPartNumber`,
    collections: `
      servicePlans subscriptionIds`,
  }),
  companySubscription: shape({
    single: `
      id commerceSubscriptionId createdDateTime isTrial nextLifecycleDateTime ownerId ownerTenantId ownerType
      skuId skuPartNumber status totalLicenses`,
    collections: `
      serviceStatus`,
  }),
  domain: shape({
    single: `
      id authenticationType availabilityStatus isAdminManaged isDefault isInitial isRoot isVerified manufacturer
      model passwordNotificationWindowInDays passwordValidityPeriodInDays state`,
    collections: `
      supportedServices`,
    navigation: `
      domainNameReferences federationConfiguration rootDomain serviceConfigurationRecords verificationDnsRecords`,
  }),
  directoryRole: shape({
    single: `
      id deletedDateTime description displayName roleTemplateId`,
    navigation: `
      members scopedMembers`,
  }),
  unifiedRoleAssignment: shape({
    single: `
      id appScopeId condition directoryScopeId principalId principalOrganizationId roleDefinitionId`,
    navigation: `
      appScope directoryScope principal roleDefinition`,
  }),
  unifiedRoleDefinition: shape({
    single: `
      id description displayName isBuiltIn isEnabled templateId version`,
    collections: `
      resourceScopes rolePermissions`,
    navigation: `
      inheritsPermissionsFrom`,
  }),
  licenseDetails: shape({
    single: `
      id skuId skuPartNumber`,
    collections: `
      servicePlans`,
  }),
  directoryAudit: shape({
    single: `
      id activityDateTime activityDisplayName category correlationId initiatedBy loggedByService operationType
      result resultReason`,
    collections: `
      additionalDetails targetResources`,
  }),
  subscription: shape({
    single: `
      id applicationId changeType clientState creatorId encryptionCertificate encryptionCertificateId
      expirationDateTime includeResourceData latestSupportedTlsVersion lifecycleNotificationUrl
      notificationQueryOptions notificationUrl notificationUrlAppId resource`,
  }),
} as const satisfies Readonly<Record<string, GraphShape>>;

export function graphShape(type: EntityType): GraphShape {
  return SHAPES[type];
}

/** What members, owners and the like are: any of these. */
export const DIRECTORY_OBJECT = 'directoryObject';
const DIRECTORY_OBJECTS: readonly EntityType[] = ['user', 'group', 'directoryRole'];

/** The property that is meant; undefined: none of these types has it. */
export function spelledProperty(types: readonly EntityType[], name: string): string | undefined {
  const spellings = types.map((type) => graphShape(type).spelled.get(name.toLowerCase()));
  return spellings.find((spelling) => spelling !== undefined);
}

/** The types that the items of a collection can have. */
export function entityTypes(itemType: EntityType | typeof DIRECTORY_OBJECT): readonly EntityType[] {
  return itemType === DIRECTORY_OBJECT ? DIRECTORY_OBJECTS : [itemType];
}
