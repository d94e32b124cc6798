// az deployment group create --resource-group GROUP --template-file deploy/azure/main.bicep --parameters image=… databaseUrl=…
// Seatkeeper on Azure Container Apps as a bot without a password: its registration, and what it is for Microsoft Graph, are one managed identity.
// Not part of it: the database, and the consent to Graph's permissions (docs/connect-microsoft-365.md).

@description('Where the image is, with its tag.')
param image string

@description('postgres://…, of the database that keeps everything.')
@secure()
param databaseUrl string

@description('Of the resources.')
param name string = 'seatkeeper'

param location string = resourceGroup().location

@description('One works, the others stand by.')
@minValue(1)
param replicas int = 2

@allowed(['embedded', 'graph'])
param directory string = 'graph'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: name
  location: location
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: 30
  }
}

resource environment 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: name
  location: location
  properties: {
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: logs.properties.customerId
        sharedKey: logs.listKeys().primarySharedKey
      }
    }
  }
}

resource app 'Microsoft.App/containerApps@2024-03-01' = {
  name: name
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    managedEnvironmentId: environment.id
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: { external: true, targetPort: 3978, transport: 'http' }
      secrets: [{ name: 'database-url', value: databaseUrl }]
    }
    template: {
      terminationGracePeriodSeconds: 40
      containers: [
        {
          name: 'seatkeeper'
          image: image
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: [
            { name: 'DATABASE_URL', secretRef: 'database-url' }
            { name: 'HOST', value: '0.0.0.0' }
            { name: 'MicrosoftAppId', value: identity.properties.clientId }
            { name: 'MicrosoftAppType', value: 'UserAssignedMSI' }
            { name: 'MicrosoftAppTenantId', value: tenant().tenantId }
            { name: 'DIRECTORY', value: directory }
            { name: 'GRAPH_CREDENTIAL', value: 'managed-identity' }
            { name: 'AZURE_MANAGED_IDENTITY_CLIENT_ID', value: identity.properties.clientId }
          ]
          probes: [
            { type: 'Startup', httpGet: { path: '/healthz', port: 3978 }, periodSeconds: 10, failureThreshold: 10 }
            { type: 'Liveness', httpGet: { path: '/healthz', port: 3978 }, periodSeconds: 10, failureThreshold: 6 }
            { type: 'Readiness', httpGet: { path: '/readyz', port: 3978 }, periodSeconds: 2, failureThreshold: 2 }
          ]
          volumeMounts: [{ volumeName: 'data', mountPath: '/data' }]
        }
      ]
      volumes: [{ name: 'data', storageType: 'EmptyDir' }]
      scale: { minReplicas: replicas, maxReplicas: replicas }
    }
  }
}

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: name
  location: 'global'
  kind: 'azurebot'
  sku: { name: 'F0' }
  properties: {
    displayName: 'Seatkeeper'
    endpoint: 'https://${app.properties.configuration.ingress.fqdn}/api/messages'
    msaAppId: identity.properties.clientId
    msaAppMSIResourceId: identity.id
    msaAppTenantId: tenant().tenantId
    msaAppType: 'UserAssignedMSI'
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: {
    channelName: 'MsTeamsChannel'
    properties: { isEnabled: true }
  }
}

@description('MicrosoftAppId: what the Teams app is packed with, and what is given consent to Graph.')
output appId string = identity.properties.clientId
output endpoint string = bot.properties.endpoint
