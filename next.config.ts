// How Next serves us: headers that never change are here; those that depend on a request or a setting are in proxy.ts,
// since a build must fit every setting.
import type { NextConfig } from 'next'

// quality C4. `same-origin`, not `no-referrer`: the latter makes browsers send `Origin: null` on our own forms.
const headers = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Embedder-Policy', value: 'require-corp' },
  {
    key: 'Permissions-Policy',
    value: 'accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=(), browsing-topics=()',
  },
  { key: 'X-DNS-Prefetch-Control', value: 'off' },
  { key: 'X-Permitted-Cross-Domain-Policies', value: 'none' },
]

const config: NextConfig = {
  poweredByHeader: false,
  // It would be answered before the proxy is asked; proxy.ts does it.
  skipTrailingSlashRedirect: true,
  reactStrictMode: true,
  productionBrowserSourceMaps: false,
  // The optimizer had a remote code execution of its own in August 2026, and we show no pictures.
  images: { unoptimized: true },
  // Native code that a bundle cannot hold.
  serverExternalPackages: ['@duckdb/node-api'],
  experimental: { proxyClientMaxBodySize: '64kb', serverActions: { bodySizeLimit: '64kb' } },
  // The callbacks' addresses hold a code: it must not be printed in development either.
  logging: { incomingRequests: { ignore: [/\/connect\//, /\/operator\/sign-in\//] } },
  headers: async () => [{ source: '/:path*', headers }],
}

export default config
