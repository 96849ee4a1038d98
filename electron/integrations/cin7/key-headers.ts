import type { Cin7Credentials } from '../../../shared/provider'
import { Cin7Fault } from './errors'

/** Header values take printable ASCII only; fetch would repeat anything else in its error message. */
export function keyHeaders({ accountId, applicationKey }: Cin7Credentials): Record<string, string> {
  if (!/^[\x21-\x7e]+$/.test(accountId) || !/^[\x21-\x7e]+$/.test(applicationKey)) {
    throw new Cin7Fault(
      'credentials_rejected',
      'stop',
      'The account ID or application key has characters that Cin7 never uses. Copy both again from Cin7.',
    )
  }
  return {
    'api-auth-accountid': accountId,
    'api-auth-applicationkey': applicationKey,
    'content-type': 'application/json',
    accept: 'application/json',
  }
}
