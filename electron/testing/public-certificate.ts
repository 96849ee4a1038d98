/**
 * A certificate for any host below trycloudflare.com, which trusts itself, with its key: for a tunnel's public side that is
 * really on this computer. Only for tests.
 */
export const publicCertificate = {
  key: [
    '-----BEGIN PRIVATE KEY-----',
    'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgwtjFHI1Vn/GWsh4S',
    '+MT9B3pE4mn0/w8b4QWqBo4u/G6hRANCAAR/xMwEJVjNfU9OPx3Mkt4pOOEtSMcc',
    'xSN8yV+M1qc7jBxHz2xja9jpM3vNZagrghoEB9ZQgUt81i84CiNwWt7P',
    '-----END PRIVATE KEY-----',
  ].join('\n'),
  cert: [
    '-----BEGIN CERTIFICATE-----',
    'MIIBeDCCAR+gAwIBAgIBATAKBggqhkjOPQQDAjAbMRkwFwYDVQQDDBBTaGVsZndh',
    'dGNoIHRlc3RzMCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAbMRkw',
    'FwYDVQQDDBBTaGVsZndhdGNoIHRlc3RzMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcD',
    'QgAEf8TMBCVYzX1PTj8dzJLeKTjhLUjHHMUjfMlfjNanO4wcR89sY2vY6TN7zWWo',
    'K4IaBAfWUIFLfNYvOAojcFrez6NSMFAwDwYDVR0TAQH/BAUwAwEB/zAeBgNVHREE',
    'FzAVghMqLnRyeWNsb3VkZmxhcmUuY29tMB0GA1UdDgQWBBTHeAcdwXUOiE4Sx6r6',
    '78vdIfPWZjAKBggqhkjOPQQDAgNHADBEAiBvNckF1l3p+n/DPY6rE5uPI/xRs8pw',
    'LYPjLjQpbzd61AIgQjxB+vVUUrdU6L3AHwNYRI86yCQljId6OxGTdaOAK6k=',
    '-----END CERTIFICATE-----',
  ].join('\n'),
}
