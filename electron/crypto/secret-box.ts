import { createCipheriv, createDecipheriv } from 'node:crypto'
import { keyProblem } from '../../shared/key-problems'

/**
 * A sealed record is: version (1 byte) | key id (8) | nonce (12) | tag (16) | ciphertext. AES-256-GCM.
 * The nonce is random; a key is meant for far fewer than the 2^32 records at which two random nonces
 * become likely to meet.
 */
const VERSION = 1
const KEY_ID_BYTES = 8
const NONCE_BYTES = 12
const TAG_BYTES = 16
const HEADER_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES + TAG_BYTES
/** Far above any secret of ours. */
const MAX_TEXT_BYTES = 64 * 1024
const ALGORITHM = 'aes-256-gcm'

/** Where a record belongs. It opens nowhere else: not in another row, nor in another column. */
export interface SecretPlace {
  table: string
  rowId: string
  field: string
}

export interface SealingKey {
  /** 16 hexadecimal digits. */
  id: string
  /** 32 bytes. */
  bytes: Buffer
}

/** `nonce` is 12 fresh random bytes for every call. */
export function seal(text: string, place: SecretPlace, key: SealingKey, nonce: Buffer): Buffer {
  if (nonce.length !== NONCE_BYTES) throw new Error(`A nonce has ${NONCE_BYTES} bytes, not ${nonce.length}`)
  const plain = Buffer.from(text, 'utf8')
  try {
    if (plain.length > MAX_TEXT_BYTES) throw new Error('The text is too long to be sealed')
    const cipher = createCipheriv(ALGORITHM, key.bytes, nonce, { authTagLength: TAG_BYTES })
    cipher.setAAD(associatedData(place, key.id))
    const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()])
    return Buffer.concat([
      Buffer.of(VERSION),
      Buffer.from(key.id, 'hex'),
      nonce,
      cipher.getAuthTag(),
      ciphertext,
    ])
  } finally {
    plain.fill(0)
  }
}

/** The id of the key that opens the record. Throws `secret_damaged` when it cannot be a record. */
export function keyIdOf(record: Buffer): string {
  const isPossible = record.length >= HEADER_BYTES && record.length <= HEADER_BYTES + MAX_TEXT_BYTES
  if (!isPossible || record[0] !== VERSION) throw keyProblem('secret_damaged')
  return record.toString('hex', 1, 1 + KEY_ID_BYTES)
}

/** Throws `secret_damaged` when the record was changed, belongs elsewhere, or was sealed with other bytes. */
export function open(record: Buffer, place: SecretPlace, key: SealingKey): string {
  if (keyIdOf(record) !== key.id) throw keyProblem('secret_damaged')
  const nonceAt = 1 + KEY_ID_BYTES
  const tagAt = nonceAt + NONCE_BYTES
  const decipher = createDecipheriv(ALGORITHM, key.bytes, record.subarray(nonceAt, tagAt), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(associatedData(place, key.id))
  decipher.setAuthTag(record.subarray(tagAt, HEADER_BYTES))
  const plain = decipher.update(record.subarray(HEADER_BYTES))
  try {
    // Until this has succeeded the text is unverified and must not leave.
    decipher.final()
    return plain.toString('utf8')
  } catch (cause) {
    throw keyProblem('secret_damaged', { cause })
  } finally {
    plain.fill(0)
  }
}

/** JSON keeps the parts apart: `a` + `bc` and `ab` + `c` give different texts. */
function associatedData({ table, rowId, field }: SecretPlace, keyId: string): Buffer {
  return Buffer.from(JSON.stringify([VERSION, table, rowId, field, keyId]), 'utf8')
}
