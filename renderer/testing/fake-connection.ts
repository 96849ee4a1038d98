import type { Connection } from '../../shared/domain/connection'

export const fakeConnectionId = '7c1b6a52-0f5a-4a39-9a50-2f7d4c7a1f10'

export const fakeConnection: Connection = {
  id: fakeConnectionId,
  provider: 'cin7',
  source: 'account',
  companyName: 'Harbour Barbers Ltd',
  currency: 'NZD',
  timeZone: 'Pacific/Auckland',
  apiUrl: 'https://inventory.dearsystems.com/ExternalApi/v2/',
  keysHeldIn: 'keychain',
  accountIdMasked: '704ef231••••d35b',
  applicationKeyMasked: '2b8f1c0a••••91ce',
  problem: null,
  verifiedAt: null,
  createdAt: 0,
}
