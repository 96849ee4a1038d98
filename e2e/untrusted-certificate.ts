/** A certificate for 127.0.0.1 that nobody trusts, issued by "Corner Cafe" to itself, with its key. Only for tests. */
export const untrustedCertificate = {
  key: [
    '-----BEGIN PRIVATE KEY-----',
    'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgOjBJ+29ulSXy09KX',
    'UwcaNkNr2Sk14TL4oJ3WtO4xSBShRANCAAQIVU2KNuu4MPbtaW0DAWwh938Asehl',
    'wB4AkD+8P3YfsOzT4pfUq/m4mMV3sfPOcs5oU5jDlKC6Uo3opgHyW+Lx',
    '-----END PRIVATE KEY-----',
  ].join('\n'),
  cert: [
    '-----BEGIN CERTIFICATE-----',
    'MIIBlDCCATqgAwIBAgIUBatgzk2EKiuahR4HrWliScREw84wCgYIKoZIzj0EAwIw',
    'FjEUMBIGA1UEAwwLQ29ybmVyIENhZmUwIBcNMjYxMTI0MDQ0MzU0WhgPMjEyNjEw',
    'MzEwNDQzNTRaMBYxFDASBgNVBAMMC0Nvcm5lciBDYWZlMFkwEwYHKoZIzj0CAQYI',
    'KoZIzj0DAQcDQgAECFVNijbruDD27WltAwFsIfd/ALHoZcAeAJA/vD92H7Ds0+KX',
    '1Kv5uJjFd7HzznLOaFOYw5SgulKN6KYB8lvi8aNkMGIwHQYDVR0OBBYEFIdNyC5t',
    'v2VsO3nqIUGvQ7FaTeAKMB8GA1UdIwQYMBaAFIdNyC5tv2VsO3nqIUGvQ7FaTeAK',
    'MA8GA1UdEwEB/wQFMAMBAf8wDwYDVR0RBAgwBocEfwAAATAKBggqhkjOPQQDAgNI',
    'ADBFAiEA/L++lk6aRHqnXQSp/wkd2dNilR9RCVZZMMIK10ENH9ECICa+kVIUM2H+',
    'Sx5qKAj9mhs2W8xxpti9OvKWM4lUsIp+',
    '-----END CERTIFICATE-----',
  ].join('\n'),
}
